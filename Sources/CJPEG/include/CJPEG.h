// JPEG decoding in one C function: libjpeg reports errors by longjmp, which Swift frames must not see.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// What came of decoding.
typedef enum {
    CJPEG_DECODED = 0,
    CJPEG_NOT_JPEG,
    CJPEG_DAMAGED,
    CJPEG_UNSUPPORTED,
    CJPEG_TOO_LARGE,
    CJPEG_OUT_OF_MEMORY,
} cjpeg_status;

/// Bounds that are checked before anything of that size is allocated or worked through.
typedef struct {
    int64_t max_dimension;
    int64_t max_pixels;
    int64_t max_scans;
    /// Pixels times scans: each scan of a progressive file goes through the whole picture again.
    int64_t max_scanned_pixels;
    /// Bytes, the caller's pixels included.
    int64_t max_memory;
} cjpeg_limits;

typedef struct {
    int64_t width;
    int64_t height;
    /// Says what was wrong, for people, where the status is not CJPEG_DECODED.
    char message[256];
} cjpeg_info;

/// Decodes `size` bytes to 8-bit RGB, interleaved, row by row.
///
/// Without `pixels` only the header is read and `info` gets width and height; with it, `capacity` must be
/// width * height * 3.
cjpeg_status cjpeg_decode(
    const uint8_t *data, size_t size, const cjpeg_limits *limits, cjpeg_info *info, uint8_t *pixels, size_t capacity);
