// The form: what is asked for, and what is wrong with it, directly under the field.

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
