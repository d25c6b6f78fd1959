// What the machine has, and how much of it a thread may use.
#include "Internal.hpp"

#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <ATen/Parallel.h>
#include <ATen/cpu/Utils.h>
#include <torch/version.h>

using namespace ctorch;

bool ctorch::has_capability(const char *name) {
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
    bool found = false;
    const auto status = guarded([&] {
        found = has_capability("avx512_bf16") || has_capability("amx_bf16") || has_capability("bf16");
    });
    if (status.message) ctorch_free_message(status.message);
    return found;
}
