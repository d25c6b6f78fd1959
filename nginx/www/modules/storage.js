// What the page keeps in this browser: in localStorage, or in memory where the browser refuses that.

const memory = new Map();

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
export function isLasting() {
    return save("probe", true) && save("probe", undefined);
}

/** Calls `act` when another tab has changed a value. */
export function watch(name, act) {
    window.addEventListener("storage", (event) => {
        // Null: all was removed.
        if (event.key === key(name) || event.key === null) act();
    });
}

const key = (name) => `descry.${name}`;
