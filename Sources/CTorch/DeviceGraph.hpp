// What libdescry_cuda.so (Sources/CTorchCUDA) has for CTorch, which is compiled without CUDA's headers.
#pragma once

#include <cstdint>
#include <utility>

namespace ctorch {

/// What one thread runs on a device's stream, recorded to be run again as a whole.
struct DeviceGraph {
    using Pool = std::pair<uint64_t, uint64_t>;

    virtual ~DeviceGraph() = default;
    /// Begins to record what this thread runs on its current stream, which must not be the default one.
    ///
    /// Tensors that are made meanwhile lie in `pool`; {0, 0} makes a new one.
    virtual void begin(Pool pool) = 0;
    virtual void end() = 0;
    /// Runs what was recorded on this thread's current stream.
    virtual void replay() = 0;
    virtual Pool pool() = 0;
};

/// What libdescry_cuda.so exports as `descry_cuda_graphs`.
struct DeviceGraphs {
    /// The libtorch that it was built for.
    const char *torch_version;
    DeviceGraph *(*make)();
};

}  // namespace ctorch
