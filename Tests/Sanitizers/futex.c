// Tells ThreadSanitizer of the locks of Swift's Mutex, for LD_PRELOAD.
//
// Mutex locks and unlocks by atomics in the code that uses it, which is instrumented. A lock that others wait for is
// handed over by the kernel, though (futex(2), FUTEX_LOCK_PI and FUTEX_UNLOCK_PI), in the Synchronization library, which
// is not: without this each contended Mutex looks like a race.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sys/syscall.h>

// In programs that ThreadSanitizer is part of; absent in others, such as `swift test` itself.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

long syscall(long number, ...) {
    long arguments[6];
    va_list list;
    va_start(list, number);
    for (int i = 0; i < 6; i++) arguments[i] = va_arg(list, long);
    va_end(list);

    void *lock = (void *)arguments[0];
    long operation = number == SYS_futex ? arguments[1] & FUTEX_CMD_MASK : -1;
    if (operation == FUTEX_UNLOCK_PI && __tsan_release) __tsan_release(lock);
    static long (*next)(long, ...);
    if (!next) next = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    long result = next(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
    if ((operation == FUTEX_LOCK_PI || operation == FUTEX_TRYLOCK_PI) && result == 0 && __tsan_acquire)
        __tsan_acquire(lock);
    return result;
}
