// The interface between libdescry_cuda.so (Sources/CTorchCUDA) and CTorch, which is compiled without CUDA's headers.
#pragma once

#include <cstdint>
#include <utility>

namespace ctorch {

/// One thread's work on a device's stream, recorded to be run again as a whole.
struct DeviceGraph {
    using Pool = std::pair<uint64_t, uint64_t>;

    virtual ~DeviceGraph() = default;
    /// Begins to record what this thread runs on its current stream, which must not be the default stream.
    ///
    /// Tensors created while recording are allocated from `pool`; {0, 0} creates a new one.
    virtual void begin(Pool pool) = 0;
    virtual void end() = 0;
    /// Runs the recorded work on this thread's current stream.
    virtual void replay() = 0;
    virtual Pool pool() = 0;
};

/// What libdescry_cuda.so exports as `descry_cuda_graphs`.
struct DeviceGraphs {
    /// The version of libtorch that it was built for.
    const char *torch_version;
    DeviceGraph *(*make)();
};

}  // namespace ctorch
