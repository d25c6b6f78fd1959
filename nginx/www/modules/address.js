// What was searched, in the page's address and title: deep links, back and forward.

/** What the address asks for; `fallback` is the number of pictures if it names none. */
export function readAddress(fallback) {
    const parameters = new URLSearchParams(location.search);
    const value = (name) => (parameters.get(name) ?? "").trim();
    return { t: value("t"), q: value("q"), k: /^[0-9]+$/.test(value("k")) ? value("k") : fallback };
}

/** Puts what is wanted into the address: as a new place in the history, or in the place of the present one. */
export function writeAddress(wanted, fallback, { replace }) {
    const parameters = new URLSearchParams(wanted.t ? { t: wanted.t, q: wanted.q } : { q: wanted.q });
    if (wanted.k !== fallback) parameters.set("k", wanted.k);
    // Where the page is: at / or, hosted elsewhere, in a folder.
    const address = `${location.pathname}?${parameters}`;
    if (location.pathname + location.search === address) return;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
}

/** The title for what is wanted; without a sentence that of the first page. */
export function writeTitle({ q }) {
    document.title = q ? `${q} – Descry` : "Descry";
}
