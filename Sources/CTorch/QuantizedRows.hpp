// Rows of numbers in 8 bits, and back.
#pragma once

#include <cstdint>

namespace ctorch {

/// How a row is represented: x = scale * (q - zero).
struct RowScale {
    float scale;
    float zero;
};

/// Quantizes a row so that its smallest and its largest number, and 0, just fit into 8 bits. The scale is a NaN, and so
/// are results, if one of them is infinite or a NaN.
///
/// - factors: what each number is multiplied by first.
RowScale quantize_row(const float *x, const float *factors, int64_t count, uint8_t *q);

/// Products of a quantized row with quantized weights, as numbers, in place.
///
/// - products: one for each output: the sum of q times the weights.
/// - weight_scales, weight_sums: one for each output; the sums are those of the quantized weights.
/// - summand: is added; one for each output, or null.
void dequantize_row(
    float *products, int64_t count, RowScale row, const float *weight_scales, const float *weight_sums,
    const float *bias, const float *summand);

/// x * sigmoid(x), in place; the largest error is 1e-6 of the result.
void swish_row(float *x, int64_t count);

/// Rounds to the nearest bfloat16, ties to even; a NaN stays one.
void round_row(const float *x, int64_t count, uint16_t *to);

}  // namespace ctorch
