// The page: sends what was typed to /search and shows the pictures that come back.

const form = document.getElementById("search");
const examples = document.getElementById("examples");
const status = document.getElementById("status");
const problem = document.getElementById("problem");
const results = document.getElementById("results");
const source = document.getElementById("source");
const defaultCount = form.elements.k.defaultValue;

/** What goes wrong in a way that can be told to people; `parameter` is the one of /search that is at fault. */
class SearchError extends Error {
    constructor(message, parameter) {
        super(message);
        this.parameter = parameter;
    }
}

/** Asks /search; throws a SearchError whose message is a sentence. */
async function search({ t, q, k }, signal) {
    let response;
    try {
        response = await fetch(`/search?${new URLSearchParams({ t, s_query: q, k })}`, { signal });
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new SearchError("The server cannot be reached. Is the connection up?");
    }
    const body = await response.json().catch(() => null);
    if (response.ok && Array.isArray(body?.results)) return body;
    if (response.ok) throw new SearchError("The server's answer cannot be read.");
    throw new SearchError(
        sentence(body?.detail ?? `the server answers with status ${response.status}`, body?.parameter), body?.parameter);
}

/** A problem's detail as a sentence, with the field's name where /search names its parameter. */
function sentence(detail, parameter) {
    const field = { t: "the keyword", s_query: "the sentence", k: "the number of pictures" }[parameter];
    const text = field ? detail.replace(new RegExp(`^${parameter}( \\([^)]*\\))?(?= )`), field) : detail;
    return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}

/** Makes an element: properties as they are, children after them. */
function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
}

/** The address if it is one that a link may have, else null. */
function webAddress(text) {
    if (!text) return null;
    const address = URL.parse ? URL.parse(text, location.href) : new URL(text, location.href);
    return address && ["https:", "http:"].includes(address.protocol) ? address.href : null;
}

function percent(probability) {
    if (probability >= 0.995) return "100 %";
    return probability < 0.005 ? "< 1 %" : `${Math.round(probability * 100)} %`;
}

function link(address, ...children) {
    return element("a", { href: address, target: "_blank", rel: "noopener" }, ...children);
}

function credit(result) {
    const { name, url } = result.credit ?? {};
    const line = element("span", { className: "credit" });
    const address = webAddress(url) ?? webAddress(result.page_url);
    if (name) line.append(address ? link(address, name) : name);
    else if (address) line.append(link(address, "source"));
    return line;
}

function picture(result, index, pool) {
    const image = element("img", {
        src: result.url, alt: result.alt, loading: index < 6 ? "eager" : "lazy", decoding: "async",
        width: result.width || 640, height: result.height || 426,
    });
    const frame = link(webAddress(result.page_url) ?? webAddress(result.url), image);
    frame.className = "frame";
    image.addEventListener("load", () => frame.classList.add("loaded"));
    image.addEventListener("error", () => {
        frame.classList.add("missing");
        frame.replaceChildren(`This picture cannot be loaded: ${result.alt}`);
    });
    const score = element("data", { className: "score", value: String(result.score) }, percent(result.probability));
    score.title = `Raw score ${result.score}; number ${index + 1} of the ${pool.ranked} pictures compared`;
    return element("li", {},
        element("figure", {},
            frame,
            element("figcaption", {}, credit(result), score)));
}

function summary(answer) {
    const { pool, results: found, tag } = answer;
    if (found.length === 0) return `There are no pictures for “${tag}”. Another keyword may have some.`;
    const left = pool.ranked < pool.size ? ` (${pool.size - pool.ranked} more could not be compared in time)` : "";
    const shown = found.length === 1 ? "The best" : `The ${found.length} best`;
    const time = answer.timing_ms ? `, in ${Math.max(1, Math.round(answer.timing_ms.total))} ms` : "";
    return `${shown} of ${pool.ranked} pictures for “${tag}”${left}${time}`;
}

function sourceLine(answer) {
    if (answer.results.length === 0) return [];
    if (answer.pool.source === "pixabay") return ["Pictures from ", link("https://pixabay.com/", "Pixabay"), "."];
    return [];
}

function showAnswer(answer) {
    status.textContent = summary(answer);
    source.replaceChildren(...sourceLine(answer));
    results.replaceChildren(...answer.results.map((result, index) => picture(result, index, answer.pool)));
}

function showProblem(error) {
    status.textContent = "";
    results.replaceChildren();
    const field = { t: form.elements.t, s_query: form.elements.q, k: form.elements.k }[error.parameter];
    problem.querySelector("p").textContent = error.message;
    problem.querySelector("button").hidden = Boolean(field);
    problem.hidden = false;
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
}

function showWaiting(count) {
    problem.hidden = true;
    source.replaceChildren();
    for (const field of form.elements) field.removeAttribute("aria-invalid");
    status.textContent = "Searching…";
    results.replaceChildren(...Array.from({ length: Math.min(count, 12) }, () =>
        element("li", { className: "waiting" }, element("figure", {}, element("div", { className: "frame" })))));
}

let running = null;

async function run(wanted) {
    running?.abort();
    const mine = running = new AbortController();
    document.body.classList.add("searched");
    document.title = `${wanted.q} – Descry`;
    results.setAttribute("aria-busy", "true");
    showWaiting(Number(wanted.k) || 10);
    try {
        showAnswer(await search(wanted, mine.signal));
    } catch (error) {
        if (mine.signal.aborted) return;
        showProblem(error);
    }
    if (running === mine) results.removeAttribute("aria-busy");
}

function typed() {
    const { t, q, k } = form.elements;
    return { t: t.value.trim(), q: q.value.trim(), k: k.value || defaultCount };
}

function fillIn({ t, q, k }) {
    form.elements.t.value = t;
    form.elements.q.value = q;
    form.elements.k.value = k;
}

/** Searches for what the fields hold, and lets the address say so. */
function go() {
    const wanted = typed();
    const parameters = new URLSearchParams({ t: wanted.t, q: wanted.q });
    if (wanted.k !== defaultCount) parameters.set("k", wanted.k);
    if (location.search !== `?${parameters}`) history.pushState(null, "", `/?${parameters}`);
    run(wanted);
}

/** Does what the address says: when the page is opened, and on back and forward. */
function follow() {
    const parameters = new URLSearchParams(location.search);
    const value = (name) => (parameters.get(name) ?? "").trim();
    fillIn({ t: value("t"), q: value("q"), k: value("k") || defaultCount });
    if (value("t") || value("q")) return run(typed());
    running?.abort();
    document.body.classList.remove("searched");
    document.title = "Descry";
    status.textContent = "";
    problem.hidden = true;
    results.replaceChildren();
    source.replaceChildren();
}

for (const example of examples.querySelectorAll("a")) {
    const { t, q } = example.dataset;
    example.append(element("span", { className: "sentence" }, q), element("span", { className: "keyword" }, t));
    example.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        fillIn({ t, q, k: typed().k });
        go();
    });
}
form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
});
problem.querySelector("button").addEventListener("click", () => run(typed()));
window.addEventListener("popstate", follow);
follow();
