// Linear layers in 8 bits: oneDNN's product of integers, with a scale and a zero point for each row of the input.
#include "CompressedWeight.hpp"
#include "Operators.hpp"
#include "Parallel.hpp"
#include "QuantizedRows.hpp"

#include <limits>

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

using namespace ctorch;

namespace {

using Prepack = at::Tensor(at::Tensor, std::optional<c10::List<int64_t>>);
using Multiply = at::Tensor(
    at::Tensor, double, int64_t, at::Tensor, at::Tensor, at::Tensor, std::optional<at::Tensor>, double, int64_t,
    std::optional<at::ScalarType>, std::string_view, Scalars, std::string_view);

/// Whether products of 8-bit numbers are summed in 32 bits at once.
bool sums_in_32_bits() {
    return has_capability("avx512_vnni") || has_capability("avx_vnni") || has_capability("amx_int8");
}

/// One scale for each output of a weight, `[outputs, inputs]`.
at::Tensor scales_of(const at::Tensor &weight) {
    auto scales = weight.abs().amax(1).div_(127);
    if (!sums_in_32_bits()) {
        // Before VNNI, the instruction (vpmaddubsw) adds the products of two neighbours in 16 bits, and saturates at
        // 32767. No input of 8 bits can reach that if the positive weights of two neighbours, and the negative ones,
        // sum up to at most 32767 / 255 = 128; 0.5 of that is left for rounding.
        const auto pairs = at::constant_pad_nd(weight, {0, weight.size(1) % 2}).reshape({weight.size(0), -1, 2});
        const auto positive = pairs.clamp_min(0).sum(2).amax(1), negative = pairs.clamp_max(0).sum(2).neg().amax(1);
        scales = at::maximum(scales, at::maximum(positive, negative).div_(127.5));
    }
    // Avoids a scale of 0, which a row of zeros would have.
    return scales.clamp_min_(1e-30);
}

/// The inputs whose weights are largest: there the rounding of a row's other numbers would cost most.
struct OutlierColumns {
    at::Tensor indices;
    /// The weights of these inputs, `[outputs, columns]` in float32, packed by oneDNN.
    at::Tensor packed;
};

struct Int8Weight : ctorch_weight {
    int64_t outputs, inputs;
    at::Tensor packed, scales, sums, bias, ones, zeros;
    /// 1 for each input that is quantized, and 0 for an outlier.
    at::Tensor quantized_inputs;
    std::optional<OutlierColumns> outliers;

    Int8Weight(const at::Tensor &given, const std::optional<at::Tensor> &bias, int64_t rows, int64_t columns) {
        static const auto prepack = find<Prepack>("onednn::qlinear_prepack");
        TORCH_CHECK(given.dim() == 2, "a weight is a matrix");
        auto weight = given.to(at::kFloat).contiguous();
        check_range(weight, std::numeric_limits<float>::max());
        outputs = weight.size(0);
        inputs = weight.size(1);
        quantized_inputs = at::ones({inputs});
        if (columns > 0 && columns < inputs) {
            const auto indices = std::get<0>(std::get<1>(weight.abs().amax(0).topk(columns)).sort());
            outliers = {indices, pack(weight.index_select(1, indices), rows)};
            weight = weight.index_fill(1, indices, 0);
            quantized_inputs.index_fill_(0, indices, 0);
        }
        scales = scales_of(weight);
        const auto rounded = weight.div(scales.unsqueeze(1)).round_().clamp_(-127, 127);
        sums = rounded.sum(1);
        packed = prepack.call(rounded.to(at::kChar), c10::List<int64_t>({rows, inputs}));
        this->bias = bias ? bias->to(at::kFloat).contiguous() : at::zeros({outputs});
        ones = at::ones({outputs});
        zeros = at::zeros({outputs}, at::kInt);
    }

