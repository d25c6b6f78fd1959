// The client of /search/stream: the same search, with the answer so far while a new pool comes in.

import { SearchError, inTime, problem, readAnswer, search, searchAddress } from "./search.js";

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
