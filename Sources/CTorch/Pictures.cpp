// Turns pictures' bytes into the numbers that a model computes with.
#include "Internal.hpp"

#include <ATen/ops/addcmul.h>
#include <ATen/ops/empty.h>

using namespace ctorch;

namespace {

/// Writes the table's value for each byte, patch by patch.
template <typename Value>
void look_up(
    const std::vector<at::Tensor> &pictures, const Value *table, int64_t side, int64_t patch, int64_t grid,
    Value *out) {
    for (const auto &picture : pictures) {
        const auto *bytes = static_cast<const uint8_t *>(picture.const_data_ptr());
        for (int64_t row = 0; row < grid; row++) {
            for (int64_t column = 0; column < grid; column++) {
                for (int64_t line = 0; line < 3 * patch; line++) {
                    const int64_t channel = line / patch;
                    const auto *from = bytes + (channel * side + row * patch + line % patch) * side + column * patch;
                    const auto *values = table + 256 * channel;
                    for (int64_t x = 0; x < patch; x++) *out++ = values[from[x]];
                }
            }
        }
    }
}

}  // namespace

ctorch_status ctorch_patches(
    const ctorch_tensor *const *pictures, int64_t count, const ctorch_tensor *table, int64_t patch, int64_t grid,
    ctorch_out out) {
    return answering(out, [&] {
        TORCH_CHECK(count > 0 && patch > 0 && grid > 0, "there are no patches to make");
        TORCH_CHECK(
            table->value.sizes() == at::IntArrayRef({3, 256}), "the table has the shape ", table->value.sizes());
        auto values = list(pictures, count);
        const int64_t side = values[0].dim() == 3 ? values[0].size(1) : 0;
        TORCH_CHECK(grid * patch <= side, grid, " patches of ", patch, " do not fit a picture of ", side);
        for (auto &value : values) {
            TORCH_CHECK(
                value.sizes() == at::IntArrayRef({3, side, side}) && value.scalar_type() == at::kByte && value.is_cpu(),
                "a picture is ", value.toString(), " of the shape ", value.sizes());
            value = value.contiguous();
        }
        const auto numbers = table->value.contiguous();
        auto patches = at::empty({count, grid * grid, 3 * patch * patch}, numbers.options());
        // Values are only copied, so only their size matters.
        switch (numbers.element_size()) {
            case 2:
                look_up(
                    values, static_cast<const uint16_t *>(numbers.const_data_ptr()), side, patch, grid,
                    static_cast<uint16_t *>(patches.data_ptr()));
                break;
            case 4:
                look_up(
                    values, static_cast<const uint32_t *>(numbers.const_data_ptr()), side, patch, grid,
                    static_cast<uint32_t *>(patches.data_ptr()));
                break;
            default: TORCH_CHECK(false, "no patches are made of ", numbers.toString());
        }
        return patches;
    });
}

ctorch_status ctorch_scale_and_shift(
    const ctorch_tensor *x, const ctorch_tensor *factor, const ctorch_tensor *summand, ctorch_dtype type,
    ctorch_out out) {
    return answering(out, [&] {
        // Writes directly into the requested type: on a GPU, one pass reads bytes and writes 16-bit numbers.
        auto result = at::empty(x->value.sizes(), x->value.options().dtype(scalar_type(type)));
        at::addcmul_out(result, summand->value, x->value, factor->value);
        return result;
    });
}
