// One picture large, over the page: arrows, swipes, Escape, and Back.

import { link, percent, webAddress } from "./element.js";

/** A finger's way across the picture that is meant as a swipe, in CSS pixels. */
const SWIPE = 48;
/** How much larger than it is a picture may be shown. */
const ENLARGEMENT = 1.75;

export class Lightbox {
    #results = [];
    #index = 0;
    #start = null;

    /** `shown` is called with the picture's id when another one is shown, `closed` with the last one's. */
    constructor(dialog, { shown, closed }) {
        this.dialog = dialog;
        this.image = dialog.querySelector("img");
        this.missing = dialog.querySelector(".missing");
        this.place = dialog.querySelector(".place");
        this.about = dialog.querySelector(".about");
        this.from = dialog.querySelector(".from");
        this.steps = [...dialog.querySelectorAll(".step")];
        this.shown = shown;
        for (const button of this.steps) {
            button.addEventListener("click", () => this.#step(Number(button.value)));
        }
        dialog.querySelector(".close").addEventListener("click", () => this.close());
        dialog.addEventListener("keydown", (event) => this.#key(event));
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog || event.target.classList.contains("stage")) this.close();
        });
        dialog.addEventListener("close", () => {
            // The event is a task of its own: Forward may have opened the lightbox again.
            if (dialog.open) return;
            this.image.removeAttribute("src");
            document.documentElement.classList.remove("enlarged");
            closed(this.#results[this.#index].id);
        });
        this.image.addEventListener("error", () => this.#setMissing(this.image.hasAttribute("src")));
        this.#listenToFingers(dialog.querySelector(".stage"));
    }

    /** Opens on the result with an id, or moves there; does nothing if there is no such result. */
    open(results, id) {
        const index = results.findIndex((result) => result.id === id);
        if (index < 0) return;
        this.#results = results;
        for (const button of this.steps) button.hidden = results.length < 2;
        this.#show(index);
        if (this.dialog.open) return;
        this.dialog.showModal();
        document.documentElement.classList.add("enlarged");
    }

    close() {
        if (this.dialog.open) this.dialog.close();
    }

    #step(step) {
        const count = this.#results.length;
        this.#show((this.#index + step + count) % count);
        this.shown(this.#results[this.#index].id);
    }

    #show(index) {
        const count = this.#results.length;
        this.#index = index;
        const result = this.#results[index];
        const [width, height] = [result.width || 640, result.height || 426];
        // Without the former picture in the new one's shape until it is loaded.
        this.image.removeAttribute("src");
        this.#setMissing(false);
        Object.assign(this.image, { width, height, alt: result.alt || "Picture without a description" });
        this.image.src = result.url;
        this.image.style.setProperty("--most", `${Math.round(width * ENLARGEMENT)}px`);
        this.image.style.setProperty("--ratio", width / height);
        this.place.textContent = `${index + 1} of ${count}`;
        this.about.textContent = result.alt;
        this.from.replaceChildren(...this.#origin(result));
        for (const step of [1, count - 1]) new Image().src = this.#results[(index + step) % count].url;
    }

    /** Without the picture its description stands in the caption only. */
    #setMissing(isMissing) {
        this.image.hidden = isMissing;
        this.missing.hidden = !isMissing;
    }

    #origin({ credit, page_url: page, probability }) {
        const parts = probability === undefined ? [] : [`${percent(probability)} likely`];
        const [own, source] = [webAddress(credit?.url), webAddress(page)];
        if (credit?.name) parts.push(" · Picture by ", own ? link(own, credit.name) : credit.name);
        if (source) parts.push(" · ", link(source, "Source page"));
        return parts;
    }

    #key(event) {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const step = {
            ArrowLeft: -1, ArrowRight: 1, Home: -this.#index, End: this.#results.length - 1 - this.#index,
        }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        this.#step(step);
    }

    #listenToFingers(stage) {
        stage.addEventListener("pointerdown", (event) => {
            this.#start = event.isPrimary && event.pointerType !== "mouse" ? event : null;
        });
        stage.addEventListener("pointercancel", () => { this.#start = null; });
        stage.addEventListener("pointerup", (event) => {
            const start = this.#start ?? event;
            const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
            this.#start = null;
            if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.#step(x < 0 ? 1 : -1);
        });
    }
}
