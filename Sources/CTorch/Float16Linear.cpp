// Linear layers with weights in float16 and arithmetic in float32 (FBGEMM).
#include "CompressedWeight.hpp"
#include "Operators.hpp"

#include <algorithm>

#include <ATen/Context.h>
#include <ATen/native/quantized/PackedParams.h>

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

bool ctorch_can_pack_float16(void) {
    return is_true([] {
        const auto &engines = at::globalContext().supportedQEngines();
        return has_capability("avx2") && has_capability("f16c")
            && std::find(engines.begin(), engines.end(), at::QEngine::FBGEMM) != engines.end()
            && all_known({{"quantized::linear_prepack_fp16", ""}, {"quantized::linear_dynamic_fp16", ""}});
    });
}

ctorch_status ctorch_pack_float16(const ctorch_tensor *weight, const ctorch_tensor *bias, ctorch_weight **out) {
    return guarded([&] { *out = new Float16Weight(weight->value, optional(bias)); });
}
