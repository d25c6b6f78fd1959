// The parts that the first view does without: each comes with its first use, or when there are pictures.

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

/** Functions that each give a promise of a part; `page` is what descry.js lets the parts do. */
export function laterParts(page) {
    const { view } = page;
    const { favourites, grid, source } = view;
    const licence = () => source.licence;
    const byId = (id) => document.getElementById(id);

    const keeping = once(async () => {
        const { Keeping } = await import("./keep.js");
        return new Keeping({ favourites, grid, shown: () => view.shown });
    });
    const actions = once(async () => {
        const [{ Actions }, kept] = await Promise.all([import("./actions.js"), keeping()]);
        return new Actions({ favourites, keeping: kept, linkTo: page.linkTo, licence });
    });
    const lightbox = once(async () => {
        const [{ lightboxIn }, acts] = await Promise.all([import("./lightbox.js"), actions()]);
        return lightboxIn(byId("lightbox"), {
            shown: page.showPicture, closed: page.leaveLightbox, actions: acts, licence,
        });
    });
    const more = once(async () => {
        const { More } = await import("./more.js");
        return new More(byId("more"), { isWanted: page.isLast, take: page.takeMore });
    });
    const keys = once(async () => {
        const module = await import("./keys.js");
        module.walkByKeys(grid.list, { favour: page.favour, act: page.openMenu });
        module.walkBack(document.querySelector("#more button"), grid.list);
        return module;
    });
    const recent = once(async () => {
        const module = await import("./recent.js");
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
