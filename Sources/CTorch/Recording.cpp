// Records a thread's work on a GPU once, and runs it again without the processor's work for each operation.
#include "Internal.hpp"

#include "DeviceGraph.hpp"

#include <dlfcn.h>
#include <memory>

#include <ATen/ops/empty.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

using namespace ctorch;

struct ctorch_recording {
    at::Device device;
    /// Work is recorded on this stream, since the default stream cannot be recorded.
    c10::Stream stream;
    std::shared_ptr<DeviceGraph> graph;
    std::vector<at::Tensor> inputs;
    at::Tensor output;
    /// The thread's previous stream, while it records.
    std::optional<c10::Stream> outside;
};

namespace {

/// The functions of libdescry_cuda.so, or why they cannot be used.
struct Library {
    const DeviceGraphs *graphs = nullptr;
    std::string fault;

    Library() {
        // The library uses libtorch's CUDA part, which must be loaded before it.
        fault = cuda_fault();
        if (!fault.empty()) return;
        void *library = ::dlopen("libdescry_cuda.so", RTLD_NOW | RTLD_LOCAL);
        if (library) graphs = static_cast<const DeviceGraphs *>(::dlsym(library, "descry_cuda_graphs"));
        if (!graphs) {
            fault = ::dlerror();
        } else if (std::strcmp(graphs->torch_version, TORCH_VERSION) != 0) {
            fault = std::string("libdescry_cuda.so was built for libtorch ") + graphs->torch_version + ", not "
                + TORCH_VERSION;
            graphs = nullptr;
        }
    }

    static const Library &shared() {
        static const Library library;
        return library;
    }
};

/// The memory that all recordings share: they run on one stream, one after the other, and each has its own inputs and
/// outputs.
DeviceGraph::Pool shared_pool;

/// Keeps the shared memory when all other recordings are freed: libtorch cannot record into memory that it has
/// released. It is never destroyed, since CUDA may shut down before the process ends.
std::shared_ptr<DeviceGraph> &pool_owner() {
    static auto &owner = *new std::shared_ptr<DeviceGraph>;
    return owner;
}

/// Runs a step of a recording; if it fails, that recording keeps the memory, and later ones get new memory.
template <typename Step>
void with_shared_pool(Step step) {
    try {
        step();
    } catch (...) {
        shared_pool = {};
        pool_owner().reset();
        throw;
    }
}

void enter(ctorch_recording &recording) {
    const c10::impl::VirtualGuardImpl guard(recording.device.type());
    guard.synchronizeDevice(recording.device.index());
    recording.outside = guard.exchangeStream(recording.stream);
}

void leave(ctorch_recording &recording) {
    if (!recording.outside) return;
    const c10::impl::VirtualGuardImpl guard(recording.device.type());
    guard.synchronizeStream(recording.stream);
    guard.exchangeStream(*recording.outside);
    recording.outside.reset();
}

}  // namespace

ctorch_status ctorch_find_recording(void) {
    return guarded([] { TORCH_CHECK(Library::shared().graphs, Library::shared().fault); });
}

ctorch_status ctorch_prepare_recording(const char *device, ctorch_recording **out) {
    return guarded([&] {
        TORCH_CHECK(Library::shared().graphs, Library::shared().fault);
        const at::Device where(device);
        const c10::impl::VirtualGuardImpl guard(where.type());
        // One stream for all recordings, so that libraries that keep memory for each stream keep it once.
        static const auto stream = guard.getStreamFromGlobalPool(where);
        TORCH_CHECK(stream.device() == where, "recordings are made on ", stream.device(), ", not on ", where);
        auto recording = std::make_unique<ctorch_recording>(ctorch_recording{
            where, stream, std::shared_ptr<DeviceGraph>(Library::shared().graphs->make()), {}, {}, std::nullopt});
        enter(*recording);
        *out = recording.release();
    });
}

ctorch_status ctorch_add_input(
    ctorch_recording *recording, ctorch_dtype type, const int64_t *sizes, int64_t dimensions, ctorch_out out) {
    return answering(out, [&] {
        const auto options = at::TensorOptions().dtype(scalar_type(type)).device(recording->device);
        // Zeros, since the run before the recording uses them, and they may be indices.
        recording->inputs.push_back(at::empty(list(sizes, dimensions), options).zero_());
        return recording->inputs.back();
    });
}

ctorch_status ctorch_begin_recording(ctorch_recording *recording) {
    return guarded([&] {
        c10::impl::VirtualGuardImpl(recording->device.type()).synchronizeStream(recording->stream);
        with_shared_pool([&] { recording->graph->begin(shared_pool); });
    });
}

ctorch_status ctorch_end_recording(ctorch_recording *recording, const ctorch_tensor *output) {
    return guarded([&] {
        with_shared_pool([&] {
            recording->graph->end();
            shared_pool = recording->graph->pool();
            if (!pool_owner()) pool_owner() = recording->graph;
        });
        if (output) recording->output = output->value;
        leave(*recording);
    });
}

ctorch_status ctorch_replay(
    ctorch_recording *recording, const ctorch_tensor *const *inputs, int64_t count, ctorch_out out) {
    return answering(out, [&] {
        TORCH_CHECK(recording->output.defined(), "nothing was recorded");
        TORCH_CHECK(
            count == static_cast<int64_t>(recording->inputs.size()), "there are ", count, " inputs, not ",
            recording->inputs.size());
        const c10::DeviceGuard on(recording->device);
        for (int64_t i = 0; i < count; i++) {
            auto value = inputs[i]->value;
            auto &place = recording->inputs[static_cast<size_t>(i)];
            TORCH_CHECK(
                value.sizes() == place.sizes() && value.scalar_type() == place.scalar_type(), "an input is ",
                value.toString(), " of the shape ", value.sizes());
            // A copy from memory that is not pinned would block.
            if (value.is_cpu() && !value.is_pinned()) value = value.pin_memory();
            place.copy_(value, /*non_blocking=*/true);
        }
        recording->graph->replay();
        // The next run overwrites the output.
        return recording->output.clone();
    });
}

void ctorch_free_recording(ctorch_recording *recording) {
    const auto status = guarded([&] {
        leave(*recording);
        delete recording;
    });
    if (status.message) ctorch_free_message(status.message);
}
