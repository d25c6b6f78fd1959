#include "CTorch.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/cpu/Utils.h>
#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/add.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/div.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/sub.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

struct ctorch_tensor {
    at::Tensor value;
};

namespace {

ctorch_status failure(ctorch_code code, const char *message) {
    return {code, ::strdup(message)};
}

/// Runs `body` without autograd; whatever it throws becomes the status.
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

/// Runs `body` and hands its tensor out.
template <typename Body>
ctorch_status answering(ctorch_out out, Body body) noexcept {
    return guarded([&] { *out = new ctorch_tensor{body()}; });
}

at::ScalarType scalar_type(ctorch_dtype type) {
    switch (type) {
        case CTORCH_FLOAT32: return at::kFloat;
        case CTORCH_FLOAT16: return at::kHalf;
        case CTORCH_BFLOAT16: return at::kBFloat16;
        case CTORCH_UINT8: return at::kByte;
        case CTORCH_INT64: return at::kLong;
    }
    TORCH_CHECK(false, "no such type: ", static_cast<int>(type));
}

at::IntArrayRef list(const int64_t *numbers, int64_t count) {
    return {numbers, static_cast<size_t>(count)};
}

std::vector<at::Tensor> list(const ctorch_tensor *const *tensors, int64_t count) {
    std::vector<at::Tensor> values;
    values.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; i++) values.push_back(tensors[i]->value);
    return values;
}

std::optional<at::Tensor> optional(const ctorch_tensor *tensor) {
    return tensor ? std::optional<at::Tensor>(tensor->value) : std::nullopt;
}

bool has_capability(const char *name) {
    const auto capabilities = at::cpu::get_cpu_capabilities();
    const auto found = capabilities.find(name);
    return found != capabilities.end() && found->second.isBool() && found->second.toBool();
}

// The operators that TorchInductor calls for a frozen linear layer. They have no C++ header.
using Reorder = at::Tensor(const at::Tensor &, std::optional<int64_t>);
using LinearPointwise = at::Tensor(
    const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, std::string_view,
    c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);

const c10::TypedOperatorHandle<Reorder> &reorder_weight() {
    static const auto handle =
        c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn::_reorder_linear_weight", "").typed<Reorder>();
    return handle;
}

const c10::TypedOperatorHandle<LinearPointwise> &linear_pointwise() {
    static const auto handle =
        c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn::_linear_pointwise", "").typed<LinearPointwise>();
    return handle;
}

const char *attribute(ctorch_activation activation) {
    switch (activation) {
        case CTORCH_IDENTITY: return "none";
        case CTORCH_GELU: return "gelu";
        case CTORCH_SWISH: return "swish";
    }
    TORCH_CHECK(false, "no such activation: ", static_cast<int>(activation));
}

}  // namespace

void ctorch_free(ctorch_tensor *tensor) {
    delete tensor;
}

void ctorch_free_message(char *message) {
    std::free(message);
}

