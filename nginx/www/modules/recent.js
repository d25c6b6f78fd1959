// Earlier searches as suggestions below the sentence (ARIA Authoring Practices, combobox with a grid): the arrows choose
// one, Enter takes it, Delete erases it.

import { element, withAttributes } from "./element.js";
import { load, save } from "./storage.js";
import { toast } from "./toast.js";

const STORE = "searches";
const MOST = 30;
/** How many are shown. */
const SHOWN = 8;

const isSearch = (entry) => typeof entry?.q === "string" && typeof entry.t === "string";
const isSame = (one, other) => one.q === other.q && one.t === other.t;

/** Those kept, the last one first. */
function searches() {
    const stored = load(STORE, []);
    return Array.isArray(stored) ? stored.filter(isSearch) : [];
}

/** Keeps a search, unless the person has turned that off. */
export function remember({ t, q }) {
    if (load("forgetful", false)) return;
    save(STORE, [{ t, q }, ...searches().filter((entry) => !isSame(entry, { t, q }))].slice(0, MOST));
}

export function forgetAll() {
    save(STORE, undefined);
}

/** Whether to keep searches; if not, none stay. */
export function setRemembering(is) {
    save("forgetful", is ? undefined : true);
    if (!is) forgetAll();
}

export class Suggestions {
    #active = null;

    /** `take` is called with the search that is chosen. */
    constructor(field, take) {
        this.field = field;
        this.take = take;
        this.list = withAttributes(element("div", { id: "suggestions", className: "suggestions", hidden: true }),
            { "role": "grid", "aria-label": "Earlier searches" });
        field.closest(".field").append(this.list);
        withAttributes(field, {
            "role": "combobox", "aria-haspopup": "grid", "aria-controls": "suggestions", "aria-expanded": "false",
            "aria-autocomplete": "list",
        });
        field.addEventListener("click", () => this.open());
        field.addEventListener("blur", () => this.close());
        field.addEventListener("input", () => this.follow());
        field.form.addEventListener("submit", () => this.close());
        field.addEventListener("keydown", (event) => this.#key(event));
        // The field keeps the focus.
        this.list.addEventListener("pointerdown", (event) => event.preventDefault());
        this.list.addEventListener("click", (event) => {
            const row = event.target.closest("[role=row]");
            if (!row) return;
            if (event.target.closest(".erase")) this.#erase(row);
            else this.#choose(row);
        });
    }

    /** Shows those that fit what is typed; but where there are pictures it is searched at once, and nothing may lie over them. */
    follow() {
        if (this.#liesOverPictures) this.close();
        else this.open({ matching: this.field.value.trim() });
    }

    /** Shows those that begin with, or have a word that begins with, what is typed. */
    open({ matching = "" } = {}) {
        const wanted = matching.toLowerCase();
        // What is there in full needs no suggestion.
        this.entries = searches().filter(({ t, q }) => !wanted
            || ` ${q} ${t}`.toLowerCase().includes(` ${wanted}`) && q.toLowerCase() !== wanted).slice(0, SHOWN);
        this.list.replaceChildren(...this.entries.map((entry, index) => this.#row(entry, index)));
        this.list.hidden = this.entries.length === 0;
        this.field.setAttribute("aria-expanded", String(!this.list.hidden));
        this.#activate(null);
    }

    get #liesOverPictures() {
        return document.documentElement.matches(".searched") && this.field.value !== "";
    }

    close() {
        this.list.hidden = true;
        this.field.setAttribute("aria-expanded", "false");
        this.#activate(null);
    }

    #row({ t, q }, index) {
        const words = withAttributes(element("span", { id: `suggestion-${index}`, className: "what" },
            element("bdi", {}, q), t ? element("span", { className: "tag" }, t) : ""), { role: "gridcell" });
        const erase = withAttributes(element("span", { id: `erase-${index}`, className: "erase", title: "Erase (Delete)" }, "×"),
            { "role": "gridcell", "aria-label": `Erase “${q}”` });
        return withAttributes(element("div", {}, words, erase), { role: "row" });
    }

    /** `cell` is the one that the keys act on, or null. */
    #activate(cell) {
        this.#active?.classList.remove("active");
        this.#active = cell;
        if (!cell) {
            this.field.removeAttribute("aria-activedescendant");
            return;
        }
        cell.classList.add("active");
        this.field.setAttribute("aria-activedescendant", cell.id);
        cell.scrollIntoView({ block: "nearest" });
    }

    #key(event) {
        if (event.isComposing || event.ctrlKey || event.metaKey) return;
        const rows = [...this.list.children];
        if (this.list.hidden) {
            // There it leads to the pictures.
            if (event.key !== "ArrowDown" || this.#liesOverPictures) return;
            event.preventDefault();
            this.open();
            this.#activate(this.list.querySelector(".what"));
            return;
        }
        const row = this.#active?.parentElement;
        const index = rows.indexOf(row);
        const column = this.#active?.matches(".erase") ? 1 : 0;
        const act = {
            ArrowDown: () => this.#activate(rows[(index + 1) % rows.length].children[column]),
            ArrowUp: () => this.#activate(rows[(index <= 0 ? rows.length : index) - 1].children[column]),
            Escape: () => this.close(),
            ...row && {
                ArrowRight: () => this.#activate(row.children[1]),
                ArrowLeft: () => this.#activate(row.children[0]),
                Delete: () => this.#erase(row),
                Enter: () => (column ? this.#erase(row) : this.#choose(row)),
            },
        }[event.key];
        if (!act) return;
        event.preventDefault();
        act();
    }

    #choose(row) {
        const entry = this.entries[[...this.list.children].indexOf(row)];
        this.close();
        this.take(entry);
    }

    #erase(row) {
        const index = [...this.list.children].indexOf(row);
        const [before, erased] = [searches(), this.entries[index]];
        save(STORE, before.filter((entry) => !isSame(entry, erased)));
        toast(`“${erased.q}” is erased from your earlier searches.`, { undo: () => save(STORE, before) });
        this.open();
        const { children } = this.list;
        if (children.length > 0) this.#activate(children[Math.min(index, children.length - 1)].children[0]);
    }
}
