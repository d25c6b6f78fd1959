// Justified rows: pictures side by side in their order, each with its own aspect ratio, rows as wide as the list.

/** The height of a row before it is fitted to the width, in CSS pixels. */
const HEIGHT = 240;
/** The first row is taller, since the best pictures are in it. */
const FIRST_HEIGHT = 330;

/**
 * The width of each picture.
 *
 * `ratios` are width by height, `width` and `gap` are in pixels. A row ends where its height is nearest to the
 * wanted one; the last row is left as tall as the one before.
 */
export function rowWidths(ratios, width, gap) {
    const widths = [];
    let start = 0;
    let height = FIRST_HEIGHT;
    while (start < ratios.length) {
        const isFirst = start === 0;
        const target = isFirst ? FIRST_HEIGHT : HEIGHT;
        const end = rowEnd(ratios, start, width, gap, target);
        const row = ratios.slice(start, end);
        const fitted = fittedHeight(row, width, gap);
        const isFull = end < ratios.length || fitted <= target;
        height = isFull ? fitted : Math.min(fitted, height);
        for (const ratio of row) widths.push(ratio * height);
        if (isFirst) height = HEIGHT;
        start = end;
    }
    return widths;
}

function fittedHeight(ratios, width, gap) {
    return (width - gap * (ratios.length - 1)) / ratios.reduce((sum, ratio) => sum + ratio, 0);
}

function rowEnd(ratios, start, width, gap, target) {
    let before = Infinity;
    for (let end = start + 1; end <= ratios.length; end += 1) {
        const height = fittedHeight(ratios.slice(start, end), width, gap);
        if (height <= target) {
            const isNearer = end === start + 1 || target - height < before - target;
            return isNearer ? end : end - 1;
        }
        before = height;
    }
    return ratios.length;
}
