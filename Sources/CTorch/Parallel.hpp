// Loops of our own on the threads that libtorch's operations use.
#pragma once

#include <algorithm>
#include <cstdint>

namespace ctorch {

/// Calls `body(data, first, end)` for parts of 0..<count, on as many threads as an operation that is called here uses.
void in_parallel(int64_t count, void (*body)(void *data, int64_t first, int64_t end), void *data);

/// Calls `body(first, end)` for parts of 0..<count; `body` must not throw.
template <typename Body>
void in_parallel(int64_t count, Body body) {
    in_parallel(
        count, [](void *data, int64_t first, int64_t end) { (*static_cast<Body *>(data))(first, end); }, &body);
}

}  // namespace ctorch
