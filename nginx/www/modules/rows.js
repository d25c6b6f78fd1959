// Justified rows: pictures side by side in their order, each with its own aspect ratio, rows as wide as the list.

/** The height of a row before it is fitted to the width, in CSS pixels; the first has the best pictures. */
export const HEIGHTS = {
    compact: { first: 140, other: 130 },
    comfortable: { first: 220, other: 200 },
    large: { first: 360, other: 320 },
};

/**
 * The width of each picture.
 *
 * `ratios` are width by height, `width` and `gap` are in pixels, `heights` are one of HEIGHTS. A row ends where its
 * height is nearest to the wanted one; the last row is left as tall as the one before.
 */
export function rowWidths(ratios, width, gap, heights = HEIGHTS.comfortable) {
    const widths = [];
    let start = 0;
    let height = heights.first;
    while (start < ratios.length) {
        const isFirst = start === 0;
        const target = isFirst ? heights.first : heights.other;
        const end = rowEnd(ratios, start, width, gap, target);
        const row = ratios.slice(start, end);
        const fitted = fittedHeight(row, width, gap);
        const isFull = end < ratios.length || fitted <= target;
        height = isFull ? fitted : Math.min(fitted, height);
        for (const ratio of row) widths.push(ratio * height);
        if (isFirst) height = heights.other;
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