ctorch_status ctorch_from_bytes(
    const void *bytes, ctorch_dtype type, const int64_t *sizes, int64_t dimensions, ctorch_out out) {
    return answering(out, [&] {
        // memcpy, since a file's bytes may lie at any address and from_blob wants aligned elements.
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
        default: return -1;
    }
}

ctorch_status ctorch_to(const ctorch_tensor *x, ctorch_dtype type, const char *device, ctorch_out out) {
    return answering(out, [&] { return x->value.to(at::Device(device), scalar_type(type)); });
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

ctorch_status ctorch_rows(const ctorch_tensor *x, const int64_t *indices, int64_t count, ctorch_out out) {
    return answering(out, [&] {
        // from_blob only borrows, which is enough: index_select is done with the indices when it returns.
        const auto where = at::from_blob(const_cast<int64_t *>(indices), {count}, at::kLong);
        return at::index_select(x->value, 0, where.to(x->value.device()));
    });
}

ctorch_status ctorch_add(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out out) {
    return answering(out, [&] { return at::add(x->value, y->value); });
}

ctorch_status ctorch_subtract(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out out) {
    return answering(out, [&] { return at::sub(x->value, y->value); });
}

ctorch_status ctorch_multiply(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out out) {
    return answering(out, [&] { return at::mul(x->value, y->value); });
}

ctorch_status ctorch_divide(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out out) {
    return answering(out, [&] { return at::div(x->value, y->value); });
}

ctorch_status ctorch_scale(const ctorch_tensor *x, double factor, ctorch_out out) {
    return answering(out, [&] { return at::mul(x->value, factor); });
}

ctorch_status ctorch_activate(const ctorch_tensor *x, ctorch_activation activation, ctorch_out out) {
    return answering(out, [&] {
        switch (activation) {
            case CTORCH_IDENTITY: return x->value;
            case CTORCH_GELU: return at::gelu(x->value);
            case CTORCH_SWISH: return at::silu(x->value);
        }
        TORCH_CHECK(false, "no such activation: ", static_cast<int>(activation));
    });
}

ctorch_status ctorch_normalize(const ctorch_tensor *x, ctorch_out out) {
    return answering(out, [&] {
        return at::div(x->value, at::linalg_vector_norm(x->value, 2, at::IntArrayRef{-1}, true));
    });
}

ctorch_status ctorch_matmul_transposed(const ctorch_tensor *x, const ctorch_tensor *y, ctorch_out out) {
    return answering(out, [&] { return at::matmul(x->value, y->value.t()); });
}

ctorch_status ctorch_layer_norm(
    const ctorch_tensor *x, const ctorch_tensor *weight, const ctorch_tensor *bias, double epsilon,
    ctorch_out out) {
    return answering(out, [&] {
        return at::layer_norm(x->value, weight->value.sizes(), weight->value, bias->value, epsilon);
    });
}

ctorch_status ctorch_attention(
    const ctorch_tensor *q, const ctorch_tensor *k, const ctorch_tensor *v, bool causal, ctorch_out out) {
    return answering(out, [&] {
        return at::scaled_dot_product_attention(q->value, k->value, v->value, std::nullopt, 0.0, causal);
    });
}

ctorch_status ctorch_linear(
    const ctorch_tensor *x, const ctorch_tensor *weight, const ctorch_tensor *bias, ctorch_out out) {
    return answering(out, [&] { return at::linear(x->value, weight->value, optional(bias)); });
}

bool ctorch_can_pack(ctorch_dtype type) {
    bool found = false;
    const auto status = guarded([&] {
        auto &dispatcher = c10::Dispatcher::singleton();
        found = dispatcher.findSchema({"mkldnn::_reorder_linear_weight", ""}).has_value()
            && dispatcher.findSchema({"mkldnn::_linear_pointwise", ""}).has_value();
    });
    if (status.message) ctorch_free_message(status.message);
    return found && (type == CTORCH_FLOAT32 || (type == CTORCH_BFLOAT16 && ctorch_has_bfloat16()));
}

ctorch_status ctorch_pack(const ctorch_tensor *weight, int64_t rows, ctorch_out out) {
    return answering(out, [&] { return reorder_weight().call(weight->value.contiguous(), rows); });
}

ctorch_status ctorch_packed_linear(
    const ctorch_tensor *x, const ctorch_tensor *packed, const ctorch_tensor *bias, ctorch_activation activation,
    ctorch_out out) {
    return answering(out, [&] {
        return linear_pointwise().call(
            x->value, packed->value, optional(bias), attribute(activation), c10::List<std::optional<at::Scalar>>(),
            activation == CTORCH_GELU ? "none" /* the error function, not its tanh approximation */ : "");
    });
}

ctorch_status ctorch_resize_bicubic(const ctorch_tensor *x, int64_t height, int64_t width, ctorch_out out) {
    return answering(out, [&] {
        const int64_t size[] = {height, width};
        return at::_upsample_bicubic2d_aa(x->value, size, /*align_corners=*/false);
    });
}

void ctorch_release_memory(void) {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

int32_t ctorch_thread_count(void) {
    return at::get_num_threads();
}

ctorch_status ctorch_set_thread_count(int32_t count) {
    return guarded([&] {
        TORCH_CHECK(count > 0, "the number of threads must be positive, not ", count);
        // A thread's first parallel operation sets its count to the process's. Asking for the count does that now, so
        // that what is set next stays.
        at::get_num_threads();
        // at::set_num_threads would also change the process's count, and with it that of every thread to come. OpenMP's
        // own function is looked up rather than linked, since libtorch brings OpenMP under different names.
        static const auto set = reinterpret_cast<void (*)(int)>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
        if (set) {
            set(count);
        } else {
            at::set_num_threads(count);
        }
    });
}

bool ctorch_has_bfloat16(void) {
    bool found = false;
    const auto status = guarded([&] {
        found = has_capability("avx512_bf16") || has_capability("amx_bf16") || has_capability("bf16");
    });
    if (status.message) ctorch_free_message(status.message);
    return found;
}

bool ctorch_has_cuda(void) {
    bool found = false;
    const auto status = guarded([&] { found = at::hasCUDA(); });
    if (status.message) ctorch_free_message(status.message);
    return found;
}
