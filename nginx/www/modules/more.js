// Further pictures of an answer, as one scrolls or by a button.

import { PATIENCE, search, withTimeout } from "./search.js";

/** CSS pixels below the window within which the end of the pictures lets more come. */
const AHEAD = 500;

/** Asks for the next pictures after those of `answer`; gives the answer with both. */
async function withMore(answer, wanted, signal) {
    const step = Number(wanted.k);
    const { results } = answer;
    // Only a server that knows the parameter says it in its answers; others are asked for all again.
    const canContinue = Number.isInteger(answer.offset);
    const next = await withTimeout(signal, PATIENCE, (limited) => search(
        canContinue ? { ...wanted, k: step, offset: results.length } : { ...wanted, k: results.length + step }, limited));
    if (!canContinue) return next;
    const ids = new Set(results.map(({ id }) => id));
    return { ...next, match: answer.match, offset: 0, results: [...results, ...next.results.filter(({ id }) => !ids.has(id))] };
}

export class More {
    #isLoading = false;
    /** Where the page was when the present pictures came, or null once it has been scrolled since. */
    #place = null;
    /** Whether the last thing done was a key, and not a wheel, a finger or a mouse's button. */
    #isByKey = false;
    /** What is shown: `{ answer, wanted }`. */
    #shown = null;

    /**
     * `take` is called with an answer that has more, and with what it is more of; `isWanted` says of an answer whether
     * more of it still is.
     */
    constructor(panel, { isWanted, take }) {
        this.panel = panel;
        this.button = panel.querySelector("button");
        this.words = panel.querySelector("[role=status]");
        this.isWanted = isWanted;
        this.take = take;
        this.button.addEventListener("click", () => this.#get());
        window.addEventListener("scroll", () => this.#scroll(), { passive: true });
        const note = (event) => { this.#isByKey = event.type === "keydown"; };
        for (const type of ["keydown", "wheel", "touchstart", "pointerdown"]) {
            window.addEventListener(type, note, { passive: true, capture: true });
        }
    }

    /** Offers more of what is shown, `{ answer, wanted }` or null, if there is more; `place` is where the page was when it came. */
    offer(shown, place = window.scrollY) {
        this.#shown = shown;
        this.#place = place;
        const { results = [], pool } = shown?.answer ?? {};
        const isMore = results.length > 0 && results.length < pool.ranked;
        // A button that goes away would leave the focus nowhere.
        if (!isMore && document.activeElement === this.button) {
            document.querySelector("#results > li:last-child .open")?.focus({ preventScroll: true });
        }
        this.panel.hidden = !isMore;
        this.words.textContent = "";
        this.#scroll();
    }

    #scroll() {
        // Not by what restores a place or makes room for fewer pictures.
        if (this.#place !== null && Math.abs(window.scrollY - this.#place) < 1) return;
        this.#place = null;
        if (this.panel.hidden || this.#isLoading) return;
        // Who walks from picture to picture by keyboard comes to the button, and is not led on without end.
        if (this.#isByKey && document.activeElement?.closest("#results, #more")) return;
        if (this.#isNear(AHEAD)) this.#get();
    }

    #isNear(ahead) {
        return this.panel.getBoundingClientRect().top < window.innerHeight + ahead;
    }

    async #get() {
        if (this.#isLoading) return;
        this.#isLoading = true;
        this.button.setAttribute("aria-disabled", "true");
        this.words.textContent = "";
        const { answer, wanted } = this.#shown;
        let isFilled = true;
        const byButton = document.activeElement === this.button;
        const last = document.querySelector("#results > li:last-child");
        try {
            const extended = await withMore(answer, wanted, new AbortController().signal);
            if (!this.isWanted(answer)) return;
            this.take(extended, { wanted });
            if (byButton) last.nextElementSibling?.querySelector(".open").focus({ preventScroll: true });
            this.offer({ answer: extended, wanted });
            isFilled = byButton || this.panel.hidden || !this.#isNear(0);
        } catch (error) {
            if (!error.kind) throw error;
            if (this.isWanted(answer)) this.words.textContent = `No more could be fetched. ${error.message}`;
        } finally {
            this.#isLoading = false;
            this.button.removeAttribute("aria-disabled");
            // A window that still has room for more cannot be scrolled any further.
            if (!isFilled) this.#get();
        }
    }
}
