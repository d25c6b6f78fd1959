// One picture under wheel, mouse and fingers: it grows and shrinks around a point, is moved about, and follows a swipe.

const MOST = 6;
/** What a double tap or click enlarges to. */
const DOUBLE = 2.5;
/** Milliseconds and CSS pixels within which two taps are one double tap. */
const TAP = { time: 320, way: 24 };
/** A finger's way across the picture that is meant as a swipe, in CSS pixels. */
const SWIPE = 48;

export class Zoom {
    #scale = 1;
    #x = 0;
    #y = 0;
    /** The fingers, or the mouse's button, that are down: where each is. */
    #pointers = new Map();
    #start = null;
    #lastTap = null;

    /** `stage` holds the picture; `swiped` is called with 1 or -1. */
    constructor(stage, image, swiped) {
        this.stage = stage;
        this.image = image;
        this.swiped = swiped;
        stage.addEventListener("wheel", (event) => {
            event.preventDefault();
            // Lines in Firefox, pixels elsewhere.
            const way = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
            this.#zoomTo(this.#scale * Math.exp(-way / (event.ctrlKey ? 100 : 400)), event);
        }, { passive: false });
        stage.addEventListener("pointerdown", (event) => this.#down(event));
        stage.addEventListener("pointermove", (event) => this.#move(event));
        stage.addEventListener("pointerup", (event) => this.#up(event));
        stage.addEventListener("pointercancel", (event) => this.#cancel(event));
        // Else Chromium takes a quick swipe for the begin of a scroll, and a tap that follows for its end.
        stage.addEventListener("touchmove", (event) => {
            if (event.cancelable && getComputedStyle(stage).touchAction === "none") event.preventDefault();
        }, { passive: false });
        image.addEventListener("dragstart", (event) => event.preventDefault());
    }

    get isEnlarged() {
        return this.#scale > 1;
    }

    /** Makes it whole again. */
    reset() {
        this.#pointers.clear();
        this.#start = null;
        this.#set(1, 0, 0);
    }

    /** Larger or smaller by a factor, around the middle. */
    by(factor) {
        const { left, top, width, height } = this.stage.getBoundingClientRect();
        this.#zoomTo(this.#scale * factor, { clientX: left + width / 2, clientY: top + height / 2 });
    }

    /** Sets the scale and lets what is below a point stay there. */
    #zoomTo(wanted, { clientX, clientY }) {
        const scale = Math.min(MOST, Math.max(1, wanted));
        const [x, y] = this.#fromMiddle(clientX, clientY);
        const factor = scale / this.#scale;
        this.#set(scale, x - (x - this.#x) * factor, y - (y - this.#y) * factor);
    }

    /** A point as seen from the picture's middle when it is whole. */
    #fromMiddle(clientX, clientY) {
        const box = this.image.getBoundingClientRect();
        return [clientX - (box.left + box.width / 2 - this.#x), clientY - (box.top + box.height / 2 - this.#y)];
    }

    #set(scale, x, y, { isFree = false } = {}) {
        // So far that its edges come to the middle of the stage, no farther.
        const [wide, high] = [this.image.offsetWidth * scale / 2, this.image.offsetHeight * scale / 2];
        const within = (value, most) => Math.max(-most, Math.min(most, value));
        this.#scale = scale;
        this.#x = isFree ? x : scale === 1 ? 0 : within(x, wide);
        this.#y = isFree ? y : scale === 1 ? 0 : within(y, high);
        this.stage.classList.toggle("enlarged", scale > 1);
        this.image.style.transform = this.#x || this.#y || scale !== 1
            ? `translate(${this.#x}px, ${this.#y}px) scale(${scale})` : "";
    }

    #down(event) {
        if (event.button !== 0) return;
        this.#pointers.set(event.pointerId, event);
        this.#begin();
        try {
            // By what is below the finger, which is also what the click that follows goes to.
            if (this.#scale > 1 || event.pointerType !== "mouse") event.target.setPointerCapture(event.pointerId);
        } catch {
            // The finger is up already.
        }
    }

    /** Where the picture and the fingers are, whenever another finger comes or goes. */
    #begin() {
        const [one, other] = this.#pointers.values();
        this.#start = one ? {
            one, other, scale: this.#scale, x: this.#x, y: this.#y, distance: other && distance(one, other),
            wasSingle: !other && (this.#start === null || this.#start.wasSingle),
        } : null;
    }

    #move(event) {
        if (!this.#pointers.has(event.pointerId)) return;
        this.#pointers.set(event.pointerId, event);
        const start = this.#start;
        const [one, other] = this.#pointers.values();
        if (other && start.other) {
            const now = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
            const then = [(start.one.clientX + start.other.clientX) / 2, (start.one.clientY + start.other.clientY) / 2];
            this.#set(start.scale, start.x + now.clientX - then[0], start.y + now.clientY - then[1], { isFree: true });
            this.#zoomTo(start.scale * distance(one, other) / start.distance, now);
            return;
        }
        const [x, y] = [event.clientX - start.one.clientX, event.clientY - start.one.clientY];
        if (this.#scale > 1) this.#set(this.#scale, start.x + x, start.y + y);
        else if (event.pointerType !== "mouse" && Math.abs(x) > Math.abs(y)) this.#set(1, x, 0, { isFree: true });
    }

    #up(event) {
        if (!this.#pointers.has(event.pointerId)) return;
        const start = this.#start;
        this.#pointers.delete(event.pointerId);
        if (this.#pointers.size > 0 || !start?.wasSingle) {
            this.#begin();
            return;
        }
        this.#start = null;
        const [x, y] = [event.clientX - start.one.clientX, event.clientY - start.one.clientY];
        if (this.#scale > 1 || event.pointerType === "mouse") {
            this.#tap(event, x, y);
            return;
        }
        const isSwipe = Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y);
        this.#set(1, 0, 0);
        if (isSwipe) this.swiped(x < 0 ? 1 : -1, x);
        else {
            this.#glide(x);
            this.#tap(event, x, y);
        }
    }

    #cancel(event) {
        this.#pointers.delete(event.pointerId);
        this.#begin();
        if (this.#scale === 1) this.#set(1, 0, 0);
    }

    #tap(event, x, y) {
        if (Math.hypot(x, y) > 8 || event.target !== this.image) {
            this.#lastTap = null;
            return;
        }
        const last = this.#lastTap;
        const isDouble = last && event.timeStamp - last.timeStamp < TAP.time && distance(event, last) < TAP.way;
        this.#lastTap = isDouble ? null : event;
        if (isDouble) this.#zoomTo(this.#scale > 1 ? 1 : DOUBLE, event);
    }

    /** Lets the picture come back from where a finger has let it go. */
    #glide(x) {
        if (Math.abs(x) < 2 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
        this.image.animate({ transform: [`translateX(${x}px)`, "none"] }, { duration: 180, easing: "ease-out" });
    }
}

function distance(one, other) {
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
}
