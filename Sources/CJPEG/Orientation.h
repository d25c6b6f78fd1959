// Places decoded rows by EXIF's orientation.
#pragma once

#include <stdint.h>

/// Rows that are placed together: their columns become runs of this many pixels, so that few cache lines are touched.
enum { CJPEG_STRIP_ROWS = 32 };

/// Places rows of a stored picture in the upright one.
///
/// `rows` holds `count` rows of RGB from row `first` on; `width` and `height` are those of the stored picture. From
/// orientation 5 on, the upright picture has them swapped.
void cjpeg_place_rows(
    const uint8_t *rows, int64_t first, int64_t count, int64_t width, int64_t height, int orientation, uint8_t *pixels);
