// A word on what was just done, with a way back: at the lower edge, above an open dialog too.

import { element, withAttributes } from "./element.js";

/** Milliseconds that a word stays; one with a way back stays until the next, or until it is closed. */
const STAY = 5000;

let timer = null;
let shown = null;

/** Says something; `undo` is called by the button of that name. Gives the element. */
export function toast(text, { undo } = {}) {
    hide();
    const words = withAttributes(element("p"), { role: "status" });
    shown = element("div", { className: "toast" }, words);
    if (undo) {
        const button = element("button", { type: "button", className: "undo" }, "Undo");
        button.addEventListener("click", () => {
            hide();
            undo();
        });
        const close = withAttributes(element("button", { type: "button", className: "dismiss" }, "×"), { "aria-label": "Dismiss" });
        close.addEventListener("click", hide);
        shown.append(button, close);
    }
    // All outside of a modal dialog is inert; closed, it shows nothing. First of all, so that the focus can go to Undo.
    const dialog = document.querySelector("dialog[open]");
    const made = shown;
    dialog?.addEventListener("close", () => { if (made.isConnected) document.body.append(made); }, { once: true, capture: true });
    (dialog ?? document.body).append(shown);
    // A region is read out when its text changes, not when it comes with one.
    requestAnimationFrame(() => { words.textContent = text; });
    if (!undo) timer = setTimeout(hide, STAY);
    return shown;
}

export function hide() {
    clearTimeout(timer);
    shown?.remove();
    shown = null;
}
