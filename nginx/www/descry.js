// The page: what is typed goes to /search, and the pictures that come back are shown.

import { readAddress, writeAddress, writeTitle } from "./modules/address.js";
import { Grid } from "./modules/grid.js";
import { Lightbox } from "./modules/lightbox.js";
import { Problems } from "./modules/problems.js";
import { Report, SLOW, isComplete } from "./modules/report.js";
import { PATIENCE, check, search } from "./modules/search.js";
import { searchStream } from "./modules/stream.js";

/** Milliseconds without a key after which a sentence is searched as it stands. */
const PAUSE = 120;

const form = document.getElementById("search");
const examples = document.getElementById("examples");
const results = document.getElementById("results");
const placeholders = document.getElementById("placeholders");
const fields = { t: form.elements.t, s_query: form.elements.q, k: form.elements.k };
const defaultCount = form.elements.k.defaultValue;

const report = new Report(document);
const lightbox = new Lightbox(document.getElementById("lightbox"));
const grid = new Grid(results, (...chosen) => lightbox.open(...chosen));
const problems = new Problems(document.getElementById("problem"), (byItself) => go({ byItself }));

/** Keywords whose pools are complete: a sentence in them is answered at once. */
const known = new Set();
/** The search under way: how to end it, and whether people wait for it or it only follows their typing. */
let running = null;
/** The search whose pictures are shown. */
let shown = null;
let pause = null;

const keyword = ({ t }) => t.toLowerCase();
const isSame = (one, other) => Boolean(one) && ["t", "q", "k"].every((name) => one[name] === other[name]);

function typed() {
    const { t, q, k } = form.elements;
    return { t: t.value.trim(), q: q.value.trim(), k: k.validity.badInput ? "?" : k.value || defaultCount };
}

function fillIn({ t, q, k }) {
    form.elements.t.value = t;
    form.elements.q.value = q;
    form.elements.k.value = k;
}

/** Marks the field of a parameter of /search as the one at fault, or none. */
function markFields(parameter) {
    for (const [name, field] of Object.entries(fields)) {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
        if (name !== parameter) continue;
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", "problem-text");
    }
}

/** Ends the search under way, and all that would come of it. */
function stop() {
    clearTimeout(pause);
    clearTimeout(running?.slow);
    running?.controller.abort();
    running = null;
}

/** Searches; `isTyping` changes nothing but the pictures, and says nothing of a busy server. */
async function run(wanted, { isTyping = false, byItself = false } = {}) {
    // Who waits for a search goes on waiting when the sentence changes meanwhile.
    const isQuiet = isTyping && (!running || running.isQuiet);
    stop();
    const mine = running = { controller: new AbortController(), isQuiet };
    const signal = AbortSignal.any([mine.controller.signal, AbortSignal.timeout(PATIENCE)]);
    results.setAttribute("aria-busy", "true");
    if (!isQuiet) begin(mine, wanted);
    let answer;
    try {
        answer = known.has(keyword(wanted))
            ? await search(wanted, signal)
            : await searchStream(wanted, signal, (partial) => running === mine && showProgress(partial, wanted));
    } catch (error) {
        if (running !== mine) return;
        settle();
        if (!isQuiet || error.kind === "offline") showProblem(error, { byItself, isQuiet });
        return;
    }
    // An answer that comes after a newer search has begun is of no use.
    if (running !== mine) return;
    settle();
    if (isTyping) writeAddress(wanted, defaultCount, { replace: true });
    writeTitle(wanted);
    showAnswer(answer, wanted, isQuiet);
}

function begin(search, wanted) {
    document.body.classList.add("searched");
    problems.clear();
    markFields();
    report.say("Searching…");
    // The pictures of the same keyword will be among the answer's.
    if (!shown || keyword(shown) !== keyword(wanted)) {
        grid.clear();
        shown = null;
        placeholders.hidden = false;
    }
    const reason = known.has(keyword(wanted))
        ? "The server has much to do." : "The pictures of a new keyword have to be fetched and looked at first.";
    search.slow = setTimeout(() => problems.show("slow", `It is still working. ${reason}`), SLOW);
}

