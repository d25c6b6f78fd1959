// The page: what is typed goes to /search, and the pictures that come back are shown.

import {
    ScrollPositions, addressOf, keepShownCount, leavePicture, readAddress, shownCount, writeAddress, writeTitle,
} from "./modules/history.js";
import { ignoreUnreachable, laterParts } from "./modules/parts.js";
import { isComplete } from "./modules/report.js";
import { PATIENCE, check, search, withTimeout } from "./modules/search.js";
import { load } from "./modules/storage.js";
import { searchStream } from "./modules/stream.js";
import { View, isSame } from "./modules/view.js";

/** Milliseconds without a key after which a sentence is searched as it stands. */
const PAUSE = 120;
/** Milliseconds that a search which followed the typing has to last to be one to remember. */
const SETTLED = 3000;

const view = new View(document, {
    open: enlarge, favour, act: openMenu, again,
    remember: async (is) => (await parts.recent()).setRemembering(is),
    forget: async () => (await parts.recent()).forgetAll(),
});
const { form, grid, favourites, source } = view;
const scroll = new ScrollPositions();

/** Keywords whose pools are complete: a sentence in them is answered at once. */
const known = new Set();
/** The search under way: how to end it, and whether people wait for it or it only follows their typing. */
let running = null;
let pause = null;
let settling = null;
/** The last answer, and what it answers. */
let last = null;
/** How many times in a row the page has tried again by itself. */
let tries = 0;
/** Whether a search was under way when the page was left. */
let wasSearching = false;

const isKnown = ({ t }) => known.has(t.toLowerCase());
const resultOf = (id) => grid.results.find((result) => result.id === id);

const parts = laterParts({
    view, linkTo, favour, openMenu, leaveLightbox,
    showPicture: (id) => writeAddress({ ...view.shown, p: id }, form.defaultCount, { replace: true }),
    isLast: (answer) => last?.answer === answer && !running && !view.shown?.isFavourites,
    takeMore: (answer, { wanted }) => {
        last = { answer, wanted };
        keepShownCount(answer.results.length);
        view.showAnswer(answer, wanted, { isQuiet: false });
    },
    takeSearch: ({ t, q }) => {
        form.fill({ t, q, k: form.wanted.k });
        go();
    },
});

/** Ends the search under way, and all that would follow from it. */
function stop() {
    clearTimeout(pause);
    clearTimeout(settling);
    running?.controller.abort();
    running = null;
    view.end();
}

/** Searches; `isTyping` changes nothing but the pictures. */
async function run(wanted, { isTyping = false } = {}) {
    // A search that someone waits for stays one when the sentence changes.
    const isQuiet = isTyping && (!running || running.isQuiet);
    stop();
    const mine = running = { controller: new AbortController(), isQuiet };
    view.begin(wanted, { isQuiet, isKnown: isKnown(wanted) });
    // Back finds as many pictures as were there.
    const asked = isTyping ? wanted : { ...wanted, k: String(Math.max(Number(wanted.k), shownCount())) };
    let answer;
    try {
        answer = await withTimeout(mine.controller.signal, PATIENCE, (signal) => isKnown(wanted)
            ? search(asked, signal)
            : searchStream(asked, signal, (partial) => running === mine && view.showProgress(partial, wanted)));
    } catch (error) {
        if (running !== mine) return;
        stop();
        view.showProblem(error, wanted, { isQuiet, tries });
        return;
    }
    // A newer search has begun.
    if (running !== mine) return;
    stop();
    tries = 0;
    if (isComplete(answer)) known.add(wanted.t.toLowerCase());
    if (isTyping) {
        writeAddress(wanted, form.defaultCount, { replace: true });
        keepShownCount(0);
    }
    writeTitle(wanted);
    show(answer, wanted, { isQuiet });
    settling = setTimeout(() => remember(wanted, answer), isTyping ? SETTLED : 0);
    // What was typed during the search.
    if (!isSame(form.wanted, wanted)) follow();
}

/** Shows an answer where the address has it: its picture open, scrolled to where it was left. */
function show(answer, wanted, { isQuiet }) {
    last = { answer, wanted };
    view.showAnswer(answer, wanted, { isQuiet });
    if (scroll.isPending) scroll.restore();
    else view.scrollToFirst();
    showPictureOfAddress();
    parts.more().then((more) => more.offer(last)).catch(ignoreUnreachable);
    parts.getReady();
}

function remember(wanted, answer) {
    if (answer.results.length > 0) parts.recent().then((recent) => recent.remember(wanted)).catch(ignoreUnreachable);
}

/** Searches for what the form holds, and lets the address say so. */
function go({ replace = false } = {}) {
    const { wanted } = form;
    stop();
    try {
        check(wanted, { mustHaveKeyword: view.options.mustHaveKeyword });
    } catch (error) {
        view.showProblem(error, wanted, { isQuiet: false, tries });
        return;
    }
    writeAddress({ ...wanted, p: replace ? readAddress(form.defaultCount).p : "" }, form.defaultCount, { replace });
    if (!replace) scroll.enter();
    writeTitle(wanted);
    run(wanted);
}

/** Tries again; `byItself`: after a pause, or since the connection is back. */
function again(byItself) {
    tries = byItself ? tries + 1 : 0;
    go({ replace: true });
}

