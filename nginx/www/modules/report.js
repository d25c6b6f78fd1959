// A search in words: the status for everyone, how far a new pool has come, how long it took; and what went wrong, with a
// way on.

import { counted, element, link } from "./element.js";

/** Milliseconds until a search that is still under way is worth a sentence. */
export const SLOW = 4000;

/** Above weak results, so that nobody takes them for what was asked for. */
const NOTHING = "Nothing here looks like that. ";
/** CLIP was trained on sentences in English. */
const ADVICE = ". Plain English words work best";

const TITLES = {
    "offline": "No connection.",
    "rate-limited": "A short pause.",
    "unavailable": "No answer at the moment.",
    "slow": "This takes longer than usual.",
    "broken": "Something went wrong.",
    "empty": "",
};

/** How many pictures had not arrived when an answer was due. */
function late({ pool }) {
    return pool.size - pool.ranked - pool.skipped;
}

/** Whether every picture of the pool that can be compared has been. */
export function isComplete(answer) {
    return answer.pool.size > 0 && late(answer) <= 0;
}

/** The sentence about an answer. */
export function summary(answer) {
    const { pool, results } = answer;
    const about = answer.tag ? ` for “${answer.tag}”` : "";
    if (pool.size === 0) return `There are no pictures${about}.`;
    if (results.length === 0) return `None of the ${counted(pool.size, "picture")}${about} could be compared.`;
    const isWeak = answer.match === "weak";
    const one = isWeak ? "The nearest" : "The best";
    const best = results.length === 1 ? one : one.replace(" ", ` ${results.length} `);
    const missing = [];
    if (late(answer) > 0) missing.push(`${late(answer)} more did not come in time`);
    if (pool.skipped > 0) missing.push(`${pool.skipped} could not be fetched or read`);
    const left = missing.length > 0 ? ` (${missing.join(", ")})` : "";
    return `${isWeak ? NOTHING : ""}${best} of ${counted(pool.ranked, "picture")}${about}${left}${oldList(pool)}${isWeak ? ADVICE : ""}`;
}

/** Why pictures of a list from earlier are shown: some may be gone since. */
function oldList({ stale, age_s: age }) {
    if (!stale) return "";
    const hours = Math.max(1, Math.round(age / 3600));
    const time = hours < 48 ? counted(hours, "hour") : counted(Math.round(hours / 24), "day");
    return `. Their source cannot be reached: the list is ${time} old, so pictures may be missing`;
}

/** What the words or figures below the pictures mean. */
function legend({ match }) {
    return match
        ? "How well a picture matches is the model’s own judgement. Choose the words to see the raw score."
        : "The percentages share out 100 % among all pictures that were compared. Choose one to see the model’s raw score.";
}

/** Where the pictures come from, as Pixabay's terms ask for it. */
function origin({ pool, results }) {
    if (results.length === 0 || pool.source !== "pixabay") return [];
    return ["Pictures from ", link("https://pixabay.com/", "Pixabay"), ". "];
}

export class Report {
    constructor(page) {
        this.status = page.getElementById("status");
        this.timing = page.getElementById("timing");
        this.rest = page.getElementById("rest");
        this.everywhere = page.getElementById("everywhere");
        this.region = page.getElementById("pool");
        this.bar = page.getElementById("progress");
        this.label = this.region.querySelector("label");
        this.source = page.getElementById("source");
        this.legend = page.getElementById("legend");
    }

    /** Says one thing; said again, it is announced again. */
    say(sentence) {
        this.status.textContent = sentence;
        this.timing.textContent = "";
        this.rest.hidden = true;
        this.everywhere.hidden = true;
    }

    /** Says of which search the pictures are that stay after a problem. */
    sayWhichPictures({ t, q }, { isPartial }) {
        this.say(isPartial
            ? "These pictures had come before the search ended."
            : `These pictures are those of the earlier search “${q}”${t ? ` (${t})` : ""}.`);
    }

    /** Shows how far the pool of an answer so far has come. */
    progress({ pool }) {
        this.bar.max = pool.size;
        this.bar.value = pool.ranked + pool.skipped;
        this.label.textContent = `${pool.ranked} of ${counted(pool.size, "picture")} compared`;
        this.region.hidden = false;
    }

    /**
     * Shows what an answer holds.
     *
     * `isQuiet` keeps screen readers from hearing the same again at each key; `isKeywordRequired`: a search of all
     * pictures cannot be offered.
     */
    answer(answer, { isQuiet, isKeywordRequired }) {
        const sentence = summary(answer);
        this.endProgress();
        if (!isQuiet || this.status.textContent !== sentence) {
            const isNothing = sentence.startsWith(NOTHING);
            this.status.replaceChildren(...isNothing
                ? [element("strong", {}, NOTHING), sentence.slice(NOTHING.length)] : [sentence]);
        }
        const time = answer.timing_ms?.total;
        this.timing.textContent = time === undefined || answer.results.length === 0 ? "" : `in ${duration(time)}`;
        this.rest.hidden = late(answer) <= 0;
        this.everywhere.hidden = isKeywordRequired || answer.match !== "weak" || !answer.tag;
        this.source.replaceChildren(...origin(answer));
        this.legend.hidden = answer.results.length === 0;
        this.legend.textContent = legend(answer);
    }

    endProgress() {
        this.region.hidden = true;
    }

    clear() {
        this.say("");
        this.endProgress();
        this.source.replaceChildren();
        this.legend.hidden = true;
    }
}

function duration(milliseconds) {
    if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
    return `${Math.max(1, Math.round(milliseconds))} ms`;
}

/** Seconds until the next try by itself: longer each time, and as long as the server asks for. */
export function pauseBefore(tries, retryAfter = 0) {
    return Math.max(retryAfter, Math.min(30, 2 ** (tries + 1)));
}

export class Problems {
    #timer = null;

    /** `again` is called to try again: with true when it happens by itself. */
    constructor(panel, again) {
        this.panel = panel;
        this.title = panel.querySelector("strong");
        this.text = panel.querySelector(".message");
        this.countdown = panel.querySelector("[role=timer]");
        this.button = panel.querySelector("button");
        this.again = again;
        this.button.addEventListener("click", () => again(false));
        window.addEventListener("online", () => {
            if (this.kind === "offline") again(true);
        });
    }

    /** The kind of what is shown, or undefined. */
    get kind() {
        return this.panel.dataset.kind;
    }

    /** Shows a sentence of one of the kinds; `canRetry` offers the button. */
    show(kind, message, { canRetry = true } = {}) {
        this.clear();
        this.title.textContent = TITLES[kind];
        this.text.textContent = message;
        this.button.hidden = !canRetry;
        this.panel.dataset.kind = kind;
        this.panel.hidden = false;
    }

    /** Counts down and then tries again by itself. */
    countDown(seconds) {
        let left = Math.max(1, Math.ceil(seconds));
        const step = () => {
            if (left === 0) {
                this.endCountdown();
                this.again(true);
                return;
            }
            this.countdown.textContent = `The next try is in ${left}\u00a0s.`;
            left -= 1;
        };
        step();
        this.#timer = setInterval(step, 1000);
    }

    /** Does not try again by itself after all. */
    endCountdown() {
        clearInterval(this.#timer);
        this.countdown.textContent = "";
    }

    clear() {
        this.endCountdown();
        this.panel.hidden = true;
        delete this.panel.dataset.kind;
    }
}
