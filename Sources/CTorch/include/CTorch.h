/*
 * A C interface to the few tensor operations of libtorch that CLIP needs: one function for each operation.
 *
 * A tensor is an opaque handle; every function that returns one makes a new handle, which the caller frees with
 * ctorch_free. No function changes a tensor, except those that a ring or a recording owns. C++ exceptions are caught
 * and become the status, with libtorch's own text as its message.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

typedef struct ctorch_tensor ctorch_tensor;

typedef enum ctorch_code {
    CTORCH_OK = 0,
    /* libtorch refused: wrong shapes, a type that an operation does not support, ... */
    CTORCH_REFUSED = 1,
    /* Memory ran out. */
    CTORCH_NO_MEMORY = 2,
    /* Anything else that C++ can throw. */
    CTORCH_FAILED = 3,
} ctorch_code;

/* `message` is null for CTORCH_OK; otherwise the caller frees it with ctorch_free_message. */
typedef struct ctorch_status {
    ctorch_code code;
    char *_Nullable message;
} ctorch_status;

typedef enum ctorch_dtype {
    CTORCH_FLOAT32 = 0,
    CTORCH_FLOAT16 = 1,
    CTORCH_BFLOAT16 = 2,
    CTORCH_UINT8 = 3,
    CTORCH_INT64 = 4,
    CTORCH_INT8 = 5,
    CTORCH_FLOAT64 = 6,
} ctorch_dtype;

typedef enum ctorch_activation {
    CTORCH_IDENTITY = 0,
    /* x * Phi(x), with the error function */
    CTORCH_GELU = 1,
    /* x * sigmoid(x), also called silu */
    CTORCH_SWISH = 2,
    /* GELU with the approximation by tanh */
    CTORCH_GELU_TANH = 3,
    CTORCH_RELU = 4,
} ctorch_activation;

/* How a picture is resized: Pillow's filters of these names. */
typedef enum ctorch_filter {
    CTORCH_BICUBIC = 0,
    CTORCH_BILINEAR = 1,
    CTORCH_LANCZOS = 2,
} ctorch_filter;

/* Where a new handle is stored; unchanged on failure. */
typedef ctorch_tensor *_Nullable *ctorch_out;

void ctorch_free(ctorch_tensor *tensor);
void ctorch_free_message(char *message);

/* Copies `bytes`, which hold the elements in row-major order and need not be aligned. */
ctorch_status ctorch_from_bytes(
    const void *bytes, ctorch_dtype type, const int64_t *sizes, int64_t dimensions, ctorch_out _Nonnull out);
/* Writes all elements in row-major order; `capacity` is in bytes and must fit exactly. */
ctorch_status ctorch_copy_bytes(const ctorch_tensor *x, void *bytes, int64_t capacity);

int64_t ctorch_dimensions(const ctorch_tensor *x);
int64_t ctorch_size(const ctorch_tensor *x, int64_t dimension);
/* -1 for a type that has no ctorch_dtype. */
int32_t ctorch_type(const ctorch_tensor *x);

/* `device` is "cpu" or, for example, "cuda:0". */
ctorch_status ctorch_to(const ctorch_tensor *x, ctorch_dtype type, const char *device, ctorch_out _Nonnull out);

/* The same elements, in row-major order in memory. */
ctorch_status ctorch_contiguous(const ctorch_tensor *x, ctorch_out _Nonnull out);
ctorch_status ctorch_reshape(const ctorch_tensor *x, const int64_t *sizes, int64_t dimensions, ctorch_out _Nonnull out);
ctorch_status ctorch_permute(const ctorch_tensor *x, const int64_t *order, int64_t dimensions, ctorch_out _Nonnull out);
ctorch_status ctorch_expand(const ctorch_tensor *x, const int64_t *sizes, int64_t dimensions, ctorch_out _Nonnull out);
ctorch_status ctorch_select(const ctorch_tensor *x, int64_t dimension, int64_t index, ctorch_out _Nonnull out);
ctorch_status ctorch_narrow(
    const ctorch_tensor *x, int64_t dimension, int64_t start, int64_t length, ctorch_out _Nonnull out);
/* `padding` is as in torch.nn.functional.pad: two numbers per dimension, from the last one backwards. */
ctorch_status ctorch_pad(const ctorch_tensor *x, const int64_t *padding, int64_t count, ctorch_out _Nonnull out);
ctorch_status ctorch_concatenate(
    const ctorch_tensor *_Nonnull const *_Nonnull tensors, int64_t count, int64_t dimension, ctorch_out _Nonnull out);