    at::Tensor linear(
        const at::Tensor &x, ctorch_activation activation, const std::optional<at::Tensor> &addend,
        at::ScalarType type) const override {
        static const auto multiply = find<Multiply>("onednn::qlinear_pointwise");
        TORCH_CHECK(x.dim() > 0 && x.size(-1) == inputs, "the input has rows of ", x.size(-1), ", not ", inputs);
        const auto numbers = x.to(at::kFloat).reshape({-1, inputs}).contiguous();
        const int64_t rows = numbers.size(0);
        auto shape = x.sizes().vec();
        shape.back() = outputs;
        std::optional<at::Tensor> summand;
        if (addend) summand = addend->to(at::kFloat).reshape({rows, outputs}).contiguous();
        if (outliers) {
            const auto columns = numbers.index_select(1, outliers->indices);
            summand = packed_linear(columns, outliers->packed, std::nullopt, CTORCH_IDENTITY, summand);
        }

        const auto quantized = at::empty({rows, inputs}, at::kByte);
        std::vector<RowScale> row_scales(rows);
        quantize(numbers, quantized, row_scales);
        auto products = multiply.call(
            quantized, 1.0, 0, packed, ones, zeros, std::nullopt, 1.0, 0, at::kFloat, "none", Scalars(), "");
        const bool rounds = type == at::kBFloat16 && activation == CTORCH_IDENTITY;
        const auto result = rounds ? at::empty({rows, outputs}, type) : products;
        const bool is_swish = activation == CTORCH_SWISH;
        finish(products, result, row_scales, summand, is_swish);
        return activated(result, is_swish ? CTORCH_IDENTITY : activation).to(type).reshape(shape);
    }

    /// Quantizes rows, without their numbers in the outlier columns.
    void quantize(const at::Tensor &x, const at::Tensor &quantized, std::vector<RowScale> &row_scales) const {
        uint8_t *to = quantized.mutable_data_ptr<uint8_t>();
        const float *numbers = static_cast<const float *>(x.const_data_ptr());
        const float *kept = static_cast<const float *>(quantized_inputs.const_data_ptr());
        in_parallel(x.size(0), [&](int64_t first, int64_t end) {
            for (int64_t row = first; row < end; row++) {
                row_scales[row] = quantize_row(numbers + row * inputs, kept, inputs, to + row * inputs);
            }
        });
    }

    /// Scales products, which may be the result itself, and adds bias and summand.
    void finish(
        const at::Tensor &products, const at::Tensor &result, const std::vector<RowScale> &row_scales,
        const std::optional<at::Tensor> &summand, bool swish) const {
        float *numbers = products.mutable_data_ptr<float>();
        const float *added = summand ? static_cast<const float *>(summand->const_data_ptr()) : nullptr;
        auto *rounded = result.scalar_type() == at::kBFloat16
            ? reinterpret_cast<uint16_t *>(result.mutable_data_ptr<at::BFloat16>()) : nullptr;
        in_parallel(products.size(0), [&](int64_t first, int64_t end) {
            for (int64_t row = first; row < end; row++) {
                float *at = numbers + row * outputs;
                dequantize_row(
                    at, outputs, row_scales[row], static_cast<const float *>(scales.const_data_ptr()),
                    static_cast<const float *>(sums.const_data_ptr()),
                    static_cast<const float *>(bias.const_data_ptr()), added ? added + row * outputs : nullptr);
                if (swish) swish_row(at, outputs);
                if (rounded) round_row(at, outputs, rounded + row * outputs);
            }
        });
    }
};

}  // namespace

bool ctorch_can_pack_int8(void) {
    return is_true([] {
        return has_capability("avx2") && ctorch_can_pack(CTORCH_FLOAT32)
            && all_known({{"onednn::qlinear_prepack", ""}, {"onednn::qlinear_pointwise", ""}});
    });
}

bool ctorch_sums_int8_exactly(void) {
    return is_true(sums_in_32_bits);
}

ctorch_status ctorch_pack_int8(
    const ctorch_tensor *weight, const ctorch_tensor *bias, int64_t rows, int64_t outlier_columns,
    ctorch_weight **out) {
    return guarded([&] { *out = new Int8Weight(weight->value, optional(bias), rows, outlier_columns); });
}
