// Rows of numbers in 8 bits, and back.
#include "QuantizedRows.hpp"

#include <cmath>
#include <cstring>

// One source, compiled for several processors; the loader chooses.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define FOR_EACH_PROCESSOR
#endif

namespace {

constexpr int64_t lanes = 16;

/// e^x for |x| up to 87: 2^n times a polynomial for the rest, whose coefficients are those of a Chebyshev fit.
inline __attribute__((always_inline)) float exponential(float x) {
    // A NaN becomes -87, which converts to an integer; the result is the caller's x / …, a NaN.
    const float clamped = x > -87.f ? (x < 87.f ? x : 87.f) : -87.f;
    const float scaled = clamped * 1.44269504f;
    const float whole = std::floor(scaled);
    const float rest = scaled - whole;
    float value = 1.8775767e-3f;
    value = value * rest + 8.9893397e-3f;
    value = value * rest + 5.5826318e-2f;
    value = value * rest + 2.4015361e-1f;
    value = value * rest + 6.9315308e-1f;
    value = value * rest + 9.9999994e-1f;
    const int32_t bits = (static_cast<int32_t>(whole) + 127) << 23;
    float power;
    std::memcpy(&power, &bits, sizeof power);
    return value * power;
}

}  // namespace

FOR_EACH_PROCESSOR ctorch::RowScale ctorch::quantize_row(
    const float *__restrict x, const float *__restrict factors, int64_t count, uint8_t *__restrict q) {
    // Many minima side by side: the compiler must not reorder comparisons of a single one.
    float lows[lanes] = {}, highs[lanes] = {}, zeros[lanes] = {};
    int64_t start = 0;
    for (; start + lanes <= count; start += lanes) {
        for (int64_t lane = 0; lane < lanes; lane++) {
            const float number = x[start + lane] * factors[start + lane];
            lows[lane] = number < lows[lane] ? number : lows[lane];
            highs[lane] = number > highs[lane] ? number : highs[lane];
            // 0, or a NaN if the number is infinite or a NaN, which comparisons pass over.
            zeros[lane] += number * 0;
        }
    }
    float low = 0, high = 0, finite = 0;
    for (; start < count; start++) {
        const float number = x[start] * factors[start];
        low = number < low ? number : low;
        high = number > high ? number : high;
        finite += number * 0;
    }
    for (int64_t lane = 0; lane < lanes; lane++) {
        low = lows[lane] < low ? lows[lane] : low;
        high = highs[lane] > high ? highs[lane] : high;
        finite += zeros[lane];
    }
    // Avoids a scale of 0, which a row of zeros would have.
    const float span = (high - low) / 255;
    const float scale = span > 1e-30f ? span : 1e-30f;
    const float factor = 1 / scale;
    const float nearest = std::nearbyint(-low * factor);
    const float zero = nearest > 0 ? (nearest < 255 ? nearest : 255) : 0;
    // Truncation after adding a half rounds, since nothing is negative then. A NaN becomes 0.
    const float offset = zero + 0.5f;
    for (int64_t i = 0; i < count; i++) {
        const float number = x[i] * factors[i] * factor + offset;
        const float positive = number > 0 ? number : 0;
        q[i] = static_cast<uint8_t>(static_cast<int32_t>(positive < 255 ? positive : 255));
    }
    return {scale + finite, zero};
}

FOR_EACH_PROCESSOR void ctorch::dequantize_row(
    float *__restrict products, int64_t count, RowScale row, const float *__restrict weight_scales,
    const float *__restrict weight_sums, const float *__restrict bias, const float *__restrict summand) {
    const float scale = row.scale, zero = row.zero;
    if (summand) {
        for (int64_t i = 0; i < count; i++) {
            products[i] =
                (products[i] - zero * weight_sums[i]) * (weight_scales[i] * scale) + (bias[i] + summand[i]);
        }
    } else {
        for (int64_t i = 0; i < count; i++) {
            products[i] = (products[i] - zero * weight_sums[i]) * (weight_scales[i] * scale) + bias[i];
        }
    }
}

FOR_EACH_PROCESSOR void ctorch::swish_row(float *__restrict x, int64_t count) {
    for (int64_t i = 0; i < count; i++) x[i] = x[i] / (1 + exponential(-x[i]));
}

FOR_EACH_PROCESSOR void ctorch::round_row(const float *__restrict x, int64_t count, uint16_t *__restrict to) {
    for (int64_t i = 0; i < count; i++) {
        uint32_t bits;
        std::memcpy(&bits, x + i, sizeof bits);
        const uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
        to[i] = static_cast<uint16_t>(x[i] == x[i] ? rounded : 0x7fc0);
    }
}
