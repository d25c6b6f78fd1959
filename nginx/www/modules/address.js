// What is searched and which picture is open, in the page's address and title: deep links, back and forward.

import { newEntry } from "./scroll.js";

/**
 * What the address asks for; `fallback` is the number of pictures if it names none, `p` the picture that is open.
 *
 * `isFavourites`: the favourites, and no search.
 */
export function readAddress(fallback) {
    const parameters = new URLSearchParams(location.search);
    const value = (name) => (parameters.get(name) ?? "").trim();
    const k = /^[0-9]+$/.test(value("k")) ? value("k") : fallback;
    return { t: value("t"), q: value("q"), k, p: value("p"), isFavourites: parameters.has("favourites") };
}

/** The part of an address that asks for what is wanted. Relative, since the page may be in a folder. */
export function addressOf(wanted, fallback) {
    const parameters = new URLSearchParams(wanted.t ? { t: wanted.t, q: wanted.q } : { q: wanted.q });
    if (wanted.k !== fallback) parameters.set("k", wanted.k);
    const picture = wanted.p ? `&${new URLSearchParams({ p: wanted.p })}` : "";
    return `?${wanted.isFavourites ? "favourites" : parameters}${picture}`;
}

/** Puts what is wanted into the address: as a new entry of the history, or in place of the present one. */
export function writeAddress(wanted, fallback, { replace }) {
    // That of a path that begins with // would name another host.
    const address = addressOf(wanted, fallback);
    if (location.search === address) return;
    // `isPicture`: the entry before is the same search without the picture.
    if (replace) history.replaceState(history.state, "", address);
    else history.pushState({ ...newEntry(), isPicture: Boolean(wanted.p) }, "", address);
}

/** Ends the entry of a picture that was open: back to the search, or without the picture if the page began with it. */
export function leavePicture(wanted, fallback) {
    if (history.state?.isPicture) history.back();
    else writeAddress({ ...wanted, p: "" }, fallback, { replace: true });
}

/** The title for what is wanted; without a sentence that of the first page. */
export function writeTitle({ q, isFavourites }) {
    const title = isFavourites ? "Favourites" : q;
    document.title = title ? `${title} – Descry` : "Descry";
}
