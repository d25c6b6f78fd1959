// What the machine has, and how much of it a thread may use.
#include "Internal.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <ATen/Parallel.h>
#include <ATen/cpu/Utils.h>
#include <torch/version.h>

using namespace ctorch;

namespace {

/// Processor features in the order in which they came, from the oldest set; a limit hides all after its own.
///
/// ATEN_CPU_CAPABILITY limits libtorch's kernels and ONEDNN_MAX_CPU_ISA those of oneDNN, but not the list of what the
/// processor has. What a limit leaves without a fast kernel must not be chosen.
struct Level {
    const char *limit;
    std::vector<std::string_view> features;
};
const std::vector<Level> levels = {
    {"AVX2", {"avx2", "f16c"}},
    {"AVX2_VNNI", {"avx_vnni"}},
    {"AVX512_CORE", {"avx512_f"}},
    {"AVX512_CORE_VNNI", {"avx512_vnni"}},
    {"AVX512_CORE_BF16", {"avx512_bf16"}},
    {"AVX512_CORE_FP16", {"avx512_fp16"}},
    {"AVX512_CORE_AMX", {"amx_bf16", "amx_int8"}},
};

/// Whether the user's limit hides this feature.
bool is_hidden(std::string_view feature) {
    static const size_t allowed = [] {
        const auto variable = [](const char *name) { return std::string_view(::getenv(name) ? ::getenv(name) : ""); };
        size_t count = levels.size();
        const auto capability = variable("ATEN_CPU_CAPABILITY"), isa = variable("ONEDNN_MAX_CPU_ISA");
        if (capability == "avx2") count = 1;
        if (capability == "default" || isa == "SSE41" || isa == "AVX") count = 0;
        for (size_t level = 0; level < levels.size(); level++) {
            if (isa == levels[level].limit) count = std::min(count, level + 1);
        }
        return count;
    }();
    for (size_t level = allowed; level < levels.size(); level++) {
        const auto &features = levels[level].features;
        if (std::find(features.begin(), features.end(), feature) != features.end()) return true;
    }
    return false;
}

}  // namespace

bool ctorch::has_capability(const char *name) {
    if (is_hidden(name)) return false;
    const auto capabilities = at::cpu::get_cpu_capabilities();
    const auto found = capabilities.find(name);
    return found != capabilities.end() && found->second.isBool() && found->second.toBool();
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
        // A thread's first parallel operation sets its count to the process's. Reading the count does that now, so that
        // the count set below is kept.
        at::get_num_threads();
        // at::set_num_threads would also change the process's count, and so that of every later thread. OpenMP's own
        // function is looked up, not linked, since libtorch ships OpenMP under different names.
        static const auto set = reinterpret_cast<void (*)(int)>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
        if (set) {
            set(count);
        } else {
            at::set_num_threads(count);
        }
    });
}

const char *ctorch_version(void) {
    return TORCH_VERSION;
}

bool ctorch_has_bfloat16(void) {
    return is_true(
        [] { return has_capability("avx512_bf16") || has_capability("amx_bf16") || has_capability("bf16"); });
}
