// The two loops of ranking that need wide registers: Swift is compiled for the oldest processor that it may run on
// and cannot choose instructions at run time, and float16 has none among those that all x86-64 processors have.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Which instructions the loops are compiled for.
typedef enum {
    /// What every processor of the architecture has.
    CRANKING_PORTABLE = 0,
    /// AVX2, FMA and F16C: Intel since Haswell (2013), AMD since Zen (2017).
    CRANKING_AVX2,
    /// AVX-512 F on top: Intel since Skylake-SP (2017), AMD since Zen 4 (2022).
    CRANKING_AVX512,
} cranking_instructions;

/// Whether this processor has them.
bool cranking_supports(cranking_instructions instructions);

/// Products of a matrix and a vector, times a factor: scores[i] = scale * sum over j of matrix[i][j] * vector[j].
///
/// `matrix` holds `rows` times `dimension` numbers, row by row, as IEEE 754 binary16; finite ones only. The sums are
/// in float32. It calls nothing and allocates nothing.
void cranking_scores(
    cranking_instructions instructions, const uint16_t *matrix, size_t rows, size_t dimension, const float *vector,
    float scale, float *scores);

/// The sum of exp(values[i] - highest), for values that are nowhere above `highest`.
///
/// Relative error below 1e-6; what is below exp(-87) counts as exp(-87).
double cranking_sum_of_exponentials(
    cranking_instructions instructions, const float *values, size_t count, float highest);