ctorch_status ctorch_stack(
    const ctorch_tensor *_Nonnull const *_Nonnull tensors, int64_t count, ctorch_out _Nonnull out);
/* The rows of `x` (along dimension 0) with these indices, int64 [count] on the same device. */
ctorch_status ctorch_rows(const ctorch_tensor *x, const ctorch_tensor *indices, ctorch_out _Nonnull out);

ctorch_status ctorch_add(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out _Nonnull out);
ctorch_status ctorch_subtract(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out _Nonnull out);
ctorch_status ctorch_multiply(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out _Nonnull out);
ctorch_status ctorch_divide(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out _Nonnull out);
ctorch_status ctorch_scale(const ctorch_tensor *x, double factor, ctorch_out _Nonnull out);
ctorch_status ctorch_activate(const ctorch_tensor *x, ctorch_activation activation, ctorch_out _Nonnull out);
/* x divided by its Euclidean length along the last dimension. */
ctorch_status ctorch_normalize(const ctorch_tensor *x, ctorch_out _Nonnull out);
/* x times the transpose of y, both matrices. */
ctorch_status ctorch_matmul_transposed(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out _Nonnull out);

ctorch_status ctorch_layer_norm(
    const ctorch_tensor *x, const ctorch_tensor *weight, const ctorch_tensor *bias, double epsilon,
    ctorch_out _Nonnull out);
/* softmax(q k^T / sqrt(d)) v over [batch, heads, tokens, d]. */
ctorch_status ctorch_attention(
    const ctorch_tensor *q, const ctorch_tensor *k, const ctorch_tensor *v, bool causal, ctorch_out _Nonnull out);

/* x W^T + b over the last dimension; `weight` is [outputs, inputs]. */
ctorch_status ctorch_linear(
    const ctorch_tensor *x, const ctorch_tensor *weight, const ctorch_tensor *_Nullable bias, ctorch_out _Nonnull out);
/* Whether ctorch_pack and ctorch_packed_linear work for the type on this processor. */
bool ctorch_can_pack(ctorch_dtype type);
/* A weight in oneDNN's own layout for inputs of about `rows` rows; only for ctorch_packed_linear. */
ctorch_status ctorch_pack(const ctorch_tensor *weight, int64_t rows, ctorch_out _Nonnull out);
/*
 * activation(x W^T + b), with a weight from ctorch_pack; or x W^T + b + addend, where the addend has the result's shape
 * and type. Not both an activation and an addend.
 */
ctorch_status ctorch_packed_linear(
    const ctorch_tensor *x, const ctorch_tensor *packed, const ctorch_tensor *_Nullable bias,
    ctorch_activation activation, const ctorch_tensor *_Nullable addend, ctorch_out _Nonnull out);

/* A linear layer's weight and bias in fewer bits; ctorch_free_weight frees it. */
typedef struct ctorch_weight ctorch_weight;
typedef ctorch_weight *_Nullable *ctorch_weight_out;

/* Whether libtorch has products of float32 with weights in float16 for this processor (FBGEMM). */
bool ctorch_can_pack_float16(void);
/* A weight in float16; products are computed in float32. `bias` is float32 [outputs]. */
ctorch_status ctorch_pack_float16(
    const ctorch_tensor *weight, const ctorch_tensor *_Nullable bias, ctorch_weight_out _Nonnull out);
/* Whether libtorch has products of 8-bit integers for this processor (oneDNN, AVX2 or better). */
bool ctorch_can_pack_int8(void);
/* Whether the processor adds products of 8-bit integers in 32 bits (VNNI, AMX). Elsewhere weights are rounded more. */
bool ctorch_sums_int8_exactly(void);
/*
 * A weight in 8 bits, with one scale for each row (output), in oneDNN's layout for inputs of about `rows` rows. Each
 * row of an input is quantized to 8 bits with a scale and a zero point of its own, so that rows do not change each
 * other's result. The `outlier_columns` inputs with the largest weights stay in float32. `bias` is float32 [outputs].
 */
ctorch_status ctorch_pack_int8(
    const ctorch_tensor *weight, const ctorch_tensor *_Nullable bias, int64_t rows, int64_t outlier_columns,
    ctorch_weight_out _Nonnull out);
/* As ctorch_packed_linear, for a weight in fewer bits; the result is of the type `type`. */
ctorch_status ctorch_compressed_linear(
    const ctorch_tensor *x, const ctorch_weight *weight, ctorch_activation activation,
    const ctorch_tensor *_Nullable addend, ctorch_dtype type, ctorch_out _Nonnull out);
