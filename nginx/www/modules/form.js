// The form: what is asked for, and what is wrong with it, directly under the field. Its options, folded away: the keyword
// while the sentence alone is enough, how many pictures, their size, memory.

import { load, save } from "./storage.js";

export class Form {
    constructor(form) {
        this.form = form;
        const { t, q, k } = form.elements;
        /** The fields by the names of /search's parameters. */
        this.fields = { t, s_query: q, k };
        this.message = form.querySelector("#field-problem");
        this.defaultCount = k.defaultValue;
    }

    /** What is asked for; `k` is text. */
    get wanted() {
        const { t, s_query: q, k } = this.fields;
        return { t: t.value.trim(), q: q.value.trim(), k: k.validity.badInput ? "?" : k.value || this.defaultCount };
    }

    fill({ t, q, k }) {
        this.fields.t.value = t;
        this.fields.s_query.value = q;
        this.fields.k.value = k;
    }

    /** The example that was chosen last, as `{ t, q }`; null once another sentence has taken its place. */
    example = null;

    /** Empties the keyword that came with an example, once no word of the example is left in the sentence. */
    leaveExample() {
        if (!this.example) return;
        const { t, q } = this.example;
        const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
        const known = words(`${t} ${q}`);
        if (this.wanted.t === t && words(this.wanted.q).some((word) => known.includes(word))) return;
        if (this.wanted.t === t) this.fields.t.value = "";
        this.example = null;
    }

    get hasProblem() {
        return !this.message.hidden;
    }

    /** Whether there is a field for a parameter of /search. */
    has(parameter) {
        return parameter in this.fields;
    }

    /** Says what is wrong with the field of a parameter of /search. */
    showProblem(parameter, message) {
        this.clearProblem();
        const field = this.fields[parameter];
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", this.message.id);
        this.message.dataset.parameter = parameter;
        this.form.dataset.problem = parameter;
        field.closest(".field").after(this.message);
        this.message.textContent = message;
        this.message.hidden = false;
        field.focus();
    }

    clearProblem() {
        for (const field of Object.values(this.fields)) {
            field.removeAttribute("aria-invalid");
            field.removeAttribute("aria-describedby");
        }
        delete this.form.dataset.problem;
        this.message.hidden = true;
        this.message.textContent = "";
    }
}

export class Options {
    /** Whether the server wants a keyword, as of the last visit at first; null while that is unknown. */
    #isKeywordRequired = load("keyword-required", null);

    /** Whether a search without a keyword would be refused, as the server itself has said since the page was opened. */
    mustHaveKeyword = false;

    /** `resize` is called with the chosen size, `remember` with whether to keep searches, `forget` to erase them. */
    constructor(page, form, { resize, remember, forget }) {
        this.root = page.documentElement;
        this.form = form;
        this.panel = page.getElementById("options");
        this.button = page.getElementById("fold");
        this.sizes = [...this.panel.querySelectorAll("[name=density]")];
        this.button.addEventListener("click", () => this.#toggle(this.panel.hidden));
        for (const part of [this.button, this.panel]) {
            part.addEventListener("keydown", (event) => {
                if (event.key !== "Escape" || this.panel.hidden) return;
                this.#toggle(false);
                this.button.focus();
            });
        }
        const remembers = page.getElementById("remember");
        remembers.checked = !load("forgetful", false);
        remembers.addEventListener("change", () => remember(remembers.checked));
        const forgets = page.getElementById("forget");
        forgets.addEventListener("click", async () => {
            await forget();
            forgets.textContent = "Erased";
            setTimeout(() => { forgets.textContent = "Erase them"; }, 3000);
        });
        for (const choice of this.sizes) {
            choice.addEventListener("change", () => {
                save("density", choice.value);
                resize(choice.value);
            });
        }
        const chosen = this.sizes.find(({ value }) => value === load("density"));
        if (chosen) {
            chosen.checked = true;
            resize(chosen.value);
        }
        if (this.#isKeywordRequired === false) form.fields.t.placeholder = "any";
        this.foldKeyword();
        // A page that has been scrolled below the search, which then takes no more room than it has to.
        new IntersectionObserver(([{ isIntersecting }]) => this.root.classList.toggle("scrolled", !isIntersecting))
            .observe(page.querySelector(".top"));
    }

    /** Takes note of whether the server wants a keyword; the field is folded with the next search, so that nothing moves. */
    set isKeywordRequired(is) {
        this.#isKeywordRequired = is;
        this.mustHaveKeyword = is;
        save("keyword-required", is);
        if (is) this.foldKeyword();
        else this.form.fields.t.placeholder = "any";
    }

    get isKeywordRequired() {
        return this.#isKeywordRequired;
    }

    /** Folds the keyword away if the sentence alone is enough and it is empty, else unfolds it. */
    foldKeyword() {
        const { t } = this.form.fields;
        const isFolded = this.#isKeywordRequired === false && !t.value && this.panel.hidden && document.activeElement !== t;
        this.root.classList.toggle("keyword-folded", isFolded);
    }

    /** Unfolds what has the field of a parameter of /search. */
    reveal(parameter) {
        if (parameter === "k") this.#toggle(true);
        else this.root.classList.remove("keyword-folded");
    }

    #toggle(isOpen) {
        this.panel.hidden = !isOpen;
        this.button.setAttribute("aria-expanded", String(isOpen));
        this.foldKeyword();
    }
}
