// The page: what is typed goes to /search, and the pictures that come back are shown.

import { leavePicture, readAddress, writeAddress, writeTitle } from "./modules/address.js";
import { Lightbox } from "./modules/lightbox.js";
import { isComplete } from "./modules/report.js";
import { ScrollPositions } from "./modules/scroll.js";
import { PATIENCE, check, search } from "./modules/search.js";
import { searchStream } from "./modules/stream.js";
import { withTimeout } from "./modules/timeout.js";
import { View, isSame } from "./modules/view.js";

/** Milliseconds without a key after which a sentence is searched as it stands. */
const PAUSE = 120;

const view = new View(document, { enlarge, again });
const { form, grid } = view;
const scroll = new ScrollPositions();
const lightbox = new Lightbox(document.getElementById("lightbox"), {
    shown: (id) => writeAddress({ ...view.shown, p: id }, form.defaultCount, { replace: true }),
    closed: leaveLightbox,
});

/** Keywords whose pools are complete: a sentence in them is answered at once. */
const known = new Set();
/** The search under way: how to end it, and whether people wait for it or it only follows their typing. */
let running = null;
let pause = null;
/** The last answer, and what it answers. */
let last = null;
/** How many times in a row the page has tried again by itself. */
let tries = 0;
/** Whether a search was under way when the page was left. */
let wasSearching = false;

const isKnown = ({ t }) => known.has(t.toLowerCase());

/** Ends the search under way, and all that would follow from it. */
function stop() {
    clearTimeout(pause);
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
    let answer;
    try {
        answer = await withTimeout(mine.controller.signal, PATIENCE, (signal) => isKnown(wanted)
            ? search(wanted, signal)
            : searchStream(wanted, signal, (partial) => running === mine && view.showProgress(partial, wanted)));
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
    last = { answer, wanted };
    if (isComplete(answer)) known.add(wanted.t.toLowerCase());
    if (isTyping) writeAddress(wanted, form.defaultCount, { replace: true });
    writeTitle(wanted);
    view.showAnswer(answer, wanted, { isQuiet });
    scroll.restore();
    showPictureOfAddress();
    // What was typed during the search.
    if (!isSame(form.wanted, wanted)) follow();
}

/** Searches for what the form holds, and lets the address say so. */
function go({ replace = false } = {}) {
    const { wanted } = form;
    stop();
    try {
        check(wanted);
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
        run(wanted, { isTyping: true });
    }, PAUSE);
}

// One picture large

function enlarge(id) {
    writeAddress({ ...view.shown, p: id }, form.defaultCount, { replace: false });
    scroll.enter();
    lightbox.open(grid.results, id);
}

function leaveLightbox(id) {
    // The address names no picture where Back has closed it.
    if (view.shown && readAddress(form.defaultCount).p) leavePicture(view.shown, form.defaultCount);
    grid.focus(id);
}

/** Opens the picture that the address names, or closes the one that is open. */
function showPictureOfAddress() {
    const { p } = readAddress(form.defaultCount);
    if (p) lightbox.open(grid.results, p);
    else lightbox.close();
}

// The address

/** Does what the address says: when the page is opened, and on back and forward. */
function visit() {
    const wanted = readAddress(form.defaultCount);
    scroll.enter();
    stop();
    form.fill(wanted);
    tries = 0;
    // The pictures are there: a picture was closed, or the search after this one has failed.
    if (isSame(view.shown, wanted) && isSame(last?.wanted, wanted)) {
        writeTitle(wanted);
        view.showAnswer(last.answer, wanted, { isQuiet: true });
        scroll.restore();
        showPictureOfAddress();
        return;
    }
    lightbox.close();
    if (wanted.t || wanted.q) {
        go({ replace: true });
        return;
    }
    view.clear();
    writeTitle(wanted);
    scroll.restore();
}

for (const example of document.querySelectorAll("#examples a")) {
    example.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const { t, q } = Object.fromEntries(new URL(example.href).searchParams);
        form.fill({ t, q, k: /^[1-9]/.test(form.wanted.k) ? form.wanted.k : form.defaultCount });
        go();
    });
}
form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    tries = 0;
    // On a touch screen the keyboard would lie over the pictures.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    go();
});
for (const type of ["input", "compositionend"]) {
    form.form.addEventListener(type, (event) => {
        form.clearProblem();
        view.problems.endCountdown();
        // An input method's unfinished word is none to search for.
        if (event.target !== form.fields.t && !event.isComposing) follow();
    });
}
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
