// The pictures that someone keeps: in this browser only, the same in all of its tabs.

import { webAddress } from "./element.js";
import { isLasting, load, save, watch } from "./storage.js";

const STORE = "favourites";
/** What is kept of a result. Scores are not: they belong to one search. */
const FIELDS = ["id", "url", "large_url", "page_url", "credit", "alt", "width", "height", "color", "tags"];

const fieldsOf = (result) => Object.fromEntries(
    FIELDS.filter((name) => result[name] != null).map((name) => [name, result[name]]));
const isFavourite = (entry) => typeof entry?.id === "string" && Boolean(webAddress(entry.url));

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
