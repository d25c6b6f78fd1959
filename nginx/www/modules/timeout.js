// A time limit for what an AbortSignal ends. AbortSignal.any and AbortSignal.timeout are too new for many browsers.

/**
 * Runs `work` with a signal that aborts when `signal` does, or after `milliseconds` with a TimeoutError.
 *
 * The result, or what `work` throws, is that of `work`.
 */
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
