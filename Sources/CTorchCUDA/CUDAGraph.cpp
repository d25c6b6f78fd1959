// libdescry_cuda.so: CUDA graphs for CTorch, which loads it beside libtorch_cuda.so.
//
// It is not a target of the package, since only this needs CUDA's headers: deploy/setup --cuda builds it.
#include "../CTorch/DeviceGraph.hpp"

#include <ATen/cuda/CUDAGraph.h>
#include <torch/version.h>

namespace {

struct CUDAGraph : ctorch::DeviceGraph {
    at::cuda::CUDAGraph graph;

    // Only this thread is restricted to what can be recorded: other threads may allocate memory while it records.
    void begin(Pool pool) override { graph.capture_begin(pool, cudaStreamCaptureModeThreadLocal); }
    void end() override { graph.capture_end(); }
    void replay() override { graph.replay(); }
    Pool pool() override { return graph.pool(); }
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const ctorch::DeviceGraphs descry_cuda_graphs = {
    TORCH_VERSION, []() -> ctorch::DeviceGraph * { return new CUDAGraph; }};
