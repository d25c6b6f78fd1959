// Making tensors, reading them, and other views of their elements.
#include "Internal.hpp"

#include <cstdlib>

#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/stack.h>

using namespace ctorch;

void ctorch_free(ctorch_tensor *tensor) {
    delete tensor;
}

void ctorch_free_message(char *message) {
    std::free(message);
}

ctorch_status ctorch_from_bytes(
    const void *bytes, ctorch_dtype type, const int64_t *sizes, int64_t dimensions, ctorch_out out) {
    return answering(out, [&] {
        // memcpy, since a file's bytes may be at any address and from_blob requires aligned elements.
        auto copy = at::empty(list(sizes, dimensions), at::TensorOptions().dtype(scalar_type(type)));
        if (copy.numel() > 0) std::memcpy(copy.data_ptr(), bytes, copy.nbytes());
        return copy;
    });
}

ctorch_status ctorch_copy_bytes(const ctorch_tensor *x, void *bytes, int64_t capacity) {
    return guarded([&] {
        const auto plain = x->value.to(at::kCPU).contiguous();
        TORCH_CHECK(static_cast<int64_t>(plain.nbytes()) == capacity, "the tensor holds ", plain.nbytes(), " bytes");
        if (capacity > 0) std::memcpy(bytes, plain.const_data_ptr(), plain.nbytes());
    });
}

int64_t ctorch_dimensions(const ctorch_tensor *x) {
    return x->value.dim();
}

int64_t ctorch_size(const ctorch_tensor *x, int64_t dimension) {
    return x->value.sizes()[static_cast<size_t>(dimension)];
}

int32_t ctorch_type(const ctorch_tensor *x) {
    switch (x->value.scalar_type()) {
        case at::kFloat: return CTORCH_FLOAT32;
        case at::kHalf: return CTORCH_FLOAT16;
        case at::kBFloat16: return CTORCH_BFLOAT16;
        case at::kByte: return CTORCH_UINT8;
        case at::kLong: return CTORCH_INT64;
        case at::kChar: return CTORCH_INT8;
        case at::kDouble: return CTORCH_FLOAT64;
        default: return -1;
    }
}

ctorch_status ctorch_to(const ctorch_tensor *x, ctorch_dtype type, const char *device, ctorch_out out) {
    return answering(out, [&] {
        return x->value.to(at::Device(device), scalar_type(type));
    });
}

ctorch_status ctorch_contiguous(const ctorch_tensor *x, ctorch_out out) {
    return answering(out, [&] { return x->value.contiguous(); });
}

ctorch_status ctorch_reshape(const ctorch_tensor *x, const int64_t *sizes, int64_t dimensions, ctorch_out out) {
    return answering(out, [&] { return x->value.reshape(list(sizes, dimensions)); });
}

ctorch_status ctorch_permute(const ctorch_tensor *x, const int64_t *order, int64_t dimensions, ctorch_out out) {
    return answering(out, [&] { return x->value.permute(list(order, dimensions)); });
}

ctorch_status ctorch_expand(const ctorch_tensor *x, const int64_t *sizes, int64_t dimensions, ctorch_out out) {
    return answering(out, [&] { return x->value.expand(list(sizes, dimensions)); });
}

ctorch_status ctorch_select(const ctorch_tensor *x, int64_t dimension, int64_t index, ctorch_out out) {
    return answering(out, [&] { return x->value.select(dimension, index); });
}

ctorch_status ctorch_narrow(
    const ctorch_tensor *x, int64_t dimension, int64_t start, int64_t length, ctorch_out out) {
    return answering(out, [&] { return x->value.narrow(dimension, start, length); });
}

ctorch_status ctorch_pad(const ctorch_tensor *x, const int64_t *padding, int64_t count, ctorch_out out) {
    return answering(out, [&] { return at::constant_pad_nd(x->value, list(padding, count)); });
}

ctorch_status ctorch_concatenate(
    const ctorch_tensor *const *tensors, int64_t count, int64_t dimension, ctorch_out out) {
    return answering(out, [&] { return at::cat(list(tensors, count), dimension); });
}

ctorch_status ctorch_stack(const ctorch_tensor *const *tensors, int64_t count, ctorch_out out) {
    return answering(out, [&] { return at::stack(list(tensors, count)); });
}

ctorch_status ctorch_rows(const ctorch_tensor *x, const ctorch_tensor *indices, ctorch_out out) {
    return answering(out, [&] { return at::index_select(x->value, 0, indices->value); });
}
