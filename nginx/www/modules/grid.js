// The pictures of an answer in justified rows: side by side in their order, each with its own aspect ratio, rows as wide as
// the list. A picture that stays moves to its new place (FLIP: first, last, invert, play).

import { Card } from "./card.js";

/** The height of a row before it is fitted to the width, in CSS pixels; the first has the best pictures. */
const HEIGHTS = {
    compact: { first: 140, other: 130 },
    comfortable: { first: 220, other: 200 },
    large: { first: 360, other: 320 },
};
const MOVE = { duration: 380, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" };
/** CSS pixels that a row is narrower than the list: up to a dozen widths, each rounded by up to 1/64. */
const ROUNDING = 0.25;
const APPEAR = { duration: 240, easing: "ease-out" };
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

export class Grid {
    #cards = new Map();
    #width = 0;
    #heights = HEIGHTS.comfortable;

    /** `favourites` says which pictures are some; `acts` are a card's, but called with the picture's id and its button. */
    constructor(list, favourites, acts) {
        this.list = list;
        this.favourites = favourites;
        this.acts = Object.fromEntries(Object.entries(acts).map(
            ([name, act]) => [name, (card) => act(card.result.id, card.button)]));
        favourites.onChange(() => this.#markFavourites());
        new ResizeObserver(() => {
            if (this.#listWidth !== this.#width) this.#layOut();
        }).observe(list);
    }

    /** The results that are shown, best first. */
    get results() {
        return [...this.#cards.values()].map((card) => card.result);
    }

    /** Shows results, best first; those that were there already keep their elements. */
    show(results) {
        const places = this.#places();
        const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
        const before = this.#cards;
        this.#cards = new Map(results.map((result, index) => {
            const card = before.get(result.id) ?? new Card(result, index, this.acts);
            card.update(result);
            return [result.id, card];
        }));
        const items = [...this.#cards.values()].map((card) => card.item);
        if (items.some((item, index) => item !== this.list.children[index]) || items.length !== before.size) {
            this.list.replaceChildren(...items);
        }
        // An element that is put elsewhere loses the focus.
        if (focused?.isConnected) focused.focus({ preventScroll: true });
        this.#markFavourites();
        this.#layOut();
        this.#play(places);
    }

    clear() {
        this.#cards.clear();
        this.list.replaceChildren();
        this.isEarlier = false;
    }

    /** Whether the pictures are those of an earlier search than the one that the page speaks of. */
    set isEarlier(isEarlier) {
        this.list.classList.toggle("earlier", isEarlier);
    }

    /** How large the pictures are: one of the names of HEIGHTS. */
    set density(name) {
        this.#heights = HEIGHTS[name];
        this.#layOut();
    }

    /** Gives the focus to a picture, to the first one if it is not there any more; false if there is none. */
    focus(id) {
        const card = this.#cards.get(id) ?? this.#cards.values().next().value;
        card?.focus();
        return Boolean(card);
    }

    /** Gives the focus to the first picture, or to the first that is wholly in sight; false if there is none. */
    enter({ atFirst = false } = {}) {
        const bar = document.getElementById("search").getBoundingClientRect().bottom;
        const isInSight = ({ frame }) => frame.getBoundingClientRect().top >= bar;
        const card = atFirst ? null : [...this.#cards.values()].find(isInSight);
        return this.focus(card?.result.id);
    }

    /** With its fraction: `clientWidth` is rounded, and rows of the next whole number would be too wide. */
    get #listWidth() {
        return this.list.getBoundingClientRect().width;
    }

    #markFavourites() {
        const ids = new Set(this.favourites.all.map(({ id }) => id));
        for (const [id, card] of this.#cards) card.isFavourite = ids.has(id);
    }

    #layOut() {
        this.#width = this.#listWidth;
        const cards = [...this.#cards.values()];
        const gap = parseFloat(getComputedStyle(this.list).columnGap) || 0;
        // Browsers round each width and gap to a fraction of a device's pixel; a row must not become too wide by that.
        const widths = rowWidths(cards.map((card) => card.ratio), this.#width - ROUNDING, gap, this.#heights);
        cards.forEach((card, index) => { card.item.style.width = `${widths[index]}px`; });
    }

    /** Where each picture is now, in the middle of a move as well. */
    #places() {
        if (reducedMotion.matches) return null;
        return new Map([...this.#cards].map(([id, card]) => [id, card.item.getBoundingClientRect()]));
    }

    #play(places) {
        if (!places) return;
        for (const [id, { item }] of this.#cards) {
            const from = places.get(id);
            for (const animation of item.getAnimations()) animation.cancel();
            if (!from) {
                item.animate({ opacity: [0, 1] }, APPEAR);
                continue;
            }
            const to = item.getBoundingClientRect();
            const [x, y, scale] = [from.left - to.left, from.top - to.top, from.width / to.width];
            if (Math.abs(x) < 1 && Math.abs(y) < 1 && Math.abs(scale - 1) < 0.01) continue;
            item.animate({ transform: [`translate(${x}px, ${y}px) scale(${scale})`, "none"] }, MOVE);
        }
    }
}

/**
 * The width of each picture.
 *
 * `ratios` are width by height, `width` and `gap` are in pixels, `heights` are one of HEIGHTS. A row ends where its
 * height is nearest to the wanted one; the last row is left as tall as the one before.
 */
function rowWidths(ratios, width, gap, heights = HEIGHTS.comfortable) {
    const widths = [];
    let start = 0;
    let height = heights.first;
    while (start < ratios.length) {
        const isFirst = start === 0;
        const target = isFirst ? heights.first : heights.other;
        const end = rowEnd(ratios, start, width, gap, target);
        const row = ratios.slice(start, end);
        const fitted = fittedHeight(row, width, gap);
        const isFull = end < ratios.length || fitted <= target;
        height = isFull ? fitted : Math.min(fitted, height);
        for (const ratio of row) widths.push(ratio * height);
        if (isFirst) height = heights.other;
        start = end;
    }
    return widths;
}

function fittedHeight(ratios, width, gap) {
    return (width - gap * (ratios.length - 1)) / ratios.reduce((sum, ratio) => sum + ratio, 0);
}

function rowEnd(ratios, start, width, gap, target) {
    let before = Infinity;
    for (let end = start + 1; end <= ratios.length; end += 1) {
        const height = fittedHeight(ratios.slice(start, end), width, gap);
        if (height <= target) {
            const isNearer = end === start + 1 || target - height < before - target;
            return isNearer ? end : end - 1;
        }
        before = height;
    }
    return ratios.length;
}
