// One picture of the results: the picture, how well it fits, whose it is, what can be done with it.

import { DOTS, HEART, element, icon, link, matchWords, percent, webAddress, withAttributes } from "./element.js";

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
    return address ? aside(link(address, name)) : name;
}

/** Takes an element from the order of Tab: a picture is one stop, and its menu has all that is within it. */
function aside(part) {
    part.tabIndex = -1;
    return part;
}

/** A list item whose picture stays while its place and what is said of it change. */
export class Card {
    /**
     * Each of `open`, `favour` and `act` is called with the card: its picture is chosen, it is to be a favourite or none
     * any more, its menu is wanted.
     */
    constructor(result, index, { open, favour, act }) {
        this.image = element("img", { loading: index < 8 ? "eager" : "lazy", decoding: "async" });
        this.button = withAttributes(element("button", { type: "button", className: "open" }, this.image),
            { "aria-haspopup": "dialog", "aria-describedby": "picture-keys" });
        this.button.addEventListener("click", () => open(this));
        this.favourite = this.#small("favourite", "Favourite", HEART, favour);
        this.menu = this.#small("menu-button", "Actions", DOTS, act);
        this.menu.setAttribute("aria-haspopup", "menu");
        this.frame = element("div", { className: "frame" }, this.button,
            element("div", { className: "acts" }, this.menu, this.favourite));
        this.bar = element("span", { className: "bar" });
        // The percentage says the same in words.
        this.bar.setAttribute("aria-hidden", "true");
        this.credit = element("span", { className: "credit" });
        this.verdict = element("span", { className: "probability" });
        this.more = element("span", { className: "unseen" });
        this.raw = element("p", { className: "score" });
        this.details = element("details", { className: "raw" },
            aside(element("summary", { title: "Show the raw score" }, this.verdict, this.more)), this.raw);
        this.item = element("li", {},
            element("figure", {},
                this.frame,
                element("figcaption", {}, this.bar, this.credit, this.details)));
        this.image.addEventListener("load", () => this.frame.classList.add("loaded"));
        this.image.addEventListener("error", () => this.frame.classList.add("missing"));
        this.button.addEventListener("focus", () => this.frame.classList.toggle("focused", this.button.matches(":focus-visible")));
        this.button.addEventListener("blur", () => this.frame.classList.remove("focused"));
        this.update(result);
    }

    /** Shows a result of the same picture. */
    update(result) {
        if (!this.result || this.result.url !== result.url) this.load(result);
        const [match, share] = [matchWords(result), percent(result.probability)];
        this.verdict.textContent = match || share;
        this.more.textContent = `${match ? "," : " likely,"} show the raw score`;
        this.raw.textContent = `Raw score ${result.score}${match && share ? `, ${share} of all` : ""}`;
        this.bar.style.setProperty("--share", result.probability ?? 0);
        this.item.dataset.match = match ? result.match : "";
        // Without figures the picture is a favourite, of no search.
        this.item.classList.toggle("unscored", result.probability === undefined);
        this.details.hidden = result.score === undefined;
        this.result = result;
    }

    set isFavourite(is) {
        this.favourite.setAttribute("aria-pressed", String(is));
    }

    focus() {
        this.button.focus();
    }

    load(result) {
        this.frame.classList.remove("loaded", "missing");
        this.ratio = frameRatio(result);
        this.frame.style.setProperty("--ratio", this.ratio);
        // Its average colour, until the picture is there.
        this.frame.style.backgroundColor = /^#[0-9a-f]{6}$/i.test(result.color) ? result.color : "";
        this.item.dataset.id = result.id;
        this.credit.replaceChildren(credit(result));
        this.image.alt = result.alt || "Picture without a description";
        this.image.width = result.width || 640;
        this.image.height = result.height || 426;
        this.image.src = result.url;
    }

    #small(className, label, path, act) {
        const button = aside(element("button", { type: "button", className, title: label }, icon(path)));
        button.setAttribute("aria-label", label);
        button.addEventListener("click", () => act(this));
        return button;
    }
}
