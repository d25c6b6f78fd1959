// Operators that TorchInductor calls and that have no C++ header: they are looked up by name.
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

const char *attribute(ctorch_activation activation);

/// How GELU is computed: by the error function, or approximated with tanh.
const char *algorithm(ctorch_activation activation);

void check_exclusive(ctorch_activation activation, const ctorch_tensor *addend);

}  // namespace ctorch
