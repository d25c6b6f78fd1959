// Linear layers: plain, and with weights in oneDNN's layout, in floating point or in 8 bits.
#include "Internal.hpp"

#include <memory>
#include <string_view>

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/quantize_per_tensor_dynamic.h>
#include <ATen/ops/zeros.h>

using namespace ctorch;

namespace {

// The operators that TorchInductor calls for a frozen linear layer. They have no C++ header.
using Scalars = c10::List<std::optional<at::Scalar>>;
using Reorder = at::Tensor(const at::Tensor &, std::optional<int64_t>);
using LinearPointwise = at::Tensor(
    const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, std::string_view, Scalars,
    std::optional<std::string_view>);
using LinearBinary = at::Tensor(
    const at::Tensor &, const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, std::string_view);
using PrepackInt8 = at::Tensor(at::Tensor, std::optional<c10::List<int64_t>>);
using Int8Pointwise = at::Tensor(
    at::Tensor, double, int64_t, at::Tensor, at::Tensor, at::Tensor, std::optional<at::Tensor>, double, int64_t,
    std::optional<at::ScalarType>, std::string_view, Scalars, std::string_view);
using Int8Binary = at::Tensor(
    at::Tensor, double, int64_t, at::Tensor, at::Tensor, at::Tensor, std::optional<at::Tensor>,
    std::optional<at::Tensor>, double, int64_t, std::optional<at::ScalarType>, double, int64_t, std::string_view, double,
    std::string_view, Scalars, std::string_view);

template <typename Signature>
c10::TypedOperatorHandle<Signature> find(const char *name, const char *overload = "") {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

struct OperatorName {
    const char *name;
    const char *overload;
};

bool all_known(std::initializer_list<OperatorName> operators) {
    bool found = false;
    const auto status = guarded([&] {
        for (const auto &each : operators) {
            if (!c10::Dispatcher::singleton().findSchema({each.name, each.overload}).has_value()) return;
        }
        found = true;
    });
    if (status.message) ctorch_free_message(status.message);
    return found;
}

const char *attribute(ctorch_activation activation) {
    switch (activation) {
        case CTORCH_IDENTITY: return "none";
        case CTORCH_GELU:
        case CTORCH_GELU_TANH: return "gelu";
        case CTORCH_SWISH: return "swish";
        case CTORCH_RELU: return "relu";
    }
    TORCH_CHECK(false, "no such activation: ", static_cast<int>(activation));
}

/// How GELU is computed: by the error function, or approximated with tanh.
const char *algorithm(ctorch_activation activation) {
    switch (activation) {
        case CTORCH_GELU: return "none";
        case CTORCH_GELU_TANH: return "tanh";
        default: return "";
    }
}

/// A tensor in 8 bits: q represents scale * (q - zero_point).
struct Quantized {
    at::Tensor value;
    /// The bytes of `value`, which owns them.
    at::Tensor bytes;

    explicit Quantized(const at::Tensor &x) {
        // libtorch warns that it will remove its quantized types; this version still has them.
        class : public c10::WarningHandler {
            void process(const c10::Warning &) override {}
        } silent;
        c10::WarningUtils::WarningHandlerGuard guard(&silent);
        value = at::quantize_per_tensor_dynamic(x.to(at::kFloat), at::kQUInt8, /*reduce_range=*/false);
        bytes = at::from_blob(value.data_ptr(), value.sizes(), value.strides(), at::kByte);
    }
};

void check_exclusive(ctorch_activation activation, const ctorch_tensor *addend) {
    TORCH_CHECK(activation == CTORCH_IDENTITY || !addend, "a linear layer has an activation or an addend, not both");
}

}  // namespace

ctorch_status ctorch_linear(
    const ctorch_tensor *x, const ctorch_tensor *weight, const ctorch_tensor *bias, ctorch_out out) {
    return answering(out, [&] { return at::linear(x->value, weight->value, optional(bias)); });
}

bool ctorch_can_pack(ctorch_dtype type) {
    return (type == CTORCH_FLOAT32 || (type == CTORCH_BFLOAT16 && ctorch_has_bfloat16()))
        && all_known({{"mkldnn::_reorder_linear_weight", ""}, {"mkldnn::_linear_pointwise", ""},
                      {"mkldnn::_linear_pointwise", "binary"}});
}

ctorch_status ctorch_pack(const ctorch_tensor *weight, int64_t rows, ctorch_out out) {
    return answering(out, [&] {
        static const auto reorder = find<Reorder>("mkldnn::_reorder_linear_weight");
        return reorder.call(weight->value.contiguous(), rows);
    });
}

ctorch_status ctorch_packed_linear(
    const ctorch_tensor *x, const ctorch_tensor *packed, const ctorch_tensor *bias, ctorch_activation activation,
    const ctorch_tensor *addend, ctorch_out out) {
    return answering(out, [&] {
        static const auto pointwise = find<LinearPointwise>("mkldnn::_linear_pointwise");
        static const auto binary = find<LinearBinary>("mkldnn::_linear_pointwise", "binary");
        check_exclusive(activation, addend);
        if (addend) return binary.call(x->value, addend->value.contiguous(), packed->value, optional(bias), "add");
        return pointwise.call(
            x->value, packed->value, optional(bias), attribute(activation), Scalars(), algorithm(activation));
    });
}

bool ctorch_can_pack_int8(void) {
    bool found = false;
    const auto status = guarded([&] {
        found = has_capability("avx512_vnni") || has_capability("avx_vnni") || has_capability("amx_int8");
    });
    if (status.message) ctorch_free_message(status.message);
    return found
        && all_known({{"onednn::qlinear_prepack", ""}, {"onednn::qlinear_pointwise", ""},
                      {"onednn::qlinear_pointwise", "binary"}});
}

ctorch_status ctorch_pack_int8(
    const ctorch_tensor *weight, int64_t rows, ctorch_out packed, ctorch_out scales) {
    return guarded([&] {
        static const auto prepack = find<PrepackInt8>("onednn::qlinear_prepack");
        const auto plain = weight->value.to(at::kFloat).contiguous();
        // Avoids a scale of 0, which a row of zeros would have.
        const auto scale = plain.abs().amax(1).div_(127).clamp_min_(1e-12);
        const auto rounded = plain.div(scale.unsqueeze(1)).round_().clamp_(-127, 127).to(at::kChar);
        auto made = std::make_unique<ctorch_tensor>(
            prepack.call(rounded, c10::List<int64_t>({rows, plain.size(1)})));
        *scales = new ctorch_tensor{scale};
        *packed = made.release();
    });
}

ctorch_status ctorch_int8_linear(
    const ctorch_tensor *x, const ctorch_tensor *packed, const ctorch_tensor *scales, const ctorch_tensor *bias,
    ctorch_activation activation, const ctorch_tensor *addend, ctorch_dtype type, ctorch_out out) {
    return answering(out, [&] {
        static const auto pointwise = find<Int8Pointwise>("onednn::qlinear_pointwise");
        static const auto binary = find<Int8Binary>("onednn::qlinear_pointwise", "binary");
        check_exclusive(activation, addend);
        const Quantized quantized(x->value);
        const auto scale = quantized.value.q_scale();
        const auto zero_point = quantized.value.q_zero_point();
        const auto zeros = at::zeros(scales->value.sizes(), at::kInt);
        if (addend) {
            return binary.call(
                quantized.bytes, scale, zero_point, packed->value, scales->value, zeros,
                addend->value.contiguous(), optional(bias), 1.0, 0, scalar_type(type), 1.0, 0, "add", 1.0, "none", Scalars(), "");
        }
        return pointwise.call(
            quantized.bytes, scale, zero_point, packed->value, scales->value, zeros,
            optional(bias), 1.0, 0, scalar_type(type), attribute(activation), Scalars(), algorithm(activation));
    });
}
