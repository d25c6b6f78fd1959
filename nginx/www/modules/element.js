// Making elements.

/** Makes an element: properties as they are, children after them. */
export function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
}

/** A link that opens beside the page, so that the search stays. */
export function link(address, ...children) {
    return element("a", { href: address, target: "_blank", rel: "noopener" }, ...children);
}

/** The address if it is one that a link may have, else null. */
export function webAddress(text) {
    if (!text) return null;
    try {
        const address = new URL(text, location.href);
        return ["https:", "http:"].includes(address.protocol) ? address.href : null;
    } catch {
        return null;
    }
}

/** A probability as people read it; empty if there is none. */
export function percent(probability) {
    if (probability === undefined) return "";
    if (probability >= 0.995) return "100 %";
    return probability < 0.005 ? "< 1 %" : `${Math.round(probability * 100)} %`;
}

/** A number with its noun, as in "1 picture" and "2 pictures". */
export function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
