// One picture large, over the page: arrows, swipes, Escape, and Back; what is known of it, and what can be done with it.

import { licenceOf, sourceName } from "./credit.js";
import { element, link, matchWords, percent, webAddress } from "./element.js";
import { areOn } from "./keys.js";
import { Zoom } from "./zoom.js";

/** How much larger than it is a picture may be shown. */
const ENLARGEMENT = 1.75;

export class Lightbox {
    #results = [];
    #index = 0;

    /**
     * `shown` is called with the picture's id when another one is shown, `closed` with the last one's. `actions` are
     * Actions, `licence` gives that of all pictures.
     */
    constructor(dialog, { shown, closed, actions, licence }) {
        this.dialog = dialog;
        this.stage = dialog.querySelector(".stage");
        this.image = dialog.querySelector("img");
        this.missing = dialog.querySelector(".missing");
        this.place = dialog.querySelector(".place");
        this.about = dialog.querySelector(".about");
        this.from = dialog.querySelector(".from");
        this.steps = [...dialog.querySelectorAll(".step")];
        this.acts = dialog.querySelector(".actions");
        this.facts = dialog.querySelector(".facts dl");
        this.actions = actions;
        this.licence = licence;
        this.shown = shown;
        this.zoom = new Zoom(this.stage, this.image, (step, x) => this.#swipe(step, x));
        actions.favourites.onChange(() => { if (dialog.open) this.#showActions(); });
        for (const button of this.steps) {
            button.addEventListener("click", () => this.#step(Number(button.value)));
        }
        dialog.querySelector(".close").addEventListener("click", () => this.close());
        dialog.addEventListener("keydown", (event) => this.#key(event));
        dialog.addEventListener("click", (event) => {
            const isBeside = event.target === dialog || event.target === this.stage;
            if (isBeside && !this.zoom.isEnlarged) this.close();
        });
        dialog.addEventListener("close", () => {
            // The event is a task of its own: Forward may have opened the lightbox again.
            if (dialog.open) return;
            this.image.removeAttribute("src");
            document.documentElement.classList.remove("enlarged");
            closed(this.#results[this.#index].id);
        });
        this.image.addEventListener("error", () => this.#setMissing(this.image.hasAttribute("src")));
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
        const large = result.large_url !== result.url && webAddress(result.large_url);
        // Without the former picture in the new one's shape until it is loaded.
        this.image.removeAttribute("src");
        this.zoom.reset();
        this.#setMissing(false);
        Object.assign(this.image, { width, height, alt: result.alt || "Picture without a description" });
        this.image.src = result.url;
        this.image.style.backgroundColor = /^#[0-9a-f]{6}$/i.test(result.color) ? result.color : "";
        // The larger one has the pixels for all of the window.
        this.image.style.setProperty("--most", large ? "100cqw" : `${Math.round(width * ENLARGEMENT)}px`);
        this.image.style.setProperty("--ratio", width / height);
        this.place.textContent = `${index + 1} of ${count}`;
        this.about.textContent = result.alt;
        this.from.replaceChildren(...this.#origin(result));
        this.#showActions();
        this.facts.replaceChildren(...this.#facts(result).flatMap(([name, ...what]) => [
            element("dt", {}, name), element("dd", {}, ...what)]));
        if (large) this.#replaceBy(large, result);
        for (const step of [1, count - 1]) new Image().src = this.#results[(index + step) % count].url;
    }

    /** Shows the larger picture once it is there, if the window has use for it. */
    async #replaceBy(large, result) {
        const wanted = Math.min(window.innerWidth, window.innerHeight * (result.width / result.height || 1.5));
        if (wanted * window.devicePixelRatio <= result.width) return;
        const picture = Object.assign(new Image(), { src: large });
        try {
            await picture.decode();
        } catch {
            // The smaller one stays.
            return;
        }
        if (this.dialog.open && this.#results[this.#index] === result) this.image.src = large;
    }

    #showActions() {
        const index = [...this.acts.children].indexOf(document.activeElement);
        this.acts.replaceChildren(...this.actions.buttons(this.#results[this.#index]));
        if (index >= 0) this.acts.children[Math.min(index, this.acts.children.length - 1)].focus();
    }

    /** Without the picture its description stands in the caption only. */
    #setMissing(isMissing) {
        this.image.hidden = isMissing;
        this.missing.hidden = !isMissing;
    }

    #origin(result) {
        const { credit, probability } = result;
        const words = matchWords(result) || (probability === undefined ? "" : `${percent(probability)} likely`);
        const own = webAddress(credit?.url);
        return [
            ...words ? [words] : [],
            ...credit?.name ? [`${words ? " · " : ""}Picture by `, own ? link(own, credit.name) : credit.name] : [],
        ];
    }

    /** What is known of a picture, as names and what belongs to them. */
    #facts(result) {
        const { width, height, tags, score, probability } = result;
        const page = webAddress(result.page_url);
        const licence = licenceOf(result, this.licence());
        const source = sourceName(result);
        // Pixabay describes a picture by its tags alone.
        const words = Array.isArray(tags) && tags.length > 0 ? tags.join(", ") : source === "Pixabay" && result.alt;
        return [
            ...width && height ? [["Size", `${width} × ${height} pixels`]] : [],
            ...words ? [["Tags", words]] : [],
            ...page || source ? [["Source", page ? link(page, source || new URL(page).host) : source]] : [],
            ...licence ? [["Licence", licence.url ? link(licence.url, licence.name) : licence.name]] : [],
            ...score === undefined ? [] : [["Raw score", String(score)]],
            ...probability === undefined ? [] : [["Share", `${percent(probability)} of all pictures that were compared`]],
        ];
    }

    #key(event) {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const larger = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 }[event.key];
        const step = {
            ArrowLeft: -1, ArrowRight: 1, Home: -this.#index, End: this.#results.length - 1 - this.#index,
        }[event.key];
        if (step !== undefined) this.#step(step);
        else if (larger && areOn()) this.zoom.by(larger);
        else if (event.key === "0" && areOn()) this.zoom.reset();
        else if (event.key.toLowerCase() === "f" && areOn()) this.actions.keeping.toggle(this.#results[this.#index]);
        else if (event.key.toLowerCase() === "m" && areOn()) this.#openMenu();
        else return;
        event.preventDefault();
    }

    /** Opens the menu that the picture has among the results, above the actions. */
    #openMenu() {
        const anchor = this.acts.querySelector("[aria-haspopup]");
        this.actions.openMenu(anchor, this.#results[this.#index], document.activeElement);
    }

    /** The next picture comes from the side that the finger has left free. */
    #swipe(step, x) {
        this.#step(step);
        if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
        this.image.animate({ transform: [`translateX(${window.innerWidth * step * 0.6 + x * 0.4}px)`, "none"], opacity: [0.3, 1] },
            { duration: 220, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" });
    }
}
