// How far down the page was at each entry of the history, so that Back finds its place once the pictures are there.

const STORE = "descry.scroll";

/** Identifies an entry of the history: the browser gives none. */
export function newEntry() {
    return { entry: `${Date.now()}-${Math.random()}`.slice(0, 24) };
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
