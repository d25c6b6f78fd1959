// JPEG decoding in one C function: libjpeg reports errors by longjmp, which Swift frames must not see.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// The result of decoding.
typedef enum {
    CJPEG_DECODED = 0,
    CJPEG_NOT_JPEG,
    CJPEG_DAMAGED,
    CJPEG_UNSUPPORTED,
    CJPEG_TOO_LARGE,
    CJPEG_OUT_OF_MEMORY,
} cjpeg_status;

/// Limits inside libjpeg; the caller checks the picture's size, by the header.
typedef struct {
    int64_t max_scans;
    /// Pixels times scans: each scan of a progressive file goes through the whole picture again.
    int64_t max_scanned_pixels;
    /// Bytes for coefficients and rows.
    int64_t max_memory;
} cjpeg_limits;

/// The form of the pixels.
typedef struct {
    /// The scale is one over this: 1, 2, 4 or 8. Sizes are rounded up.
    int denominator;
    /// EXIF's orientation, 1 to 8.
    int orientation;
} cjpeg_form;

typedef struct {
    /// The stored picture's.
    int64_t width;
    int64_t height;
    /// What libjpeg keeps of a file with several scans; 0 for others.
    int64_t coefficient_bytes;
    /// The error, for people, if the status is not CJPEG_DECODED.
    char message[256];
} cjpeg_info;

/// Decodes `size` bytes to 8-bit RGB, interleaved, row by row, upright.
///
/// Without `pixels` only the header is read and `info` is filled; with it, `capacity` must be three times the scaled
/// width times the scaled height.
cjpeg_status cjpeg_decode(
    const uint8_t *data, size_t size, const cjpeg_limits *limits, cjpeg_form form, cjpeg_info *info, uint8_t *pixels,
    size_t capacity);
