// libtorch's CUDA part, which registers itself when it is loaded.
#include "Internal.hpp"

#include <dlfcn.h>
#include <string>

#include <ATen/Context.h>

using namespace ctorch;

/// Loads what CUDA needs; returns what is missing, or an empty string.
///
/// The program is linked only with libtorch's CPU part, so that it runs without CUDA. libtorch checks once which
/// devices are registered and keeps the result, so this must run before that check.
static std::string load_cuda() {
    // The driver's library first: libtorch_cuda.so is large, and useless without a GPU.
    if (!::dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL)) {
        return std::string("the NVIDIA driver's library cannot be loaded (") + ::dlerror() + ")";
    }
    if (!::dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) {
        return std::string("libtorch's CUDA part cannot be loaded (") + ::dlerror() + ")";
    }
    return at::hasCUDA() ? "" : "the NVIDIA driver has no device for this process";
}

const std::string &ctorch::cuda_fault() {
    static const std::string fault = load_cuda();
    return fault;
}

ctorch_status ctorch_find_cuda(void) {
    return guarded([] { TORCH_CHECK(cuda_fault().empty(), cuda_fault()); });
}
