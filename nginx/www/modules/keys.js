// The keys of the page: how they walk the pictures, and the list of all of them.

import { element, withAttributes } from "./element.js";
import { load, save } from "./storage.js";

const KEYS = [
    ["/", "to the sentence"],
    ["←\u2002→\u2002↑\u2002↓", "to the pictures, and from one to the next"],
    ["Home\u2002End", "the first picture, the last one"],
    ["Enter", "opens the picture"],
    ["F", "makes it a favourite, or none any more; also when it is open"],
    ["M", "its actions: download, copy its link or credit; also when it is open"],
    ["←\u2002→", "with a picture open: the one before, the next one"],
    ["+\u2002−\u20020", "with a picture open: larger, smaller, whole"],
    ["Esc", "closes what is open"],
    ["?", "this list"],
];

/** Whether the keys that write a sign do more than that; people who dictate may want them not to (WCAG 2.1.4). */
export function areOn() {
    return load("keys", true) !== false;
}

/** Shows the list. */
export function showHelp() {
    const close = withAttributes(element("button", { type: "button", autofocus: true }, "Close"), {});
    const isOn = element("input", { type: "checkbox", checked: areOn() });
    isOn.addEventListener("change", () => save("keys", isOn.checked ? undefined : false));
    const dialog = withAttributes(element("dialog", { className: "help" },
        element("h2", { id: "help-title" }, "Keys"),
        element("dl", {}, ...KEYS.flatMap(([key, what]) => [
            element("dt", {}, ...key.split("\u2002").flatMap((one) => [element("kbd", {}, one), " "])), element("dd", {}, what)])),
        element("label", {}, isOn, element("span", {}, "Use / ? F M + − 0 as keys")),
        close), { "aria-labelledby": "help-title" });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    // The focus is on its last button.
    dialog.scrollTop = 0;
}

/** Lets the keys walk the pictures of a list; `favour` and `act` are Grid's. */
export function walkByKeys(list, { favour, act }) {
    list.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches(".open")) return;
        const button = event.target;
        const { id } = button.closest("li").dataset;
        if (event.key === "ContextMenu" || event.key === "F10" && event.shiftKey) act(id, button);
        else if (event.key.toLowerCase() === "m" && areOn()) act(id, button);
        else if (event.key.toLowerCase() === "f" && areOn()) favour(id, button);
        else {
            const next = neighbour(list, button, event.key);
            if (!next) return;
            next.focus();
        }
        event.preventDefault();
    });
}

/** Lets the keys lead from the button for more back to the pictures of a list. */
export function walkBack(button, list) {
    button.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const buttons = list.querySelectorAll(".open");
        const next = { ArrowLeft: buttons.length - 1, ArrowUp: buttons.length - 1, Home: 0, End: buttons.length - 1 };
        const target = buttons[next[event.key] ?? -1];
        if (!target) return;
        target.focus();
        event.preventDefault();
    });
}

/** The picture that a key leads to from one; after the last, the button for more. */
function neighbour(list, button, key) {
    const buttons = [...list.querySelectorAll(".open")];
    const index = buttons.indexOf(button);
    switch (key) {
    case "ArrowLeft": return buttons[index - 1];
    case "ArrowRight": return buttons[index + 1] ?? more();
    case "Home": return buttons[0];
    case "End": return buttons[buttons.length - 1];
    case "ArrowUp": return nearest(buttons.slice(0, index).reverse(), button);
    case "ArrowDown": return nearest(buttons.slice(index + 1), button) ?? more();
    default: return null;
    }
}

function more() {
    return document.querySelector("#more:not([hidden]) button");
}

/** Of pictures in their order away from `button`, the one of the next row whose middle is nearest. */
function nearest(buttons, button) {
    const at = button.getBoundingClientRect();
    const middle = (box) => box.left + box.width / 2;
    let row = null;
    let best = null;
    for (const other of buttons) {
        const box = other.getBoundingClientRect();
        if (Math.abs(box.top - at.top) < 2) continue;
        row ??= box.top;
        if (Math.abs(box.top - row) > 2) break;
        const way = Math.abs(middle(box) - middle(at));
        if (!best || way < best.way) best = { other, way };
    }
    return best?.other;
}
