// Making a picture a favourite, and none any more: said in a word, with a way back.

import { toast } from "./toast.js";

export class Keeping {
    /** `grid` shows pictures; `shown` gives the search that they are of. */
    constructor({ favourites, grid, shown }) {
        Object.assign(this, { favourites, grid, shown });
    }

    /** Makes a result a favourite, or none any more. */
    toggle(result) {
        if (this.favourites.has(result.id)) {
            this.#remove(() => this.favourites.remove(result.id), result.id, "Removed from your favourites.");
            return;
        }
        this.favourites.add(result, result.found ?? this.shown());
        toast(this.favourites.isLasting
            ? "Kept in your favourites." : "Kept until this page is closed: the browser stores nothing for it.");
    }

    removeAll() {
        this.#remove(() => this.favourites.replace([]), null, "All favourites are removed.");
    }

    /**
     * In the favourites' own view the focus goes to the next picture, or to Undo after the last one, and comes back with
     * what was removed.
     */
    #remove(remove, id, words) {
        const { favourites, grid } = this;
        const before = favourites.all;
        const index = before.findIndex((entry) => entry.id === id);
        const focused = document.activeElement;
        const isFocused = focused?.closest("#results li")?.dataset.id === id || focused?.closest("#kept");
        remove();
        const said = toast(words, {
            undo: () => {
                // Another tab may have added some since.
                const added = favourites.all.filter((entry) => !before.some((old) => old.id === entry.id));
                favourites.replace([...added, ...before]);
                if (!document.querySelector("dialog[open]")) grid.focus(id ?? before[0].id);
            },
        });
        if (!isFocused || !this.shown()?.isFavourites) return;
        const next = favourites.all[index] ?? favourites.all[index - 1];
        if (next) grid.focus(next.id);
        else said.querySelector(".undo").focus();
    }
}
