// What linear layers with weights in few bits share.
#include "CompressedWeight.hpp"
#include "Operators.hpp"

#include <ATen/ops/gelu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/silu.h>

using namespace ctorch;

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
