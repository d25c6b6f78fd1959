// Shared by the files of CTorch: the handle, and turning exceptions into statuses.
#pragma once

#include "CTorch.h"

#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

struct ctorch_tensor {
    at::Tensor value;
};

namespace ctorch {

inline ctorch_status failure(ctorch_code code, const char *message) {
    return {code, ::strdup(message)};
}

/// Runs `body` without autograd; an exception becomes the status.
template <typename Body>
ctorch_status guarded(Body body) noexcept {
    try {
        c10::InferenceMode inference;
        body();
        return {CTORCH_OK, nullptr};
    } catch (const c10::Error &error) {
        return failure(CTORCH_REFUSED, error.what_without_backtrace());
    } catch (const std::bad_alloc &) {
        return failure(CTORCH_NO_MEMORY, "out of memory");
    } catch (const std::exception &error) {
        return failure(CTORCH_FAILED, error.what());
    } catch (...) {
        return failure(CTORCH_FAILED, "an exception of an unknown kind");
    }
}

/// Whether `body` says so; false if it throws.
template <typename Body>
bool is_true(Body body) noexcept {
    bool found = false;
    const auto status = guarded([&] { found = body(); });
    if (status.message) ctorch_free_message(status.message);
    return found;
}

/// Runs `body` and stores its tensor in `out`.
template <typename Body>
ctorch_status answering(ctorch_out out, Body body) noexcept {
    return guarded([&] { *out = new ctorch_tensor{body()}; });
}

inline at::ScalarType scalar_type(ctorch_dtype type) {
    switch (type) {
        case CTORCH_FLOAT32: return at::kFloat;
        case CTORCH_FLOAT16: return at::kHalf;
        case CTORCH_BFLOAT16: return at::kBFloat16;
        case CTORCH_UINT8: return at::kByte;
        case CTORCH_INT64: return at::kLong;
        case CTORCH_INT8: return at::kChar;
        case CTORCH_FLOAT64: return at::kDouble;
    }
    TORCH_CHECK(false, "no such type: ", static_cast<int>(type));
}

inline at::IntArrayRef list(const int64_t *numbers, int64_t count) {
    return {numbers, static_cast<size_t>(count)};
}

inline std::vector<at::Tensor> list(const ctorch_tensor *const *tensors, int64_t count) {
    std::vector<at::Tensor> values;
    values.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; i++) values.push_back(tensors[i]->value);
    return values;
}

inline std::optional<at::Tensor> optional(const ctorch_tensor *tensor) {
    return tensor ? std::optional<at::Tensor>(tensor->value) : std::nullopt;
}

/// Whether the processor has this capability, by its name in ATen's list.
bool has_capability(const char *name);

/// Loads libtorch's CUDA part on the first call; returns what is missing, or an empty string.
const std::string &cuda_fault();

}  // namespace ctorch
