// Linear layers in floating point: plain, and with weights in oneDNN's layout.
#include "Operators.hpp"

#include <ATen/ops/linear.h>

using namespace ctorch;

namespace {

using Reorder = at::Tensor(const at::Tensor &, std::optional<int64_t>);
using LinearPointwise = at::Tensor(
    const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, std::string_view, Scalars,
    std::optional<std::string_view>);
using LinearBinary = at::Tensor(
    const at::Tensor &, const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, std::string_view);

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

}  // namespace

bool ctorch::all_known(std::initializer_list<OperatorName> operators) {
    return is_true([&] {
        for (const auto &each : operators) {
            if (!c10::Dispatcher::singleton().findSchema({each.name, each.overload}).has_value()) return false;
        }
        return true;
    });
}

void ctorch::check_exclusive(ctorch_activation activation, const ctorch_tensor *addend) {
    TORCH_CHECK(activation == CTORCH_IDENTITY || !addend, "a linear layer has an activation or an addend, not both");
}

ctorch_status ctorch_linear(
    const ctorch_tensor *x, const ctorch_tensor *weight, const ctorch_tensor *bias, ctorch_out out) {
    return answering(out, [&] { return at::linear(x->value, weight->value, optional(bias)); });
}

bool ctorch_can_pack(ctorch_dtype type) {
    return (type == CTORCH_FLOAT32 || (type == CTORCH_BFLOAT16 && ctorch_has_bfloat16()))
        && all_known({{"mkldnn::_reorder_linear_weight", ""}, {"mkldnn::_linear_pointwise", ""},
                      {"mkldnn::_linear_pointwise", "binary"}});
}

at::Tensor ctorch::pack(const at::Tensor &weight, int64_t rows) {
    static const auto reorder = find<Reorder>("mkldnn::_reorder_linear_weight");
    return reorder.call(weight.contiguous(), rows);
}

at::Tensor ctorch::packed_linear(
    const at::Tensor &x, const at::Tensor &packed, const std::optional<at::Tensor> &bias, ctorch_activation activation,
    const std::optional<at::Tensor> &addend) {
    static const auto pointwise = find<LinearPointwise>("mkldnn::_linear_pointwise");
    static const auto binary = find<LinearBinary>("mkldnn::_linear_pointwise", "binary");
    if (addend) return binary.call(x, addend->contiguous(), packed, bias, "add");
    return pointwise.call(x, packed, bias, attribute(activation), Scalars(), algorithm(activation));
}

ctorch_status ctorch_pack(const ctorch_tensor *weight, int64_t rows, ctorch_out out) {
    return answering(out, [&] { return pack(weight->value, rows); });
}

ctorch_status ctorch_packed_linear(
    const ctorch_tensor *x, const ctorch_tensor *packed, const ctorch_tensor *bias, ctorch_activation activation,
    const ctorch_tensor *addend, ctorch_out out) {
    return answering(out, [&] {
        check_exclusive(activation, addend);
        return packed_linear(x->value, packed->value, optional(bias), activation, optional(addend));
    });
}
