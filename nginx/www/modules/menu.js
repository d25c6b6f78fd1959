// A small menu beside what opens it (ARIA Authoring Practices, menu button): arrows, Home, End, Escape, Tab.

import { element, icon, withAttributes } from "./element.js";

/** CSS pixels between the menu and the edge of the window. */
const EDGE = 8;

let close = () => {};

/**
 * Opens a menu below `anchor`, in place of one that is open; the focus returns to `back` afterwards.
 *
 * Each item is `{ label, path }` with `act`, called when it is chosen, or `href` (and `download`), or a heading alone.
 */
export function openMenu(anchor, items, { label, back = anchor }) {
    close();
    const menu = withAttributes(element("div", { className: "menu" }), { "role": "menu", "aria-label": label });
    for (const item of items) menu.append(item.heading ? heading(item.heading) : entry(item));
    const dialog = anchor.closest("dialog");
    (dialog ?? document.body).append(menu);
    place(menu, anchor);
    anchor.setAttribute("aria-expanded", "true");
    const entries = [...menu.querySelectorAll("[role=menuitem]")];

    close = (focus = false) => {
        menu.remove();
        anchor.setAttribute("aria-expanded", "false");
        document.removeEventListener("pointerdown", outside, true);
        window.removeEventListener("resize", close);
        window.removeEventListener("scroll", scrolled);
        dialog?.removeEventListener("cancel", stay);
        close = () => {};
        // What was chosen may have put other buttons in place of that one.
        if (focus === true) (back.isConnected ? back : dialog?.querySelector("[autofocus]"))?.focus();
    };
    const outside = (event) => { if (!menu.contains(event.target)) close(); };
    const scrolled = () => close(menu.contains(document.activeElement));
    // Escape closes the menu alone.
    const stay = (event) => event.preventDefault();
    document.addEventListener("pointerdown", outside, true);
    window.addEventListener("resize", close);
    window.addEventListener("scroll", scrolled, { passive: true });
    dialog?.addEventListener("cancel", stay);
    menu.addEventListener("click", (event) => {
        if (event.target.closest("[role=menuitem]")) close(true);
    });
    menu.addEventListener("keydown", (event) => {
        const index = entries.indexOf(document.activeElement);
        const next = {
            ArrowDown: (index + 1) % entries.length, ArrowUp: (index - 1 + entries.length) % entries.length,
            Home: 0, End: entries.length - 1,
        }[event.key];
        // The page and the lightbox have keys of their own.
        event.stopPropagation();
        if (next !== undefined) entries[next].focus();
        else if (event.key === "Escape" || event.key === "Tab") close(true);
        else if (event.key === " ") document.activeElement.click();
        else return;
        event.preventDefault();
    });
    entries[0].focus({ preventScroll: true });
}

function heading(text) {
    return withAttributes(element("p", {}, text), { role: "presentation" });
}

function entry({ label, path, href, download, act }) {
    const made = href
        ? element("a", { href, ...download ? { download } : {}, target: "_blank", rel: "noopener" })
        : element("button", { type: "button" });
    made.append(icon(path), label);
    if (act) made.addEventListener("click", act);
    return withAttributes(made, { role: "menuitem", tabindex: "-1" });
}

/** Below the anchor, or above it where there is more room; within the window. */
function place(menu, anchor) {
    const at = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const [roomWide, roomHigh] = [document.documentElement.clientWidth, window.innerHeight];
    const isBelow = at.bottom + height + EDGE <= roomHigh || at.top < roomHigh - at.bottom;
    const top = isBelow ? at.bottom + 4 : at.top - height - 4;
    menu.style.left = `${Math.max(EDGE, Math.min(at.right - width, roomWide - width - EDGE))}px`;
    menu.style.top = `${Math.max(EDGE, Math.min(top, roomHigh - height - EDGE))}px`;
}
