// One picture of the results: the picture, how likely it is, whose it is.

import { element, link, percent, webAddress } from "./element.js";

/** Pictures much taller or wider than these are shown whole within such a frame. */
const RATIOS = { least: 0.6, most: 2.6 };

/** A picture's width by its height, as its frame has it. */
function frameRatio({ width, height }) {
    const ratio = width > 0 && height > 0 ? width / height : 3 / 2;
    return Math.min(RATIOS.most, Math.max(RATIOS.least, ratio));
}

/** Whose picture it is, with a link to where it comes from. */
function credit(result) {
    const address = webAddress(result.page_url) ?? webAddress(result.credit?.url);
    const name = result.credit?.name || (address ? "source" : "");
    return address ? link(address, name) : name;
}

/** A list item whose picture stays while its place, probability and score change. */
export class Card {
    /** `open` is called with the card when its picture is chosen. */
    constructor(result, index, open) {
        this.image = element("img", { loading: index < 8 ? "eager" : "lazy", decoding: "async" });
        this.button = element("button", { type: "button", className: "open" }, this.image);
        this.button.setAttribute("aria-haspopup", "dialog");
        this.button.addEventListener("click", () => open(this));
        this.frame = element("div", { className: "frame" }, this.button);
        this.bar = element("span", { className: "bar" });
        // The percentage says the same in words.
        this.bar.setAttribute("aria-hidden", "true");
        this.credit = element("span", { className: "credit" });
        this.probability = element("span", { className: "probability" });
        this.raw = element("p", { className: "score" });
        this.item = element("li", {},
            element("figure", {},
                this.frame,
                element("figcaption", {},
                    this.bar, this.credit,
                    element("details", { className: "raw" },
                        element("summary", { title: "Show the raw score" },
                            this.probability, element("span", { className: "unseen" }, " likely, show the raw score")),
                        this.raw))));
        this.image.addEventListener("load", () => this.frame.classList.add("loaded"));
        this.image.addEventListener("error", () => this.frame.classList.add("missing"));
        this.button.addEventListener("focus", () => this.frame.classList.toggle("focused", this.button.matches(":focus-visible")));
        this.button.addEventListener("blur", () => this.frame.classList.remove("focused"));
        this.update(result);
    }

    /** Shows a result of the same picture. */
    update(result) {
        const isNew = !this.result;
        if (isNew || this.result.url !== result.url) this.load(result);
        if (isNew || this.result.score !== result.score) this.raw.textContent = `Raw score ${result.score}`;
        this.probability.textContent = percent(result.probability);
        this.bar.style.setProperty("--share", result.probability ?? 0);
        this.item.classList.toggle("unscored", result.probability === undefined);
        this.result = result;
    }

    focus() {
        this.button.focus();
    }

    load(result) {
        this.frame.classList.remove("loaded", "missing");
        this.ratio = frameRatio(result);
        this.frame.style.setProperty("--ratio", this.ratio);
        this.item.dataset.id = result.id;
        this.credit.replaceChildren(credit(result));
        this.image.alt = result.alt || "Picture without a description";
        this.image.width = result.width || 640;
        this.image.height = result.height || 426;
        this.image.src = result.url;
    }
}
