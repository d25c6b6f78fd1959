// Loops of our own on the threads that libtorch's operations use.
#include "Parallel.hpp"

#include <dlfcn.h>

#include <ATen/Parallel.h>

namespace {

struct Loop {
    int64_t count;
    int threads;
    void (*body)(void *, int64_t, int64_t);
    void *data;
};

}  // namespace

void ctorch::in_parallel(int64_t count, void (*body)(void *, int64_t, int64_t), void *data) {
    // at::parallel_for runs on one thread unless its caller is compiled with OpenMP, which would link a second OpenMP
    // beside the one that libtorch ships. So its entry points are looked up (GNU libgomp, "The libgomp ABI"; LLVM's
    // library has them too).
    static const auto run = reinterpret_cast<void (*)(void (*)(void *), void *, unsigned, unsigned)>(
        ::dlsym(RTLD_DEFAULT, "GOMP_parallel"));
    static const auto index = reinterpret_cast<int (*)()>(::dlsym(RTLD_DEFAULT, "omp_get_thread_num"));
    // Fewer than this many rows are done before another thread has woken up.
    constexpr int64_t least = 16;
    const int threads = static_cast<int>(std::min<int64_t>(at::get_num_threads(), count / (least / 2)));
    if (!run || !index || threads < 2) return body(data, 0, count);
    Loop loop{count, threads, body, data};
    run([](void *pointer) {
            const auto &loop = *static_cast<Loop *>(pointer);
            const int64_t step = (loop.count + loop.threads - 1) / loop.threads;
            // OpenMP may start fewer threads than asked for; each one then takes every part that is its own.
            for (int64_t first = index() * step; first < loop.count; first += loop.threads * step) {
                loop.body(loop.data, first, std::min(loop.count, first + step));
            }
        },
        &loop, static_cast<unsigned>(threads), 0);
}
