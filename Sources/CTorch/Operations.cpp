// Operations on elements, rows and pictures.
#include "Internal.hpp"

#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/_upsample_lanczos2d_aa.h>
#include <ATen/ops/add.h>
#include <ATen/ops/div.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sub.h>

using namespace ctorch;

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
            case CTORCH_GELU_TANH: return at::gelu(x->value, "tanh");
            case CTORCH_SWISH: return at::silu(x->value);
            case CTORCH_RELU: return at::relu(x->value);
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

ctorch_status ctorch_resize(
    const ctorch_tensor *x, int64_t height, int64_t width, ctorch_filter filter, ctorch_out out) {
    return answering(out, [&] {
        const int64_t size[] = {height, width};
        switch (filter) {
            case CTORCH_BICUBIC: return at::_upsample_bicubic2d_aa(x->value, size, /*align_corners=*/false);
            case CTORCH_BILINEAR: return at::_upsample_bilinear2d_aa(x->value, size, /*align_corners=*/false);
            case CTORCH_LANCZOS: return at::_upsample_lanczos2d_aa(x->value, size, /*align_corners=*/false);
        }
        TORCH_CHECK(false, "no such filter: ", static_cast<int>(filter));
    });
}
