#include "CRanking.h"

#include <string.h>

// Clang's vectors: one source, and each function below compiles it for its own instructions.
typedef uint16_t half16 __attribute__((ext_vector_type(16)));
typedef uint32_t uint16x32 __attribute__((ext_vector_type(16)));
typedef int32_t int16x32 __attribute__((ext_vector_type(16)));
typedef float float16x32 __attribute__((ext_vector_type(16)));
typedef float float8x32 __attribute__((ext_vector_type(8)));
typedef float float4x32 __attribute__((ext_vector_type(4)));
typedef _Float16 native_half16 __attribute__((ext_vector_type(16)));

// Vectors are handed to inlined functions and builtins only, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))

enum { lanes = 16, at_once = 4 };

/// Sixteen numbers of binary16 as binary32.
INLINE void widen(const uint16_t *from, bool has_instruction, float16x32 *to) {
    half16 bits;
    memcpy(&bits, from, sizeof bits);
    if (has_instruction) {
        native_half16 half;
        memcpy(&half, &bits, sizeof half);
        *to = __builtin_convertvector(half, float16x32);
        return;
    }
    // The exponent's bias is 15 there and 127 here; multiplying by 2^112 corrects it, for subnormal numbers too.
    uint16x32 wide = __builtin_convertvector(bits, uint16x32);
    uint16x32 magnitude = (wide & 0x7fff) << 13;
    float16x32 value;
    memcpy(&value, &magnitude, sizeof value);
    value *= 0x1p112f;
    uint16x32 result;
    memcpy(&result, &value, sizeof result);
    result |= (wide & 0x8000) << 16;
    memcpy(to, &result, sizeof *to);
}

INLINE float sum(const float16x32 *vector) {
    float8x32 eight = vector->lo + vector->hi;
    float4x32 four = eight.lo + eight.hi;
    return (four.x + four.z) + (four.y + four.w);
}

/// One number of binary16, as `widen` without the instruction does it.
INLINE float widen_one(uint16_t bits) {
    uint32_t magnitude = (uint32_t)(bits & 0x7fff) << 13;
    float value;
    memcpy(&value, &magnitude, sizeof value);
    return (bits & 0x8000) ? value * -0x1p112f : value * 0x1p112f;
}

/// One row after the other, so that memory is read in one line, which is what prefetching is made for; four sums,
/// so that no addition waits for the one before.
INLINE float product(const uint16_t *row, size_t dimension, const float *vector, bool has_instruction) {
    float16x32 sums[at_once], factor, number;
    memset(sums, 0, sizeof sums);
    size_t j = 0;
    for (; j + at_once * lanes <= dimension; j += at_once * lanes) {
        for (int part = 0; part < at_once; part++) {
            memcpy(&factor, vector + j + part * lanes, sizeof factor);
            widen(row + j + part * lanes, has_instruction, &number);
            sums[part] += number * factor;
        }
    }
    for (; j + lanes <= dimension; j += lanes) {
        memcpy(&factor, vector + j, sizeof factor);
        widen(row + j, has_instruction, &number);
        sums[0] += number * factor;
    }
    float16x32 total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    float rest = 0;
    for (; j < dimension; j++) rest += widen_one(row[j]) * vector[j];
    return sum(&total) + rest;
}

INLINE void score_rows(
    const uint16_t *matrix, size_t rows, size_t dimension, const float *vector, float scale, bool has_instruction,
    float *scores) {
    for (size_t row = 0; row < rows; row++) {
        scores[row] = scale * product(matrix + row * dimension, dimension, vector, has_instruction);
    }
}

