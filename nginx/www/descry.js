// The page: what is typed goes to /search, and the pictures that come back are shown.

import {
    ScrollPositions, addressOf, keepShownCount, leavePicture, readAddress, writeAddress, writeTitle,
} from "./modules/history.js";
import { ignoreUnreachable, laterParts } from "./modules/parts.js";
import { check } from "./modules/search.js";
import { Searcher } from "./modules/searcher.js";
import { load } from "./modules/storage.js";
import { View, isSame } from "./modules/view.js";

/** The keys that lead from the page to its pictures. */
const ENTERING = ["ArrowDown", "ArrowRight", "ArrowLeft"];

const view = new View(document, {
    open: enlarge, favour, act: openMenu, again,
    remember: async (is) => (await parts.recent()).setRemembering(is),
    forget: async () => (await parts.recent()).forgetAll(),
});
const { form, grid, favourites, source } = view;
const scroll = new ScrollPositions();
const searcher = new Searcher(view, { show, remember, enter: () => scroll.enter() });

/** The last answer, and what it answers. */
let last = null;
/** Whether a search was under way when the page was left. */
let wasSearching = false;

const resultOf = (id) => grid.results.find((result) => result.id === id);

const parts = laterParts({
    view, linkTo, favour, openMenu, leaveLightbox,
    showPicture: (id) => writeAddress({ ...view.shown, p: id }, form.defaultCount, { replace: true }),
    isLast: (answer) => last?.answer === answer && !searcher.isRunning && !view.shown?.isFavourites,
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

/** Shows an answer where the address has it: its picture open, scrolled to where it was left. */
function show(answer, wanted, { isQuiet }) {
    last = { answer, wanted };
    view.showAnswer(answer, wanted, { isQuiet });
    if (scroll.isPending) scroll.restore();
    else view.scrollToFirst();
    showPictureOfAddress();
    const [shown, place] = [last, window.scrollY];
    // By then it may have been scrolled.
    parts.more().then((more) => { if (last === shown) more.offer(shown, place); }).catch(ignoreUnreachable);
    parts.getReady();
}

function remember(wanted, answer) {
    if (answer.results.length > 0) parts.recent().then((recent) => recent.remember(wanted)).catch(ignoreUnreachable);
}

/** Searches for what the form holds, and lets the address say so. */
function go({ replace = false } = {}) {
    const { wanted } = form;
    searcher.stop();
    try {
        check(wanted, { mustHaveKeyword: view.options.mustHaveKeyword });
    } catch (error) {
        view.showProblem(error, wanted, { isQuiet: false, tries: searcher.tries });
        return;
    }
    writeAddress({ ...wanted, p: replace ? readAddress(form.defaultCount).p : "" }, form.defaultCount, { replace });
    if (!replace) scroll.enter();
    writeTitle(wanted);
    searcher.run(wanted);
}

/** Tries again; `byItself`: after a pause, or since the connection is back. */
function again(byItself) {
    searcher.tries = byItself ? searcher.tries + 1 : 0;
    go({ replace: true });
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
    if (grid.focus(id)) return;
    // It was the last favourite.
    (document.querySelector(".toast .undo") ?? document.getElementById("to-favourites")).focus();
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
    document.getElementById("to-favourites").classList.toggle("filled", length > 0);
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
    searcher.stop();
    form.fill(wanted);
    view.options.foldKeyword();
    searcher.tries = 0;
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
    form.example = { t, q };
    go();
});
form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    searcher.tries = 0;
    // On a touch screen the keyboard would lie over the pictures.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    go();
});
for (const field of Object.values(form.fields)) {
    for (const type of ["input", "compositionend"]) {
        field.addEventListener(type, (event) => {
            form.clearProblem();
            if (view.options.isKeywordRequired === false) form.leaveExample();
            view.problems.endCountdown();
            // An input method's unfinished word is none to search for.
            if (field !== form.fields.t && !event.isComposing) searcher.follow();
        });
    }
}
form.fields.s_query.addEventListener("focus", () => {
    parts.recent().then(({ suggestions }) => {
        // Nothing may lie over the words about a problem.
        if (document.activeElement === form.fields.s_query && !form.hasProblem) suggestions.follow();
    }).catch(ignoreUnreachable);
});
document.addEventListener("keydown", async (event) => {
    const { activeElement } = document;
    // Below the sentence are the pictures, where no earlier searches are.
    const leavesSentence = event.key === "ArrowDown" && activeElement === form.fields.s_query && !event.defaultPrevented;
    const isWriting = !leavesSentence && event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, dialog, [role=menu]");
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.key !== "?") return;
    if (ENTERING.includes(event.key)) {
        if (event.defaultPrevented || activeElement.closest("#results, #more, [type=radio]") || !grid.enter()) return;
    } else if (load("keys", true) === false) return;
    else if (event.key === "/") {
        form.fields.s_query.focus();
        form.fields.s_query.select();
    } else if (event.key === "?") (await parts.keys()).showHelp();
    else return;
    event.preventDefault();
});
document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    grid.enter({ atFirst: true });
});
document.getElementById("keys").addEventListener("click", async () => (await parts.keys()).showHelp());
view.report.rest.addEventListener("click", () => go());
view.report.everywhere.addEventListener("click", () => {
    form.fill({ ...form.wanted, t: "" });
    go();
});
window.addEventListener("popstate", visit);
window.addEventListener("pagehide", () => {
    wasSearching = searcher.isRunning;
    searcher.stop();
});
window.addEventListener("pageshow", (event) => {
    // Back from another page, which ended the search.
    if (event.persisted && wasSearching) go({ replace: true });
});
visit();
source.ask();
