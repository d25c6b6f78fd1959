// Linear layers with weights in float16 and arithmetic in float32 (FBGEMM), and what weights in few bits share.
#include "CompressedWeight.hpp"
#include "Operators.hpp"

#include <ATen/Context.h>
#include <ATen/native/quantized/PackedParams.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/silu.h>

using namespace ctorch;

namespace {

using Packed = c10::intrusive_ptr<LinearPackedParamsBase>;
using Prepack = Packed(at::Tensor, std::optional<at::Tensor>);
using Multiply = at::Tensor(at::Tensor, const Packed &);

struct Float16Weight : ctorch_weight {
    Packed packed;

    Float16Weight(const at::Tensor &weight, const std::optional<at::Tensor> &bias) {
        static const auto prepack = find<Prepack>("quantized::linear_prepack_fp16");
        check_range(weight, 65504);
        SilentWarnings silent;
        c10::WarningUtils::WarningHandlerGuard guard(&silent);
        packed = prepack.call(weight.to(at::kFloat).contiguous(), bias);
    }

    at::Tensor linear(
        const at::Tensor &x, ctorch_activation activation, const std::optional<at::Tensor> &addend,
        at::ScalarType type) const override {
        static const auto multiply = find<Multiply>("quantized::linear_dynamic_fp16");
        auto product = activated(multiply.call(x.to(at::kFloat).contiguous(), packed), activation);
        if (addend) product.add_(*addend);
        return product.to(type);
    }
};

}  // namespace

void ctorch::check_range(const at::Tensor &weight, double limit) {
    const auto largest = weight.abs().max().item<double>();
    TORCH_CHECK(
        largest <= limit, "a weight is ", largest, ", and more than ", limit, " cannot be represented: use float32");
}

at::Tensor ctorch::activated(at::Tensor x, ctorch_activation activation) {
    switch (activation) {
        case CTORCH_IDENTITY: return x;
        case CTORCH_GELU: return at::gelu_(x);
        case CTORCH_GELU_TANH: return at::gelu_(x, "tanh");
        case CTORCH_SWISH: return at::silu_(x);
        case CTORCH_RELU: return at::relu_(x);
    }
    TORCH_CHECK(false, "no such activation: ", static_cast<int>(activation));
}

bool ctorch_can_pack_float16(void) {
    bool found = false;
    const auto status = guarded([&] {
        const auto &engines = at::globalContext().supportedQEngines();
        found = has_capability("avx2") && has_capability("f16c")
            && std::find(engines.begin(), engines.end(), at::QEngine::FBGEMM) != engines.end();
    });
    if (status.message) ctorch_free_message(status.message);
    return found
        && all_known({{"quantized::linear_prepack_fp16", ""}, {"quantized::linear_dynamic_fp16", ""}});
}

ctorch_status ctorch_pack_float16(const ctorch_tensor *weight, const ctorch_tensor *bias, ctorch_weight **out) {
    return guarded([&] { *out = new Float16Weight(weight->value, optional(bias)); });
}

ctorch_status ctorch_compressed_linear(
    const ctorch_tensor *x, const ctorch_weight *weight, ctorch_activation activation, const ctorch_tensor *addend,
    ctorch_dtype type, ctorch_out out) {
    return answering(out, [&] {
        check_exclusive(activation, addend);
        return weight->linear(x->value, activation, optional(addend), scalar_type(type));
    });
}

void ctorch_free_weight(ctorch_weight *weight) {
    delete weight;
}
