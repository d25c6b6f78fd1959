// Making elements.

/** Makes an element: properties as they are, children after them. */
export function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
}

/** The same with attributes that are no properties. */
export function withAttributes(made, attributes) {
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
}

/** A link that opens beside the page, so that the search stays. */
export function link(address, ...children) {
    return element("a", { href: address, target: "_blank", rel: "noopener" }, ...children);
}

/** A drawing of 24 by 24 from the data of its path, for those who see it. */
export function icon(path) {
    const SVG = "http://www.w3.org/2000/svg";
    const drawing = withAttributes(document.createElementNS(SVG, "svg"),
        { "viewBox": "0 0 24 24", "class": "icon", "aria-hidden": "true" });
    drawing.append(withAttributes(document.createElementNS(SVG, "path"), { d: path }));
    return drawing;
}

/** The paths of drawings that several parts have. */
export const HEART = "M12 20C5 15 3 12 3 8.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.5C21 12 19 15 12 20z";
export const DOTS = "M5 12h.01M12 12h.01M19 12h.01";

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

/** How well a picture fits the sentence, in words; empty where the server does not judge it. */
export function matchWords({ match }) {
    return ["strong", "fair", "weak"].includes(match) ? `${match} match` : "";
}

/** A number with its noun, as in "1 picture" and "2 pictures". */
export function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
