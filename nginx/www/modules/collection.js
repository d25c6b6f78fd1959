// The favourites' own part of their view: how many there are, the files that they can be taken away in.

import { CREDIT_FORMATS, creditsFile } from "./credit.js";
import { counted, element, withAttributes } from "./element.js";
import { openMenu } from "./menu.js";
import { PATIENCE, search, withTimeout } from "./search.js";

const EMPTY = "You have no favourites yet. The heart on a picture keeps it here.";
const HERE = "kept in this browser only.";
const LOST = "kept only until this page is closed, since the browser stores nothing for it: download them before.";

/** Milliseconds that the addresses of Pixabay's pictures last (https://pixabay.com/api/docs/). */
const LASTING = 24 * 3600 * 1000;
/** How many searches at most renew addresses when the favourites are opened, and how many pictures each asks for. */
const SEARCHES = 5;
const POOL = 200;

const isOld = ({ id, kept_at: kept, renewed_at: renewed }) =>
    id.startsWith("pixabay:") && !(Date.now() - Date.parse(renewed ?? kept) < LASTING);

export class Collection {
    /** `favourites` are those shown, `licence` gives that of all pictures. */
    constructor(panel, { favourites, keeping, licence }) {
        this.panel = panel;
        this.favourites = favourites;
        this.licence = licence;
        this.about = withAttributes(element("p"), { role: "status" });
        this.credits = withAttributes(element("button", { type: "button" }, "Download credits"),
            { "aria-haspopup": "menu", "aria-expanded": "false" });
        const all = element("button", { type: "button" }, "Download as JSON");
        const none = element("button", { type: "button" }, "Remove all");
        this.buttons = element("div", { className: "buttons" }, all, this.credits, none);
        panel.replaceChildren(element("h2", {}, "Favourites"), this.about, this.buttons);
        all.addEventListener("click", () => this.#exportAll());
        none.addEventListener("click", () => keeping.removeAll());
        this.credits.addEventListener("click", () => openMenu(this.credits,
            CREDIT_FORMATS.map((format) => ({ label: format, path: "M8 8h11v12H8zM5 16V4h11", act: () => this.#exportCredits(format) })),
            { label: "Download credits as" }));
    }

    /** Says how many there are. */
    show() {
        const { length } = this.favourites.all;
        this.about.textContent = length === 0 ? EMPTY : `${counted(length, "picture")}, ${this.favourites.isLasting ? HERE : LOST}`;
        this.buttons.hidden = length === 0;
        this.panel.hidden = false;
    }

    /** Finds the pictures whose addresses do not last any more again, by the searches that found them. */
    async renew() {
        const searches = new Map(this.favourites.all.filter(isOld)
            .filter(({ found }) => found?.q).map(({ found }) => [JSON.stringify([found.t, found.q]), found]));
        for (const { t, q } of [...searches.values()].slice(0, SEARCHES)) {
            try {
                const answer = await withTimeout(new AbortController().signal, PATIENCE,
                    (signal) => search({ t, q, k: POOL }, signal));
                this.favourites.renew(answer.results);
            } catch (error) {
                if (!error.kind) throw error;
                // The source's page of each picture can still be opened.
                return;
            }
        }
    }

    #exportAll() {
        const content = JSON.stringify({ favourites: this.favourites.all }, null, 2);
        save("descry-favourites.json", `${content}\n`, "application/json");
    }

    #exportCredits(format) {
        const { content, type, suffix } = creditsFile(this.favourites.all, format, this.licence());
        save(`descry-credits.${suffix}`, content, type);
    }
}

/** Lets the browser save text as a file. */
function save(name, content, type) {
    const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
    const made = element("a", { href: address, download: name });
    document.body.append(made);
    made.click();
    made.remove();
    // The browser has to read it before.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
