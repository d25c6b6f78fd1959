// What went wrong with a search, in a sentence, with a way on.

const TITLES = {
    "offline": "No connection.",
    "rate-limited": "A short pause.",
    "unavailable": "No answer at the moment.",
    "slow": "This takes longer than usual.",
    "broken": "Something went wrong.",
    "empty": "",
};

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
