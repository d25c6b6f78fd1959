// One picture large, over the page: arrows, swipes, Escape.

import { link, percent, webAddress } from "./element.js";

/** A finger's way across the picture that is meant as a swipe, in CSS pixels. */
const SWIPE = 48;
/** How much larger than it is a picture may be shown. */
const ENLARGEMENT = 1.75;

export class Lightbox {
    #results = [];
    #index = 0;
    #opener = null;
    #start = null;

    constructor(dialog) {
        this.dialog = dialog;
        this.image = dialog.querySelector("img");
        this.place = dialog.querySelector(".place");
        this.about = dialog.querySelector(".about");
        this.from = dialog.querySelector(".from");
        this.steps = [...dialog.querySelectorAll(".step")];
        for (const button of this.steps) {
            button.addEventListener("click", () => this.#show(this.#index + Number(button.value)));
        }
        dialog.querySelector(".close").addEventListener("click", () => this.close());
        dialog.addEventListener("keydown", (event) => this.#key(event));
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog || event.target.classList.contains("stage")) this.close();
        });
        dialog.addEventListener("close", () => {
            this.image.removeAttribute("src");
            if (this.#opener?.isConnected) this.#opener.focus();
        });
        this.#listenToFingers(dialog.querySelector(".stage"));
    }

    /** Opens on one of the results; `opener` gets the focus back. */
    open(results, index, opener) {
        this.#results = results;
        this.#opener = opener;
        for (const button of this.steps) button.hidden = results.length < 2;
        this.#show(index);
        this.dialog.showModal();
    }

    close() {
        if (this.dialog.open) this.dialog.close();
    }

    #show(index) {
        const count = this.#results.length;
        this.#index = (index + count) % count;
        const result = this.#results[this.#index];
        const [width, height] = [result.width || 640, result.height || 426];
        // Without the former picture in the new one's shape until it is loaded.
        this.image.removeAttribute("src");
        Object.assign(this.image, { width, height, alt: result.alt || "Picture without a description" });
        this.image.src = result.url;
        this.image.style.setProperty("--most", `${Math.round(width * ENLARGEMENT)}px`);
        this.image.style.setProperty("--ratio", width / height);
        this.place.textContent = `${this.#index + 1} of ${count}`;
        this.about.textContent = result.alt;
        this.from.replaceChildren(...this.#origin(result));
        for (const step of [-1, 1]) new Image().src = this.#results[(this.#index + step + count) % count].url;
    }

    #origin({ credit, page_url: page, probability }) {
        const parts = [`${percent(probability)} likely`];
        const [own, source] = [webAddress(credit?.url), webAddress(page)];
        if (credit?.name) parts.push(" · Picture by ", own ? link(own, credit.name) : credit.name);
        if (source) parts.push(" · ", link(source, "Source page"));
        return parts;
    }

    #key(event) {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const next = { ArrowLeft: this.#index - 1, ArrowRight: this.#index + 1, Home: 0, End: -1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        this.#show(next);
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
            if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.#show(this.#index + (x < 0 ? 1 : -1));
        });
    }
}