/** Nothing is under way any more. */
function settle() {
    stop();
    results.removeAttribute("aria-busy");
    placeholders.hidden = true;
    report.endProgress();
}

function showProgress(answer, wanted) {
    report.progress(answer);
    if (answer.results.length === 0) return;
    placeholders.hidden = true;
    shown = wanted;
    grid.show(answer.results);
}

function showAnswer(answer, wanted, isQuiet) {
    if (isComplete(answer)) known.add(keyword(wanted));
    // Only a server that can do without a keyword answers one.
    if (!wanted.t) form.elements.t.placeholder = "any";
    shown = answer.results.length > 0 ? wanted : null;
    problems.clear();
    markFields();
    report.answer(answer, { isQuiet });
    grid.show(answer.results);
    if (answer.pool.size === 0) {
        problems.show("empty", "Another keyword may have some: one plain word, such as “mountains” or “sea”.",
            { canRetry: false });
    } else if (answer.results.length === 0) {
        problems.show("empty", "They could not be fetched, or are in no form that can be read.");
    }
    // What was typed while this one was on its way.
    if (!isSame(typed(), wanted)) follow();
}

function showProblem(error, { byItself = false, isQuiet = false }) {
    const kind = error.kind ?? "broken";
    problems.show(kind, error.kind ? error.message : "The page has met a fault of its own.",
        { canRetry: kind !== "input" });
    if (!error.kind) console.error(error);
    if (isQuiet) return;
    if (kind === "input") {
        report.say("");
        markFields(error.parameter);
        fields[error.parameter]?.focus();
        return;
    }
    report.clear();
    grid.clear();
    shown = null;
    if (kind === "rate-limited" && !byItself) problems.countDown(error.retryAfter ?? 1);
}

/** Searches for what the fields hold, and lets the address say so. */
function go({ byItself = false, replace = false } = {}) {
    const wanted = typed();
    stop();
    try {
        check(wanted);
    } catch (error) {
        settle();
        showProblem(error, { byItself });
        return;
    }
    writeAddress(wanted, defaultCount, { replace });
    writeTitle(wanted);
    run(wanted, { byItself });
}

/** Follows the typing, once the keyword's pool is there. */
function follow() {
    clearTimeout(pause);
    pause = setTimeout(() => {
        const wanted = typed();
        if (!known.has(keyword(wanted)) || isSame(shown, wanted) && !running) return;
        try {
            check(wanted);
        } catch {
            // Not yet a sentence: the next key, or Enter, will tell.
            return;
        }
        run(wanted, { isTyping: true });
    }, PAUSE);
}

/** Does what the address says: when the page is opened, and on back and forward. */
function open() {
    const wanted = readAddress(defaultCount);
    lightbox.close();
    fillIn(wanted);
    if (wanted.t || wanted.q) {
        document.body.classList.add("searched");
        go({ replace: true });
        return;
    }
    settle();
    shown = null;
    document.body.classList.remove("searched");
    writeTitle(wanted);
    problems.clear();
    markFields();
    report.clear();
    grid.clear();
}

for (const example of examples.querySelectorAll("a")) {
    example.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const { t, q } = Object.fromEntries(new URL(example.href).searchParams);
        fillIn({ t, q, k: /^[1-9]/.test(typed().k) ? typed().k : defaultCount });
        go();
    });
}
form.addEventListener("submit", (event) => {
    event.preventDefault();
    // On a touch screen the keyboard would lie over the pictures.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    go();
});
form.addEventListener("input", (event) => {
    event.target.removeAttribute("aria-invalid");
    problems.endCountdown();
    if (event.target !== form.elements.t) follow();
});
report.rest.addEventListener("click", () => go());
window.addEventListener("popstate", open);
window.addEventListener("pagehide", stop);
window.addEventListener("pageshow", (event) => {
    if (event.persisted && results.hasAttribute("aria-busy")) open();
});
open();