/** Follows the typing, once the keyword's pool is there. */
function follow() {
    clearTimeout(pause);
    pause = setTimeout(() => {
        const { wanted } = form;
        if (!isKnown(wanted) || isSame(view.shown, wanted) && !running) return;
        try {
            check(wanted);
        } catch {
            // Not yet a sentence: the next key, or Enter, will tell.
            return;
        }
        run(wanted, { isTyping: !view.shown?.isFavourites });
    }, PAUSE);
}

// One picture

function enlarge(id) {
    writeAddress({ ...view.shown, p: id }, form.defaultCount, { replace: false });
    scroll.enter();
    showPictureOfAddress();
}

function leaveLightbox(id) {
    // The address names no picture where Back has closed it.
    if (view.shown && readAddress(form.defaultCount).p) leavePicture(view.shown, form.defaultCount);
    grid.focus(id);
}

/** Opens the picture that the address names, or closes the one that is open. */
async function showPictureOfAddress() {
    if (!readAddress(form.defaultCount).p) {
        if (document.getElementById("lightbox").open) (await parts.lightbox()).close();
        return;
    }
    const lightbox = await parts.lightbox();
    const { p } = readAddress(form.defaultCount);
    if (p) lightbox.open(grid.results, p);
}

/** The address of the page that shows a result: with enough pictures for it to be among them. */
function linkTo(result) {
    const rank = grid.results.findIndex(({ id }) => id === result.id) + 1;
    const wanted = view.shown?.isFavourites
        ? { ...result.found, k: form.defaultCount } : { ...view.shown, k: String(Math.max(Number(view.shown.k), rank)) };
    return new URL(addressOf({ ...wanted, p: result.id }, form.defaultCount), location.href).href;
}

/** Opens a picture's menu, beside its button for it. */
async function openMenu(id, button) {
    const anchor = button.closest(".frame").querySelector(".menu-button");
    (await parts.actions()).openMenu(anchor, resultOf(id), button);
}

// Favourites

async function favour(id) {
    (await parts.keeping()).toggle(resultOf(id));
}

async function showFavourites() {
    view.showFavourites();
    (await parts.more()).offer(null);
    const collection = await parts.collection();
    collection.show();
    collection.renew();
    scroll.restore();
    showPictureOfAddress();
    parts.getReady();
}

function countFavourites() {
    const { length } = favourites.all;
    document.querySelector("#to-favourites .count").textContent = length || "";
    if (view.shown?.isFavourites) {
        grid.show(favourites.all);
        parts.collection().then((collection) => collection.show());
    }
}
favourites.onChange(countFavourites);
countFavourites();
document.getElementById("to-favourites").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    writeAddress({ isFavourites: true }, form.defaultCount, { replace: false });
    visit();
});

// The address

/** Does what the address says: when the page is opened, and on back and forward. */
function visit() {
    const wanted = readAddress(form.defaultCount);
    scroll.enter();
    stop();
    form.fill(wanted);
    view.options.foldKeyword();
    tries = 0;
    if (!wanted.p) showPictureOfAddress();
    if (wanted.isFavourites) {
        writeTitle(wanted);
        showFavourites();
        return;
    }
    // The pictures are there: a picture was closed, or the search after this one has failed.
    if (isSame(last?.wanted, wanted)) {
        writeTitle(wanted);
        show(last.answer, wanted, { isQuiet: true });
        return;
    }
    if (wanted.t || wanted.q) {
        go({ replace: true });
        return;
    }
    view.clear();
    writeTitle(wanted);
    scroll.restore();
}

document.getElementById("examples").addEventListener("click", (event) => {
    const example = event.target.closest("a");
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { t = "", q } = Object.fromEntries(new URL(example.href).searchParams);
    form.fill({ t, q, k: /^[1-9]/.test(form.wanted.k) ? form.wanted.k : form.defaultCount });
    go();
});
form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    tries = 0;
    // On a touch screen the keyboard would lie over the pictures.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    go();
});
for (const field of Object.values(form.fields)) {
    for (const type of ["input", "compositionend"]) {
        field.addEventListener(type, (event) => {
            form.clearProblem();
            view.problems.endCountdown();
            // An input method's unfinished word is none to search for.
            if (field !== form.fields.t && !event.isComposing) follow();
        });
    }
}
form.fields.s_query.addEventListener("focus", () => {
    parts.recent().then(({ suggestions }) => {
        if (document.activeElement === form.fields.s_query) suggestions.follow();
    }).catch(ignoreUnreachable);
});
document.addEventListener("keydown", async (event) => {
    const isWriting = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, dialog, [role=menu]");
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey || load("keys", true) === false) return;
    if (event.key === "/") {
        form.fields.s_query.focus();
        form.fields.s_query.select();
    } else if (event.key === "?") (await parts.keys()).showHelp();
    else return;
    event.preventDefault();
});
document.getElementById("keys").addEventListener("click", async () => (await parts.keys()).showHelp());
view.report.rest.addEventListener("click", () => go());
window.addEventListener("popstate", visit);
window.addEventListener("pagehide", () => {
    wasSearching = running !== null;
    stop();
});
window.addEventListener("pageshow", (event) => {
    // Back from another page, which ended the search.
    if (event.persisted && wasSearching) go({ replace: true });
});
visit();
source.ask();
