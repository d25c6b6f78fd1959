#include "CJPEG.h"
#include "Orientation.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
// After jpeglib.h, whose types it uses.
#include <jerror.h>

// libjpeg passes its callbacks pointers to the first member.
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf escape;
    cjpeg_status status;
    cjpeg_info *info;
} failure;

typedef struct {
    struct jpeg_progress_mgr manager;
    const cjpeg_limits *limits;
} progress;

static cjpeg_status status_of(int message_code) {
    switch (message_code) {
    case JERR_NO_SOI:
    case JERR_INPUT_EMPTY:
        return CJPEG_NOT_JPEG;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
#if JPEG_LIB_VERSION < 70
    // With the interface of libjpeg 7 or 8, as Ubuntu builds libjpeg-turbo, arithmetic coding is always there.
    case JERR_ARITH_NOTIMPL:
#endif
    case JERR_CONVERSION_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_COMPONENT_COUNT:
        return CJPEG_UNSUPPORTED;
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
    // libjpeg's error when max_memory_to_use is reached.
    case JERR_NO_BACKING_STORE:
        return CJPEG_TOO_LARGE;
    case JERR_OUT_OF_MEMORY:
        return CJPEG_OUT_OF_MEMORY;
    default:
        return CJPEG_DAMAGED;
    }
}

static void fail(j_common_ptr codec, cjpeg_status status) {
    failure *failure_ = (failure *)codec->err;
    failure_->status = status;
    longjmp(failure_->escape, 1);
}

static void on_error(j_common_ptr codec) {
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    snprintf(((failure *)codec->err)->info->message, sizeof(((cjpeg_info *)0)->message), "%s", text);
    fail(codec, status_of(codec->err->msg_code));
}

// Whether a scan's data stop at a marker before the last row, where no restart marker lets decoding continue.
static int stops_early(j_decompress_ptr decoder) {
    return decoder->Ss == 0 && decoder->restart_interval == 0
        && decoder->input_iMCU_row + 1 < decoder->total_iMCU_rows;
}

// Warnings are accepted, except where the data end and libjpeg would fill the rest of the picture with grey.
static void on_message(j_common_ptr codec, int level) {
    if (level >= 0) return;
    int code = codec->err->msg_code;
    if (code == JWRN_JPEG_EOF || (code == JWRN_HIT_MARKER && stops_early((j_decompress_ptr)codec))) {
        snprintf(((failure *)codec->err)->info->message, sizeof(((cjpeg_info *)0)->message),
                 "the data end before the picture does");
        fail(codec, CJPEG_DAMAGED);
    }
}

static void on_progress(j_common_ptr codec) {
    const cjpeg_limits *limits = ((progress *)codec->progress)->limits;
    j_decompress_ptr decoder = (j_decompress_ptr)codec;
    int64_t scans = decoder->input_scan_number;
    int64_t pixels = (int64_t)decoder->image_width * decoder->image_height;
    if (scans > limits->max_scans || scans * pixels > limits->max_scanned_pixels) {
        snprintf(((failure *)codec->err)->info->message, sizeof(((cjpeg_info *)0)->message),
                 "it has more than %lld scans of %u x %u pixels, which is the limit; save it not progressive",
                 (long long)(scans - 1), decoder->image_width, decoder->image_height);
        fail(codec, CJPEG_TOO_LARGE);
    }
}

// libjpeg keeps all coefficients of a file with several scans, whatever the scale.
static int64_t coefficient_bytes(j_decompress_ptr decoder) {
    int64_t bytes = 0;
    if (jpeg_has_multiple_scans(decoder)) {
        for (int i = 0; i < decoder->num_components; i++) {
            const jpeg_component_info *component = &decoder->comp_info[i];
            bytes += (int64_t)component->width_in_blocks * component->height_in_blocks * (int64_t)sizeof(JBLOCK);
        }
    }
    return bytes;
}

static void check_kind(j_decompress_ptr decoder, cjpeg_info *info) {
    if (decoder->data_precision != 8) {
        snprintf(info->message, sizeof(info->message), "it has %d bits per sample, not 8", decoder->data_precision);
        fail((j_common_ptr)decoder, CJPEG_UNSUPPORTED);
    }
    if (decoder->num_components != 1 && decoder->num_components != 3 && decoder->num_components != 4) {
        snprintf(info->message, sizeof(info->message), "it has %d colour components", decoder->num_components);
        fail((j_common_ptr)decoder, CJPEG_UNSUPPORTED);
    }
}

