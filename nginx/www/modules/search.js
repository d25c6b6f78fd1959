// The client of /search and /search/stream: a question in, an answer or a SearchError out.

/** Milliseconds until a search is given up: more than the server's own deadline of 15 s. */
export const PATIENCE = 20_000;

/** Scheme, host and port of the server to search with; empty for the page's own. */
export const API = document.querySelector('meta[name="descry-api"]').content;

const LIMITS = { t: 100, q: 1000 };
/** Statuses of a server, or of its source of pictures, that does not answer at present. */
const UNAVAILABLE = [502, 503, 504];

/**
 * What went wrong, for people.
 *
 * `kind` is one of offline, rate-limited, unavailable, slow, input, broken; `parameter` is the one of /search at fault;
 * `retryAfter` is in seconds. `isTemporary`: the same search is expected to work soon.
 */
export class SearchError extends Error {
    constructor(kind, message, { parameter, retryAfter, isTemporary = false } = {}) {
        super(message);
        Object.assign(this, { kind, parameter, retryAfter, isTemporary });
    }
}

/**
 * Throws a SearchError if the server would refuse what is wanted: `t` and `q` are trimmed, `k` is text.
 *
 * Without `mustHaveKeyword` only the server knows whether the keyword may be left out.
 */
export function check({ t, q, k }, { mustHaveKeyword = false } = {}) {
    const refuse = (parameter, message) => {
        throw new SearchError("input", message, { parameter });
    };
    if (q === "") refuse("s_query", "The sentence is missing: what should the picture show?");
    if (t === "" && mustHaveKeyword) {
        refuse("t", "The keyword is missing: one plain word, such as the place or the thing.");
    }
    // Characters, not UTF-16 units.
    if ([...t].length > LIMITS.t) refuse("t", `The keyword is too long: it may have ${LIMITS.t} characters at most.`);
    if ([...q].length > LIMITS.q) refuse("s_query", `The sentence is too long: it may have ${LIMITS.q} characters at most, and has ${[...q].length}.`);
    if (!/^0*[1-9][0-9]{0,8}$/.test(k)) refuse("k", "The number of pictures must be a whole number, 1 or more.");
}

/** The address of a search; `path` is /search or /search/stream, `offset` the rank from which on pictures are wanted. */
function searchAddress(path, { t, q, k, offset }) {
    const parameters = new URLSearchParams({ t, s_query: q, k });
    // Only then: a server that does not know it refuses it.
    if (offset) parameters.set("offset", offset);
    return `${API}${path}?${parameters}`;
}

/**
 * Asks /search.
 *
 * Throws a SearchError, or the signal's reason if it is aborted by anything but its time-out.
 */
export async function search(wanted, signal) {
    let response;
    let body = null;
    try {
        response = await fetch(searchAddress("/search", wanted), { signal });
        body = await response.json().catch((error) => {
            if (signal.aborted) throw signal.reason;
            if (!(error instanceof SyntaxError)) throw error;
        });
    } catch (error) {
        throw unreachable(error);
    }
    if (!response.ok) throw problem(response.status, body, response.headers.get("Retry-After"));
    return readAnswer(body);
}

/** The connection ended before its last event, for a reason that an EventSource does not tell. */
class StreamLost extends Error {}

/**
 * Asks /search/stream; without it, or when the connection breaks, /search, which also tells what is wrong.
 *
 * `onProgress` gets each answer so far. Throws as `search` does.
 */
export async function searchStream(wanted, signal, onProgress) {
    if (!("EventSource" in window)) return search(wanted, signal);
    try {
        return await listen(wanted, signal, onProgress);
    } catch (error) {
        if (!(error instanceof StreamLost)) throw inTime(error);
    }
    return search(wanted, signal);
}

function listen(wanted, signal, onProgress) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const source = new EventSource(searchAddress("/search/stream", wanted));
        // Closed whatever happens: an EventSource that is left open asks again.
        const end = (settle, value) => {
            source.close();
            signal.removeEventListener("abort", abandon);
            settle(value);
        };
        const abandon = () => end(reject, signal.reason);
        const on = (name, act) => source.addEventListener(name, (event) => {
            try {
                act(JSON.parse(event.data));
            } catch (error) {
                end(reject, error instanceof SyntaxError
                    ? new SearchError("broken", "The server's answer cannot be read.") : error);
            }
        });
        signal.addEventListener("abort", abandon);
        on("progress", (body) => onProgress(readAnswer(body)));
        on("result", (body) => end(resolve, readAnswer(body)));
        on("problem", (body) => end(reject, problem(body.status, body)));
        source.addEventListener("error", () => end(reject, new StreamLost()));
    });
}

/** An error that is no abort by the page, as a SearchError. */
function unreachable(error) {
    // What fetch throws when there is no answer (Fetch Standard, 5.6).
    if (!(error instanceof TypeError)) return inTime(error);
    return new SearchError("offline", navigator.onLine
        ? "The server cannot be reached. Is the connection up?"
        : "This device is offline. The search goes on by itself once the connection is back.", { isTemporary: true });
}

/** The error itself, or a SearchError if it tells of the time-out. */
function inTime(error) {
    if (error.name !== "TimeoutError") return error;
    return new SearchError("slow", `No answer came within ${PATIENCE / 1000} seconds.`);
}

/** The answer itself if it is one. */
function readAnswer(body) {
    if (Array.isArray(body?.results) && body.pool) return body;
    throw new SearchError("broken", "The server's answer cannot be read.");
}

/** An error answer (RFC 9457) as a SearchError; `retryAfter` is the header's text, or seconds. */
function problem(status, body, retryAfter = body?.retry_after_s) {
    const options = {
        parameter: body?.parameter, retryAfter: seconds(retryAfter), isTemporary: [429, 503].includes(status),
    };
    const message = sentence(body?.user_message ?? body?.detail ?? `the server answers with status ${status}`);
    if (status === 429) return new SearchError("rate-limited", "Many searches came from here at once.", options);
    if (UNAVAILABLE.includes(status)) return new SearchError("unavailable", message, options);
    if (status === 414) {
        return new SearchError("input", "The sentence is too long.", { parameter: "s_query" });
    }
    return new SearchError(options.parameter ? "input" : "broken", message, options);
}

/** Retry-After (RFC 9110, section 10.2.3) in seconds: it is a number or a date. */
function seconds(text) {
    if (text === null || text === undefined || text === "") return undefined;
    const number = Number(text);
    if (Number.isFinite(number)) return Math.max(0, number);
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** A problem's text as a sentence. */
function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}

/**
 * Runs `work` with a signal that aborts when `signal` does, or after `milliseconds` with a TimeoutError.
 *
 * The result, or what `work` throws, is that of `work`.
 */
// AbortSignal.any and AbortSignal.timeout are too new for many browsers.
export async function withTimeout(signal, milliseconds, work) {
    const controller = new AbortController();
    const cancel = () => controller.abort(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel);
    const timer = setTimeout(
        () => controller.abort(new DOMException("The time limit has passed.", "TimeoutError")), milliseconds);
    try {
        return await work(controller.signal);
    } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
    }
}
