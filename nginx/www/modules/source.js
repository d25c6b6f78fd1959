// Where the server's pictures come from: examples and advice that fit it, whether it wants a keyword, its licence.

import { element, webAddress } from "./element.js";
import { API } from "./search.js";

/** Milliseconds after which the page goes without an answer. */
const PATIENCE = 10_000;
/** How many examples are shown. */
const MOST = 8;

const isExample = (example) => typeof example?.tag === "string" && typeof example.query === "string";

export class Source {
    /** What GET /source answers; empty until then, and from a server that does not have it. */
    #answer = {};

    constructor(page, { form, options }) {
        this.list = page.querySelector("#examples ul");
        this.form = form;
        this.options = options;
        /** The keywords that there is a drawing for. */
        this.scenes = [...this.list.querySelectorAll("a")].map((example) => example.className);
    }

    /** The licence of all pictures as `{ name, url }`, or undefined. */
    get licence() {
        const { name, url } = this.#answer.licence ?? {};
        return name ? { name: String(name), url: webAddress(url) } : undefined;
    }

    /** A keyword that has pictures, other than one that has none; undefined if none is known. */
    otherKeyword(tag) {
        return this.#examples.find((example) => example.tag && example.tag !== tag.toLowerCase())?.tag;
    }

    /** Asks the server, where the page says that it answers (`data-source` of the document). */
    async ask() {
        if (!("source" in document.documentElement.dataset)) return;
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(), PATIENCE);
        try {
            const response = await fetch(`${API}/source`, { signal: controller.signal });
            if (response.ok) this.#take(await response.json());
        } catch {
            // The neutral examples stay; a search says what is wrong.
        } finally {
            clearTimeout(timer);
        }
    }

    get #examples() {
        const { examples } = this.#answer;
        return Array.isArray(examples) ? examples.filter(isExample).slice(0, MOST) : [];
    }

    #take(answer) {
        if (!answer || typeof answer !== "object") return;
        this.#answer = answer;
        if (typeof answer.tag_required === "boolean") this.options.isKeywordRequired = answer.tag_required;
        const examples = this.#examples;
        if (examples.length === 0) return;
        const [{ tag, query }] = examples;
        this.form.fields.s_query.placeholder = query;
        if (this.options.isKeywordRequired !== false) this.form.fields.t.placeholder = tag;
        this.#show(examples);
    }

    /** Puts examples in place of those that are there, if they are others. */
    #show(examples) {
        const address = ({ tag, query }) => `?${new URLSearchParams(tag ? { t: tag, q: query } : { q: query })}`;
        const shown = [...this.list.querySelectorAll("a")].map((example) => example.getAttribute("href"));
        if (shown.join(" ") === examples.map(address).join(" ")) return;
        this.list.replaceChildren(...examples.map((example) => element("li", {},
            element("a", { href: address(example), className: this.scenes.includes(example.tag) ? example.tag : "scene" },
                element("span", { className: "words" }, example.query), " ",
                element("span", { className: "tag" }, example.tag)))));
    }
}
