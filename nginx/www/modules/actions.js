// What can be done with a picture: keep it, open it at its source, download it, copy its link or credit, share it.

import { CREDIT_FORMATS, credit, sourceName } from "./credit.js";
import { HEART, element, icon, webAddress, withAttributes } from "./element.js";
import { openMenu } from "./menu.js";
import { toast } from "./toast.js";

const PATHS = {
    open: "M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5",
    download: "M12 4v11M7 11l5 5 5-5M5 20h14",
    link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    credit: "M8 8h11v12H8zM5 16V4h11",
    share: "M12 15V4M8 7l4-4 4 4M6 11H5v9h14v-9h-1",
};

export class Actions {
    /**
     * `linkTo` gives the address of the page that shows a result, `licence` that of all pictures.
     */
    constructor({ favourites, keeping, linkTo, licence }) {
        Object.assign(this, { favourites, keeping, linkTo, licence });
    }

    /** Opens the menu of a result beside `anchor`; the focus returns to `back`. */
    openMenu(anchor, result, back) {
        openMenu(anchor, [
            ...this.#all(result), { heading: "Copy credit as" },
            ...CREDIT_FORMATS.map((format) => this.#creditItem(result, format)),
        ], { label: `Actions for ${result.alt || "this picture"}`, back });
    }

    /** The same as buttons and links, for the lightbox. */
    buttons(result) {
        const isKept = this.favourites.has(result.id);
        const made = this.#all(result).map(({ label, path, href, download, act, isFavourite, short = label }) => {
            const part = href
                ? element("a", { href, target: "_blank", rel: "noopener", ...download ? { download } : {} })
                : element("button", { type: "button" });
            part.append(icon(path), element("span", {}, short));
            part.title = label;
            if (!isFavourite && short !== label) part.setAttribute("aria-label", label);
            if (isFavourite) withAttributes(part, { "aria-pressed": String(isKept), "class": "favourite" });
            if (act) part.addEventListener("click", act);
            return part;
        });
        const credits = withAttributes(element("button", { type: "button", title: "Copy credit" },
            icon(PATHS.credit), element("span", {}, "Copy credit")), { "aria-haspopup": "menu", "aria-expanded": "false" });
        credits.addEventListener("click", () => openMenu(credits,
            CREDIT_FORMATS.map((format) => this.#creditItem(result, format)), { label: "Copy credit as" }));
        // Beside the link that is copied.
        made.splice(made.findIndex((part) => part.title === "Copy link") + 1, 0, credits);
        return made;
    }

    #all(result) {
        const source = sourceName(result);
        const page = webAddress(result.page_url) ?? webAddress(result.credit?.url);
        const isOwn = result.id.startsWith("gallery:");
        const address = webAddress(result.large_url) ?? webAddress(result.url);
        const items = [{
            label: this.favourites.has(result.id) ? "Remove from favourites" : "Add to favourites",
            path: HEART, act: () => this.keeping.toggle(result), isFavourite: true, short: "Favourite",
        }];
        if (page) items.push({ label: `Open at ${source || "the source"}`, path: PATHS.open, href: page, short: "Source" });
        // A gallery's pictures are those of who runs the server. Pixabay's are to be downloaded there, by its licence.
        if (isOwn && address) items.push({ label: "Download", path: PATHS.download, href: address, download: fileName(address) });
        else if (source && page) items.push({ label: `Download at ${source}`, path: PATHS.download, href: page, short: "Download" });
        items.push({ label: "Copy link", path: PATHS.link, act: () => copy(this.linkTo(result), "Link copied.") });
        if (navigator.share) items.push({ label: "Share", path: PATHS.share, act: () => this.#share(result) });
        return items;
    }

    #creditItem(result, format) {
        return {
            label: format, path: PATHS.credit,
            act: () => copy(credit(result, format, this.licence()), `Credit copied as ${format === "Text" ? "text" : format}.`),
        };
    }

    async #share(result) {
        try {
            await navigator.share({ title: result.alt || "Picture", url: this.linkTo(result) });
        } catch (error) {
            // The person has closed the dialog: that is no failure.
            if (error.name !== "AbortError") toast("Sharing does not work here. Copy the link instead.");
        }
    }
}

function fileName(address) {
    return new URL(address).pathname.split("/").pop();
}

/** Copies text, and says so. */
async function copy(text, done) {
    try {
        await navigator.clipboard.writeText(text);
        toast(done);
    } catch {
        toast(copyBySelection(text) ? done : `This browser does not let the page copy. The text is: ${text}`);
    }
}

/** For browsers that refuse the page their clipboard. */
function copyBySelection(text) {
    const field = withAttributes(element("textarea", { value: text, className: "unseen" }), { "aria-hidden": "true" });
    const before = document.activeElement;
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return isCopied;
}
