// A picture's credit, to be put beside it elsewhere: as text, as HTML, as Markdown.

import { webAddress } from "./element.js";

const escapeHTML = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** The signs that Markdown would read as more than text (CommonMark, 2.4). */
const escapeMarkdown = (text) => text.replace(/[\\`*_[\]<>#~|]/g, "\\$&").replace(/\s+/g, " ");

const FORMATS = {
    Text: {
        suffix: "txt", type: "text/plain",
        name: (text) => text,
        link: (text, address) => (address ? `${text} (${address})` : text),
        list: (credits) => credits.map((line) => `${line}\n`).join(""),
    },
    HTML: {
        suffix: "html", type: "text/html",
        name: escapeHTML,
        link: (text, address) => (address ? `<a href="${escapeHTML(address)}">${escapeHTML(text)}</a>` : escapeHTML(text)),
        list: (credits) => `<!DOCTYPE html>\n<meta charset="utf-8">\n<title>Picture credits</title>\n<ul>\n${
            credits.map((line) => `<li>${line}</li>\n`).join("")}</ul>\n`,
    },
    Markdown: {
        suffix: "md", type: "text/markdown",
        name: escapeMarkdown,
        // Parentheses would end the address.
        link: (text, address) => (address
            ? `[${escapeMarkdown(text)}](${address.replace(/\(/g, "%28").replace(/\)/g, "%29")})`
            : escapeMarkdown(text)),
        list: (credits) => credits.map((line) => `- ${line}\n`).join(""),
    },
};

export const CREDIT_FORMATS = Object.keys(FORMATS);

/** The name of the source of a picture, if it is one that people know. */
export function sourceName({ id }) {
    return id.startsWith("pixabay:") ? "Pixabay" : "";
}

/** The licence of a result as `{ name, url }`: `licence`, that of all pictures, if the server says it; or undefined. */
export function licenceOf(result, licence) {
    const pixabays = { name: "Pixabay Content License", url: "https://pixabay.com/service/license-summary/" };
    return licence ?? (sourceName(result) === "Pixabay" ? pixabays : undefined);
}

/** The credit of a result in one of CREDIT_FORMATS; `licence` is that of all pictures, or undefined. */
export function credit(result, format, licence) {
    const { name, link } = FORMATS[format];
    const { credit: author, alt } = result;
    const source = sourceName(result);
    const known = licenceOf(result, licence);
    // A sentence's full stop would stand before the "by".
    const title = (alt ?? "").replace(/\.$/, "") || "Picture";
    const parts = [link(title, webAddress(result.page_url))];
    if (author?.name) parts.push(name(" by "), link(author.name, webAddress(author.url)));
    if (source) parts.push(name(` on ${source}`));
    if (known) parts.push(name(", "), link(known.name, known.url));
    return parts.join("");
}

/** The credits of several results as a file: its content, and the type and the end of the name of such files. */
export function creditsFile(results, format, licence) {
    const { list, suffix, type } = FORMATS[format];
    return { content: list(results.map((result) => credit(result, format, licence))), suffix, type };
}
