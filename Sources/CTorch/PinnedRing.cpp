// Copies pictures to a GPU: they are gathered in pinned memory and copied from there while the GPU computes.
#include "Internal.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <c10/core/Event.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

using namespace ctorch;

namespace {

struct Slot {
    at::Tensor host;
    at::Tensor device;
    /// Occurs when the copy is done: the host's memory may be written again.
    c10::Event copied;
    /// Occurs when the computation is done: the device's memory may be written again.
    c10::Event used;
};

/// Calls `body` for each index, also on a few of libtorch's inter-op threads: one core cannot use the full bandwidth.
template <typename Body>
void in_parts(int64_t count, int64_t per_thread, const Body &body) {
    const int64_t most = std::clamp<int64_t>(static_cast<int64_t>(at::get_num_interop_threads()), 1, 4);
    const int64_t parts = std::clamp<int64_t>(count / per_thread, 1, most);
    std::atomic<int64_t> missing = parts - 1;
    const auto run = [&](int64_t part) {
        for (int64_t i = count * part / parts; i < count * (part + 1) / parts; i++) body(i);
    };
    for (int64_t part = 1; part < parts; part++) {
        const auto work = [&run, &missing, part] {
            run(part);
            // This must be the last access: afterwards the waiting thread returns, and `missing` no longer exists.
            missing.fetch_sub(1, std::memory_order_release);
        };
        try {
            at::launch(work);
        } catch (...) {
            work();
        }
    }
    run(0);
    // Spins, since copying takes less time than waking a thread.
    while (missing.load(std::memory_order_acquire) > 0) std::this_thread::yield();
}

}  // namespace

struct ctorch_ring {
    c10::Stream copying;
    std::vector<Slot> slots;
    size_t next = 0;

    Slot &last() { return slots[(next + slots.size() - 1) % slots.size()]; }
};

ctorch_status ctorch_make_ring(
    const char *device, const int64_t *sizes, int64_t dimensions, int64_t slots, ctorch_ring **out) {
    return guarded([&] {
        const at::Device where(device);
        const c10::impl::VirtualGuardImpl guard(where.type());
        auto ring = std::make_unique<ctorch_ring>(ctorch_ring{guard.getStreamFromGlobalPool(where), {}});
        for (int64_t i = 0; i < slots; i++) {
            const auto bytes = at::TensorOptions().dtype(at::kByte);
            ring->slots.push_back(
                {at::empty(list(sizes, dimensions), bytes.pinned_memory(true)),
                 at::empty(list(sizes, dimensions), bytes.device(where)), c10::Event(where.type()),
                 c10::Event(where.type())});
        }
        *out = ring.release();
    });
}

void ctorch_free_ring(ctorch_ring *ring) {
    const auto status = guarded([&] { delete ring; });
    if (status.message) ctorch_free_message(status.message);
}

ctorch_status ctorch_ring_upload(
    ctorch_ring *ring, const ctorch_tensor *const *pictures, int64_t count, int64_t rows, ctorch_out out) {
    return answering(out, [&] {
        auto &slot = ring->slots[ring->next % ring->slots.size()];
        TORCH_CHECK(0 < count && count <= rows && rows <= slot.host.size(0), count, " pictures do not fit ", rows);
        auto values = list(pictures, count);
        for (auto &value : values) {
            TORCH_CHECK(
                value.sizes() == slot.host.sizes().slice(1) && value.scalar_type() == at::kByte && value.is_cpu(),
                "a picture is ", value.toString(), " of the shape ", value.sizes());
            value = value.contiguous();
        }
        ring->next = (ring->next + 1) % ring->slots.size();
        const c10::impl::VirtualGuardImpl guard(slot.device.device().type());
        const auto computing = guard.getStream(slot.device.device());
        if (slot.copied.was_marked_for_recording()) slot.copied.synchronize();
        if (slot.used.was_marked_for_recording()) slot.used.block(ring->copying);
        // The first pictures are copied to the GPU while the next ones are gathered.
        constexpr int64_t chunk = 64;
        const auto size = static_cast<size_t>(slot.host.stride(0));
        for (int64_t start = 0; start < count; start += chunk) {
            const int64_t length = std::min(chunk, count - start);
            auto place = slot.host.narrow(0, start, length);
            auto *to = static_cast<uint8_t *>(place.data_ptr());
            in_parts(length, 8, [&](int64_t i) {
                const auto &value = values[static_cast<size_t>(start + i)];
                std::memcpy(to + static_cast<size_t>(i) * size, value.const_data_ptr(), size);
            });
            const c10::StreamGuard on(ring->copying);
            slot.device.narrow(0, start, length).copy_(place, /*non_blocking=*/true);
        }
        slot.copied.record(ring->copying);
        slot.copied.block(computing);
        return slot.device.narrow(0, 0, rows);
    });
}

ctorch_status ctorch_ring_release(ctorch_ring *ring) {
    return guarded([&] {
        auto &slot = ring->last();
        const auto device = slot.device.device();
        slot.used.record(c10::impl::VirtualGuardImpl(device.type()).getStream(device));
    });
}