void ctorch_free_weight(ctorch_weight *weight);

/* Resizes 8-bit [batch, channels, height, width] with antialiasing, as Pillow does. */
ctorch_status ctorch_resize(
    const ctorch_tensor *x, int64_t height, int64_t width, ctorch_filter filter, ctorch_out _Nonnull out);

/*
 * 8-bit pictures, [3, side, side] each on the CPU, as [count, grid * grid, 3 * patch * patch]: the patches of a grid
 * row by row, and in each patch its channels row by row. `table` is [3, 256], with elements of 16 or 32 bits: the
 * number for each byte of a channel.
 */
ctorch_status ctorch_patches(
    const ctorch_tensor *_Nonnull const *_Nonnull pictures, int64_t count, const ctorch_tensor *table, int64_t patch,
    int64_t grid, ctorch_out _Nonnull out);
/* x * factor + summand, computed in float32, as `type`; x may have 8 bits. */
ctorch_status ctorch_scale_and_shift(
    const ctorch_tensor *x, const ctorch_tensor *factor, const ctorch_tensor *summand, ctorch_dtype type,
    ctorch_out _Nonnull out);

/*
 * Buffers that copy bytes to a GPU, each with pinned memory, which the GPU reads without the processor, and GPU memory.
 * They are used in turn. `sizes` is the shape of a buffer, the number of pictures first. One thread at a time may use a
 * ring.
 */
typedef struct ctorch_ring ctorch_ring;
ctorch_status ctorch_make_ring(
    const char *device, const int64_t *sizes, int64_t dimensions, int64_t slots,
    ctorch_ring *_Nullable *_Nonnull out);
void ctorch_free_ring(ctorch_ring *ring);
/*
 * The pictures in the next buffer of the GPU, which copies them while it computes; what this thread starts on the GPU
 * afterwards waits for the copy. Returns `rows` rows of the buffer, at least `count`; the content of rows without a
 * picture is undefined.
 */
ctorch_status ctorch_ring_upload(
    ctorch_ring *ring, const ctorch_tensor *_Nonnull const *_Nonnull pictures, int64_t count, int64_t rows,
    ctorch_out _Nonnull out);
/* Frees the last buffer as soon as the GPU has run what this thread has started on it so far. */
ctorch_status ctorch_ring_release(ctorch_ring *ring);

/*
 * A thread's work on a GPU, recorded once to be run again (a CUDA graph). In this order: prepare, add the inputs, run
 * the work once (loading at the first use cannot be recorded), begin, run it, end. Only one thread of the process may
 * record at a time. If a step fails, the caller frees the recording.
 */
typedef struct ctorch_recording ctorch_recording;
/* Fails, saying why, if nothing can be recorded: no GPU, or libdescry_cuda.so is missing, or for another libtorch. */
ctorch_status ctorch_find_recording(void);
ctorch_status ctorch_prepare_recording(const char *device, ctorch_recording *_Nullable *_Nonnull out);
/* A tensor of zeros on the GPU, into which each run copies its input. */
ctorch_status ctorch_add_input(
    ctorch_recording *recording, ctorch_dtype type, const int64_t *sizes, int64_t dimensions, ctorch_out _Nonnull out);
ctorch_status ctorch_begin_recording(ctorch_recording *recording);
/* `output` is the result of each run; null if running the work failed. */
ctorch_status ctorch_end_recording(ctorch_recording *recording, const ctorch_tensor *_Nullable output);
/* Runs the recording with other inputs, of the same types and shapes, in any memory. */
ctorch_status ctorch_replay(
    ctorch_recording *recording, const ctorch_tensor *_Nonnull const *_Nonnull inputs, int64_t count,
    ctorch_out _Nonnull out);
void ctorch_free_recording(ctorch_recording *recording);

/* Returns freed memory to the system where the C library can (glibc's malloc_trim). */
void ctorch_release_memory(void);

/* The OpenMP threads that operations called from this thread may use. */
int32_t ctorch_thread_count(void);
ctorch_status ctorch_set_thread_count(int32_t count);
/* Whether the processor multiplies bfloat16 numbers in hardware. */
bool ctorch_has_bfloat16(void);

/* The version of the libtorch that this was built with, for example "2.13.0". */
const char *ctorch_version(void);
/* Loads libtorch's CUDA part, libtorch_cuda.so; fails, saying why, if that or a device is missing. */
ctorch_status ctorch_find_cuda(void);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
