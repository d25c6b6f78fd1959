// Operators that TorchInductor calls and that have no C++ header, so that they are looked up by name; and the linear
// layers that others are made of.
#pragma once

#include "Internal.hpp"

#include <string_view>

#include <ATen/core/dispatch/Dispatcher.h>

namespace ctorch {

using Scalars = c10::List<std::optional<at::Scalar>>;

template <typename Signature>
c10::TypedOperatorHandle<Signature> find(const char *name, const char *overload = "") {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

struct OperatorName {
    const char *name;
    const char *overload;
};

/// Whether this libtorch has these operators.
bool all_known(std::initializer_list<OperatorName> operators);

void check_exclusive(ctorch_activation activation, const ctorch_tensor *addend);

/// As ctorch_pack.
at::Tensor pack(const at::Tensor &weight, int64_t rows);

/// As ctorch_packed_linear.
at::Tensor packed_linear(
    const at::Tensor &x, const at::Tensor &packed, const std::optional<at::Tensor> &bias, ctorch_activation activation,
    const std::optional<at::Tensor> &addend);

}  // namespace ctorch
