// The parts that the first view does without: each comes with its first use, or when there are pictures.

import { element } from "./element.js";

/** Loads a part once; again if that has failed. */
function once(begin) {
    let part = null;
    return () => {
        part ??= begin().catch((error) => {
            part = null;
            throw error;
        });
        return part;
    };
}

/** For parts that are not needed yet: a module that cannot be fetched (HTML, 8.1.6.7) is an error when it is. */
export function ignoreUnreachable(error) {
    if (!(error instanceof TypeError)) throw error;
}

/** Adds a style sheet to the page; the promise is kept once it is there. */
function addStyle(name) {
    return new Promise((resolve, reject) => {
        const style = element("link", { rel: "stylesheet", href: new URL(`../${name}`, import.meta.url).href });
        style.addEventListener("load", resolve);
        style.addEventListener("error", () => {
            style.remove();
            // As a module that cannot be fetched.
            reject(new TypeError(`${name} does not load`));
        });
        document.head.append(style);
    });
}

/** Functions that each give a promise of a part; `page` is what descry.js lets the parts do. */
export function laterParts(page) {
    const { view } = page;
    const { favourites, grid, source } = view;
    const licence = () => source.licence;
    const byId = (id) => document.getElementById(id);

    const overlays = once(() => addStyle("overlays.css"));
    const keeping = once(async () => {
        const [{ Keeping }] = await Promise.all([import("./keep.js"), overlays()]);
        return new Keeping({ favourites, grid, shown: () => view.shown });
    });
    const actions = once(async () => {
        const [{ Actions }, kept] = await Promise.all([import("./actions.js"), keeping()]);
        return new Actions({ favourites, keeping: kept, linkTo: page.linkTo, licence });
    });
    const lightbox = once(async () => {
        const [{ Lightbox }, acts] = await Promise.all([import("./lightbox.js"), actions(), addStyle("lightbox.css")]);
        return new Lightbox(byId("lightbox"), {
            shown: page.showPicture, closed: page.leaveLightbox, actions: acts, licence,
        });
    });
    const more = once(async () => {
        const { More } = await import("./more.js");
        return new More(byId("more"), { isWanted: page.isLast, take: page.takeMore });
    });
    const keys = once(async () => {
        const [module] = await Promise.all([import("./keys.js"), overlays()]);
        module.walkByKeys(grid.list, { favour: page.favour, act: page.openMenu });
        module.walkBack(document.querySelector("#more button"), grid.list);
        return module;
    });
    const recent = once(async () => {
        const [module] = await Promise.all([import("./recent.js"), overlays()]);
        const suggestions = new module.Suggestions(view.form.fields.s_query, page.takeSearch);
        return Object.assign({ suggestions }, module);
    });
    const collection = once(async () => {
        const [{ Collection }, kept] = await Promise.all([import("./collection.js"), keeping()]);
        return new Collection(byId("kept"), { favourites, keeping: kept, licence });
    });

    /** Loads what a picture will be opened with, before it is. */
    function getReady() {
        for (const part of [lightbox, keys]) part().catch(ignoreUnreachable);
    }

    return { keeping, actions, lightbox, more, keys, recent, collection, getReady };
}
