// What the browser's history holds of the page: what is searched and which picture is open (address and title), how many
// pictures have come by scrolling, and how far down the page was, so that Back finds its place.

const STORE = "descry.scroll";

/** Identifies an entry of the history: the browser gives none. */
function newEntry() {
    return { entry: `${Date.now()}-${Math.random()}`.slice(0, 24) };
}

/**
 * What the address asks for; `fallback` is the number of pictures if it names none, `p` the picture that is open.
 *
 * `isFavourites`: the favourites, and no search.
 */
export function readAddress(fallback) {
    const parameters = new URLSearchParams(location.search);
    const value = (name) => (parameters.get(name) ?? "").trim();
    const k = /^[0-9]+$/.test(value("k")) ? value("k") : fallback;
    // Either name of the sentence: s_query is that of the API.
    return { t: value("t"), q: value("q") || value("s_query"), k, p: value("p"), isFavourites: parameters.has("favourites") };
}

/** The part of an address that asks for what is wanted. Relative, since the page may be in a folder. */
export function addressOf(wanted, fallback) {
    const parameters = new URLSearchParams(wanted.t ? { t: wanted.t, q: wanted.q } : { q: wanted.q });
    if (wanted.k !== fallback) parameters.set("k", wanted.k);
    const picture = wanted.p ? `&${new URLSearchParams({ p: wanted.p })}` : "";
    return `?${wanted.isFavourites ? "favourites" : parameters}${picture}`;
}

/** Puts what is wanted into the address: as a new entry of the history, or in place of the present one. */
export function writeAddress(wanted, fallback, { replace }) {
    // That of a path that begins with // would name another host.
    const address = addressOf(wanted, fallback);
    if (location.search === address) return;
    // `isPicture`: the entry before is the same search without the picture.
    if (replace) history.replaceState(history.state, "", address);
    else history.pushState({ ...newEntry(), isPicture: Boolean(wanted.p) }, "", address);
}

/** Ends the entry of a picture that was open: back to the search, or without the picture if the page began with it. */
export function leavePicture(wanted, fallback) {
    if (history.state?.isPicture) history.back();
    else writeAddress({ ...wanted, p: "" }, fallback, { replace: true });
}

/** The title for what is wanted; without a sentence that of the first page. */
export function writeTitle({ q, isFavourites }) {
    const title = isFavourites ? "Favourites" : q;
    document.title = title ? `${title} – Descry` : "Descry";
}

/** How many pictures the entry of the history has come to show by scrolling; 0 if none but those that were asked for. */
export function shownCount() {
    return Number(history.state?.count) || 0;
}

export function keepShownCount(count) {
    history.replaceState({ ...history.state, count }, "");
}

/** The stored positions; none where the browser stores nothing for the page, or something else is there. */
function stored() {
    try {
        return JSON.parse(sessionStorage.getItem(STORE)).filter(([, position]) => Number.isFinite(position));
    } catch {
        return [];
    }
}

function store(positions) {
    try {
        sessionStorage.setItem(STORE, JSON.stringify(positions));
    } catch {
        // They are only lost when the page is loaded again.
    }
}

export class ScrollPositions {
    #positions = new Map(stored());
    #entry = null;
    #target = null;

    constructor() {
        history.scrollRestoration = "manual";
        this.enter();
        window.addEventListener("scroll", () => {
            // Not those that come of the page growing and shrinking before it is restored.
            if (this.#target === null) this.#positions.set(this.#entry, window.scrollY);
        }, { passive: true });
        window.addEventListener("pagehide", () => store([...this.#positions].slice(-50)));
    }

    /** Whether there is a place to scroll to. */
    get isPending() {
        return this.#target !== null;
    }

    /** To be called whenever the history's entry is another. */
    enter() {
        if (!history.state?.entry) history.replaceState(newEntry(), "");
        this.#entry = history.state.entry;
        this.#target = this.#positions.get(this.#entry) ?? null;
    }

    /** Scrolls to where the entry was left, now that its content is there. */
    restore() {
        if (this.#target === null) return;
        window.scrollTo({ top: this.#target, behavior: "instant" });
        this.#target = null;
    }
}
