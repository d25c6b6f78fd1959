#include "Orientation.h"

#include <string.h>

// EXIF 2.32, 4.6.4 A, Orientation: what the stored picture's row 0 and column 0 are in the upright one.
enum { TOP_LEFT = 1, TOP_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT, LEFT_TOP, RIGHT_TOP, RIGHT_BOTTOM, LEFT_BOTTOM };

static inline void copy_pixel(const uint8_t *from, uint8_t *to) {
    to[0] = from[0];
    to[1] = from[1];
    to[2] = from[2];
}

// Rows stay rows.
static void place_as_rows(
    const uint8_t *rows, int64_t first, int64_t count, int64_t width, int64_t height, int orientation, uint8_t *pixels
) {
    int is_upside_down = orientation == BOTTOM_RIGHT || orientation == BOTTOM_LEFT;
    int is_mirrored = orientation == TOP_RIGHT || orientation == BOTTOM_RIGHT;
    for (int64_t y = first; y < first + count; y++, rows += width * 3) {
        uint8_t *target = pixels + (is_upside_down ? height - 1 - y : y) * width * 3;
        if (!is_mirrored) {
            memcpy(target, rows, (size_t)width * 3);
            continue;
        }
        for (int64_t x = 0; x < width; x++) copy_pixel(rows + x * 3, target + (width - 1 - x) * 3);
    }
}

// Rows become columns: each column of the strip is a run of `count` pixels in one row of the upright picture.
static void place_as_columns(
    const uint8_t *rows, int64_t first, int64_t count, int64_t width, int64_t height, int orientation, uint8_t *pixels
) {
    int goes_left = orientation == RIGHT_TOP || orientation == RIGHT_BOTTOM;
    int goes_up = orientation == RIGHT_BOTTOM || orientation == LEFT_BOTTOM;
    int64_t start = goes_left ? height - 1 - first : first, step = goes_left ? -3 : 3;
    for (int64_t x = 0; x < width; x++) {
        const uint8_t *from = rows + x * 3;
        uint8_t *to = pixels + ((goes_up ? width - 1 - x : x) * height + start) * 3;
        for (int64_t y = 0; y < count; y++, from += width * 3, to += step) copy_pixel(from, to);
    }
}

void cjpeg_place_rows(
    const uint8_t *rows, int64_t first, int64_t count, int64_t width, int64_t height, int orientation, uint8_t *pixels
) {
    if (orientation < LEFT_TOP)
        place_as_rows(rows, first, count, width, height, orientation, pixels);
    else
        place_as_columns(rows, first, count, width, height, orientation, pixels);
}
