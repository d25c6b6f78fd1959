// What a search changes on the page: its words, its problems, its pictures.

import { Form, Options } from "./form.js";
import { Grid } from "./grid.js";
import { Problems, Report, SLOW, isComplete, pauseBefore } from "./report.js";
import { Source } from "./source.js";
import { Favourites } from "./storage.js";

const keyword = ({ t }) => t.toLowerCase();

/** Whether two searches ask for the same. */
export function isSame(one, other) {
    return Boolean(one && other) && Boolean(one.isFavourites) === Boolean(other.isFavourites)
        && ["t", "q", "k"].every((name) => one[name] === other[name]);
}

export class View {
    /** The search whose pictures are shown; null if there are none. */
    shown = null;

    #slow = null;

    /**
     * `open`, `favour` and `act` are Grid's, `remember` and `forget` are Options', `again` is as Problems calls it.
     */
    constructor(page, { open, favour, act, again, remember, forget }) {
        this.root = page.documentElement;
        this.results = page.getElementById("results");
        this.placeholders = page.getElementById("placeholders");
        this.form = new Form(page.getElementById("search"));
        this.report = new Report(page);
        this.favourites = new Favourites();
        this.grid = new Grid(this.results, this.favourites, { open, favour, act });
        this.problems = new Problems(page.getElementById("problem"), again);
        this.options = new Options(page, this.form, {
            resize: (density) => {
                this.root.dataset.density = density;
                this.grid.density = density;
            },
            remember,
            forget,
        });
        this.source = new Source(page, this);
    }

    /** A search begins; `isQuiet`: it only follows the typing; `isKnown`: its pool is complete. */
    begin(wanted, { isQuiet, isKnown }) {
        this.results.setAttribute("aria-busy", "true");
        if (isQuiet) return;
        this.root.classList.add("searched");
        this.options.foldKeyword();
        this.problems.clear();
        this.form.clearProblem();
        this.report.say("Searching…");
        if (!this.shown) this.placeholders.hidden = false;
        // The pictures of the same keyword will be among the answer's; others stay until there is something else to see.
        else this.grid.isEarlier = keyword(this.shown) !== keyword(wanted) || Boolean(this.shown.isFavourites);
        const reason = isKnown
            ? "The server has much to do." : "The pictures of a new keyword have to be fetched and looked at first.";
        this.#slow = setTimeout(() => this.problems.show("slow", `It is still working. ${reason}`), SLOW);
    }

    /** The search is over, or another begins. */
    end() {
        clearTimeout(this.#slow);
        this.results.removeAttribute("aria-busy");
        this.placeholders.hidden = true;
        this.report.endProgress();
    }

    showProgress(answer, wanted) {
        this.report.progress(answer);
        if (answer.results.length > 0) this.#showPictures(answer, wanted);
    }

    showAnswer(answer, wanted, { isQuiet }) {
        // Only a server that can do without a keyword answers one.
        if (!wanted.t) this.options.isKeywordRequired = false;
        this.problems.clear();
        this.form.clearProblem();
        this.report.answer(answer, { isQuiet, isKeywordRequired: this.options.isKeywordRequired !== false });
        this.#showPictures(answer, wanted);
        if (answer.pool.size === 0) {
            const other = this.source.otherKeyword(wanted.t);
            const advice = other ? `, such as “${other}”` : ": one plain word works best";
            this.problems.show("empty", `Another keyword may have some${advice}.`, { canRetry: false });
        } else if (answer.results.length === 0) {
            this.problems.show("empty", "They could not be fetched, or are in no form that can be read.");
        }
    }

    /** Shows pictures in place of the former ones; without figures while more may come, since those would change. */
    #showPictures(answer, wanted) {
        this.placeholders.hidden = true;
        this.root.classList.remove("favourites");
        this.shown = answer.results.length > 0 ? { ...wanted, isPartial: !isComplete(answer) } : null;
        this.grid.isEarlier = false;
        this.grid.show(isComplete(answer)
            ? answer.results : answer.results.map((result) => ({ ...result, probability: undefined })));
    }

    /**
     * Says what went wrong. The pictures that are there stay, and the page says which search they are of.
     *
     * `tries` counts how often the page has tried again by itself.
     */
    showProblem(error, wanted, { isQuiet, tries }) {
        const { kind = "broken", parameter } = error;
        if (!error.kind) console.error(error);
        if (!isQuiet) this.report.say("");
        if (this.form.has(parameter)) {
            this.problems.clear();
            this.options.reveal(parameter);
            this.form.showProblem(parameter, error.message);
        } else {
            this.problems.show(kind, error.kind ? error.message : "The page has met a fault of its own.");
            if (error.isTemporary) this.problems.countDown(pauseBefore(tries, error.retryAfter));
        }
        const { shown } = this;
        if (!shown) return;
        this.grid.isEarlier = !isSame(shown, wanted);
        if (!shown.isFavourites) this.report.sayWhichPictures(shown, { isPartial: shown.isPartial && isSame(shown, wanted) });
    }

    /** Scrolls up to the first picture of a new answer, if that is out of sight. */
    scrollToFirst() {
        const bar = this.form.form.getBoundingClientRect().bottom;
        const top = this.report.status.parentElement.getBoundingClientRect().top;
        if (top < bar) window.scrollBy({ top: top - bar - 8, behavior: "instant" });
    }

    /** As the page is before anything was searched. */
    clear() {
        this.end();
        this.shown = null;
        this.root.classList.remove("searched", "favourites");
        this.problems.clear();
        this.form.clearProblem();
        this.report.clear();
        this.grid.clear();
    }

    /** Shows the favourites in place of a search. */
    showFavourites() {
        this.end();
        const { all } = this.favourites;
        this.root.classList.add("searched", "favourites");
        this.problems.clear();
        this.form.clearProblem();
        this.report.clear();
        this.shown = { t: "", q: "", k: this.form.defaultCount, isFavourites: true };
        this.grid.isEarlier = false;
        this.grid.show(all);
    }
}
