// A linear layer's weight and bias in fewer bits than float32.
#pragma once

#include "Internal.hpp"

struct ctorch_weight {
    virtual ~ctorch_weight() = default;

    /// The layer of `x`, `[…, inputs]`, of any floating-point type.
    virtual at::Tensor linear(
        const at::Tensor &x, ctorch_activation activation, const std::optional<at::Tensor> &addend,
        at::ScalarType type) const = 0;
};

namespace ctorch {

/// In place, where libtorch has such an operation.
at::Tensor activated(at::Tensor x, ctorch_activation activation);

/// Fails if a number's size is more than `limit`, or if there is a NaN: in fewer bits it would become another number.
void check_range(const at::Tensor &weight, double limit);

/// libtorch warns that it will remove its quantized types and operators; this version still has them.
class SilentWarnings : public c10::WarningHandler {
    void process(const c10::Warning &) override {}
};

}  // namespace ctorch