/// exp(x) for x from -87 to 0: 2^n * 2^f with n whole and f from -1/2 to 1/2, the latter by its Taylor series.
INLINE void exponentials(const float16x32 *x, float16x32 *result) {
    // Adding and subtracting 1.5 * 2^23 rounds to a whole number, which the sum's low bits hold as well.
    const float rounder = 0x1.8p23f;
    float16x32 exponent = *x * 0x1.715476p0f;
    float16x32 shifted = exponent + rounder;
    float16x32 f = (exponent - (shifted - rounder)) * 0x1.62e43p-1f;
    float16x32 series = f * (1.0f / 720) + 1.0f / 120;
    series = series * f + 1.0f / 24;
    series = series * f + 1.0f / 6;
    series = series * f + 0.5f;
    series = series * f + 1;
    series = series * f + 1;
    int16x32 bits, n;
    memcpy(&n, &shifted, sizeof n);
    memcpy(&bits, &series, sizeof bits);
    bits += n << 23;
    memcpy(result, &bits, sizeof *result);
}

INLINE double sum_exponentials(const float *values, size_t count, float highest) {
    float16x32 total = 0;
    for (size_t start = 0; start < count; start += lanes) {
        // What pads the last sixteen counts as exp(-87), which changes no sum that holds exp(0).
        float padded[lanes];
        float16x32 x, result;
        if (count - start < lanes) {
            for (int lane = 0; lane < lanes; lane++) padded[lane] = -__builtin_inff();
            memcpy(padded, values + start, (count - start) * sizeof *padded);
            memcpy(&x, padded, sizeof x);
        } else {
            memcpy(&x, values + start, sizeof x);
        }
        x -= highest;
        x = __builtin_elementwise_max(x, (float16x32)-87.0f);
        exponentials(&x, &result);
        total += result;
    }
    return sum(&total);
}

#if defined(__aarch64__)
// Conversion from float16 and fused multiplication are part of the architecture.
enum { portable_widens = true };
#else
enum { portable_widens = false };
#endif

static void scores_portable(
    const uint16_t *matrix, size_t rows, size_t dimension, const float *vector, float scale, float *scores) {
    score_rows(matrix, rows, dimension, vector, scale, portable_widens, scores);
}

static double sum_portable(const float *values, size_t count, float highest) {
    return sum_exponentials(values, count, highest);
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,fma,f16c")))
#define AVX512 __attribute__((target("avx512f,avx2,fma,f16c")))

AVX2 static void scores_avx2(
    const uint16_t *matrix, size_t rows, size_t dimension, const float *vector, float scale, float *scores) {
    score_rows(matrix, rows, dimension, vector, scale, true, scores);
}

AVX512 static void scores_avx512(
    const uint16_t *matrix, size_t rows, size_t dimension, const float *vector, float scale, float *scores) {
    score_rows(matrix, rows, dimension, vector, scale, true, scores);
}

AVX2 static double sum_avx2(const float *values, size_t count, float highest) {
    return sum_exponentials(values, count, highest);
}

AVX512 static double sum_avx512(const float *values, size_t count, float highest) {
    return sum_exponentials(values, count, highest);
}
#endif

bool cranking_supports(cranking_instructions instructions) {
#if defined(__x86_64__)
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    if (instructions == CRANKING_AVX2) return avx2;
    if (instructions == CRANKING_AVX512) return avx2 && __builtin_cpu_supports("avx512f");
#endif
    return instructions == CRANKING_PORTABLE;
}

void cranking_scores(
    cranking_instructions instructions, const uint16_t *matrix, size_t rows, size_t dimension, const float *vector,
    float scale, float *scores) {
#if defined(__x86_64__)
    if (instructions == CRANKING_AVX512) return scores_avx512(matrix, rows, dimension, vector, scale, scores);
    if (instructions == CRANKING_AVX2) return scores_avx2(matrix, rows, dimension, vector, scale, scores);
#endif
    scores_portable(matrix, rows, dimension, vector, scale, scores);
}

double cranking_sum_of_exponentials(
    cranking_instructions instructions, const float *values, size_t count, float highest) {
#if defined(__x86_64__)
    if (instructions == CRANKING_AVX512) return sum_avx512(values, count, highest);
    if (instructions == CRANKING_AVX2) return sum_avx2(values, count, highest);
#endif
    return sum_portable(values, count, highest);
}
