// The search under way, one at a time: one that a person waits for, or one that follows the typing.

import { keepShownCount, shownCount, writeAddress, writeTitle } from "./history.js";
import { isComplete } from "./report.js";
import { PATIENCE, check, search, searchStream, withTimeout } from "./search.js";
import { isSame } from "./view.js";

/** Milliseconds without a key after which a sentence is searched as it stands. */
const PAUSE = 120;
/** Milliseconds that a search which followed the typing has to last to be one to remember. */
const SETTLED = 3000;

export class Searcher {
    /** How many times in a row the page has tried again by itself. */
    tries = 0;

    /** Keywords whose pools are complete: a sentence in them is answered at once. */
    #known = new Set();
    /** The search: how to end it, and whether people wait for it or it only follows their typing. */
    #running = null;
    #pause = null;
    #settling = null;
    /** Whether the search shown is one to come Back to: someone waited for it, or it stood for a while. */
    #isSettled = true;

    /**
     * `show` is called with each answer, the search and `{ isQuiet }`, `remember` with an answer that was worth it,
     * `enter` when the history has a new entry.
     */
    constructor(view, { show, remember, enter }) {
        Object.assign(this, { view, show, remember, enter });
    }

    get isRunning() {
        return this.#running !== null;
    }

    /** Ends the search under way, and all that would follow from it. */
    stop() {
        clearTimeout(this.#pause);
        clearTimeout(this.#settling);
        this.#running?.controller.abort();
        this.#running = null;
        this.view.end();
    }

    /** Searches; `isTyping` changes nothing but the pictures. */
    async run(wanted, { isTyping = false } = {}) {
        const { view } = this;
        const { form } = view;
        // A search that someone waits for stays one when the sentence changes.
        const isQuiet = isTyping && (!this.#running || this.#running.isQuiet);
        this.stop();
        const mine = this.#running = { controller: new AbortController(), isQuiet };
        const isKnown = this.#isKnown(wanted);
        view.begin(wanted, { isQuiet, isKnown });
        // Back finds as many pictures as were there.
        const asked = isTyping ? wanted : { ...wanted, k: String(Math.max(Number(wanted.k), shownCount())) };
        const showProgress = (partial) => this.#running === mine && view.showProgress(partial, wanted);
        let answer;
        try {
            answer = await withTimeout(mine.controller.signal, PATIENCE, (signal) => isKnown
                ? search(asked, signal) : searchStream(asked, signal, showProgress));
        } catch (error) {
            if (this.#running !== mine) return;
            this.stop();
            view.showProblem(error, wanted, { isQuiet, tries: this.tries });
            return;
        }
        // A newer search has begun.
        if (this.#running !== mine) return;
        this.stop();
        this.tries = 0;
        if (isComplete(answer)) this.#known.add(wanted.t.toLowerCase());
        if (isTyping) {
            writeAddress(wanted, form.defaultCount, { replace: !this.#isSettled });
            keepShownCount(0);
            this.enter();
        }
        this.#isSettled = !isTyping;
        writeTitle(wanted);
        this.show(answer, wanted, { isQuiet });
        this.#settling = setTimeout(() => {
            this.#isSettled = true;
            this.remember(wanted, answer);
        }, isTyping ? SETTLED : 0);
        // What was typed during the search.
        if (!isSame(form.wanted, wanted)) this.follow();
    }

    /** Follows the typing, once the keyword's pool is there. */
    follow() {
        clearTimeout(this.#pause);
        this.#pause = setTimeout(() => {
            const { form, shown } = this.view;
            const { wanted } = form;
            if (!this.#isKnown(wanted) || isSame(shown, wanted) && !this.isRunning) return;
            try {
                check(wanted);
            } catch {
                // Not yet a sentence: the next key, or Enter, will tell.
                return;
            }
            if (shown?.isFavourites) {
                writeAddress(wanted, form.defaultCount, { replace: false });
                this.enter();
            }
            this.run(wanted, { isTyping: !shown?.isFavourites });
        }, PAUSE);
    }

    #isKnown({ t }) {
        return this.#known.has(t.toLowerCase());
    }
}
