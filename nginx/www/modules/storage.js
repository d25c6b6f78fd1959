// What the page keeps in this browser, the same in all of its tabs: settings, earlier searches, favourites. In localStorage,
// or in memory where the browser refuses that.

import { webAddress } from "./element.js";

const memory = new Map();
const key = (name) => `descry.${name}`;

/** A stored value; `fallback` if there is none, or something that cannot be read. */
export function load(name, fallback) {
    if (memory.has(name)) return memory.get(name);
    try {
        return JSON.parse(localStorage.getItem(key(name))) ?? fallback;
    } catch {
        return fallback;
    }
}

/** Stores a value, or removes it if it is undefined; false if it only lasts until the page is left. */
export function save(name, value) {
    try {
        if (value === undefined) localStorage.removeItem(key(name));
        else localStorage.setItem(key(name), JSON.stringify(value));
        memory.delete(name);
        return true;
    } catch {
        memory.set(name, value);
        return false;
    }
}

/** Whether what is stored outlives the page. */
function isLasting() {
    return save("probe", true) && save("probe", undefined);
}

/** Calls `act` when another tab has changed a value. */
function watch(name, act) {
    window.addEventListener("storage", (event) => {
        // Null: all was removed.
        if (event.key === key(name) || event.key === null) act();
    });
}

const STORE = "favourites";
/** What is kept of a result. Scores are not: they belong to one search. */
const FIELDS = ["id", "url", "large_url", "page_url", "credit", "alt", "width", "height", "color", "tags"];

const fieldsOf = (result) => Object.fromEntries(
    FIELDS.filter((name) => result[name] != null).map((name) => [name, result[name]]));
const isFavourite = (entry) => typeof entry?.id === "string" && Boolean(webAddress(entry.url));

/** The pictures that someone keeps. */
export class Favourites {
    #listeners = [];

    constructor() {
        watch(STORE, () => this.#tell());
    }

    /** All of them, the last one first: results, with the search that found each as `found`. */
    get all() {
        const stored = load(STORE, []);
        return Array.isArray(stored) ? stored.filter(isFavourite) : [];
    }

    /** Whether they outlive the page. */
    get isLasting() {
        return isLasting();
    }

    has(id) {
        return this.all.some((entry) => entry.id === id);
    }

    /** Adds a result that `found`, a search, has found. */
    add(result, found) {
        const { t = "", q = "" } = found ?? {};
        this.replace([{ ...fieldsOf(result), found: { t, q }, kept_at: new Date().toISOString() }, ...this.#without(result.id)]);
    }

    remove(id) {
        this.replace(this.#without(id));
    }

    /** Puts a whole list in place of the present one: to undo a removal. */
    replace(entries) {
        save(STORE, entries);
        this.#tell();
    }

    /** Takes over the addresses of results that are favourites already: those of some sources do not last. */
    renew(results) {
        const renewed = new Map(results.map((result) => [result.id, result]));
        this.replace(this.all.map((entry) => {
            const result = renewed.get(entry.id);
            return result ? { ...entry, ...fieldsOf(result), renewed_at: new Date().toISOString() } : entry;
        }));
    }

    /** Calls `act` after each change, in this tab or in another. */
    onChange(act) {
        this.#listeners.push(act);
    }

    #without(id) {
        return this.all.filter((entry) => entry.id !== id);
    }

    #tell() {
        for (const act of this.#listeners) act();
    }
}