static inline uint8_t product(unsigned a, unsigned b) {
    unsigned rounded = a * b + 128;
    return (uint8_t)((rounded + (rounded >> 8)) >> 8);
}

// Four-component files hold inverted inks, as Adobe's programs write them: 255 is no ink. Pillow reads all of them so,
// with Adobe's marker or without, and computes red as (1 - cyan) * (1 - black), in 255ths, rounded.
static void rgb_from_inverted_cmyk(const uint8_t *cmyk, uint8_t *rgb, size_t count) {
    for (size_t i = 0; i < count; i++, cmyk += 4, rgb += 3) {
        unsigned light = cmyk[3];
        for (int ink = 0; ink < 3; ink++)
            rgb[ink] = (uint8_t)(light - product(255u - cmyk[ink], light));
    }
}

// Reads up to `count` rows of RGB one after the other; `inks` is a row of four components, or NULL.
static void read_rows(j_decompress_ptr decoder, JSAMPARRAY inks, uint8_t *rows, int64_t count) {
    size_t width = decoder->output_width;
    for (int64_t row = 0; row < count; row++, rows += width * 3) {
        if (inks) {
            jpeg_read_scanlines(decoder, inks, 1);
            rgb_from_inverted_cmyk(inks[0], rows, width);
        } else {
            JSAMPROW target = rows;
            jpeg_read_scanlines(decoder, &target, 1);
        }
    }
}

// A rotated or mirrored picture is decoded in strips of a few rows, so that no second picture is in memory.
static void read_picture(j_decompress_ptr decoder, int orientation, uint8_t *pixels) {
    int64_t width = decoder->output_width, height = decoder->output_height;
    j_common_ptr common = (j_common_ptr)decoder;
    JSAMPARRAY inks = NULL;
    uint8_t *strip = NULL;
    if (decoder->out_color_space == JCS_CMYK)
        inks = decoder->mem->alloc_sarray(common, JPOOL_IMAGE, (JDIMENSION)(width * 4), 1);
    if (orientation != 1)
        strip = decoder->mem->alloc_large(common, JPOOL_IMAGE, (size_t)(width * 3 * CJPEG_STRIP_ROWS));
    for (int64_t first = 0, count; first < height; first += count) {
        count = height - first < CJPEG_STRIP_ROWS ? height - first : CJPEG_STRIP_ROWS;
        read_rows(decoder, inks, strip ? strip : pixels + first * width * 3, count);
        if (strip) cjpeg_place_rows(strip, first, count, width, height, orientation, pixels);
    }
}

cjpeg_status cjpeg_decode(
    const uint8_t *data, size_t size, const cjpeg_limits *limits, cjpeg_form form, cjpeg_info *info, uint8_t *pixels,
    size_t capacity
) {
    struct jpeg_decompress_struct decoder;
    failure failure_ = {.status = CJPEG_DECODED, .info = info};
    progress progress_ = {.limits = limits};

    memset(&decoder, 0, sizeof(decoder));
    memset(info, 0, sizeof(*info));
    decoder.err = jpeg_std_error(&failure_.manager);
    failure_.manager.error_exit = on_error;
    failure_.manager.emit_message = on_message;
    progress_.manager.progress_monitor = on_progress;

    if (setjmp(failure_.escape)) {
        jpeg_destroy_decompress(&decoder);
        return failure_.status;
    }
    jpeg_create_decompress(&decoder);
    decoder.progress = &progress_.manager;
    // Limits only libjpeg's large allocations.
    decoder.mem->max_memory_to_use = (long)limits->max_memory;
    jpeg_mem_src(&decoder, data, size);
    jpeg_read_header(&decoder, TRUE);
    check_kind(&decoder, info);
    info->width = decoder.image_width;
    info->height = decoder.image_height;
    info->coefficient_bytes = coefficient_bytes(&decoder);

    if (pixels) {
        decoder.scale_num = 1;
        decoder.scale_denom = (unsigned)form.denominator;
        decoder.out_color_space = decoder.num_components == 4 ? JCS_CMYK : JCS_RGB;
        jpeg_calc_output_dimensions(&decoder);
        if (capacity != (size_t)decoder.output_width * (size_t)decoder.output_height * 3) {
            snprintf(info->message, sizeof(info->message), "its size is not what its header said");
            fail((j_common_ptr)&decoder, CJPEG_DAMAGED);
        }
        jpeg_start_decompress(&decoder);
        read_picture(&decoder, form.orientation, pixels);
        jpeg_finish_decompress(&decoder);
    }
    jpeg_destroy_decompress(&decoder);
    return CJPEG_DECODED;
}
