// Tells ThreadSanitizer of the locks of Swift's Mutex, for LD_PRELOAD.
//
// Mutex locks and unlocks by atomics in the code that uses it, which is instrumented. Where several threads want a lock
// at once, though, it calls functions of the Synchronization library, which is not: without this each contended Mutex
// looks like a race. These stand before the library's own (Synchronization.swiftinterface of Swift 6.3, _MutexHandle).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define METHOD __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// In programs that ThreadSanitizer is part of; absent in others, such as `swift test` itself.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

METHOD void lock_slow(uint32_t thread, SELF handle) __asm__(LOCK);
METHOD bool try_lock_slow(SELF handle) __asm__(TRY_LOCK);
METHOD void unlock_slow(SELF handle) __asm__(UNLOCK);

METHOD void lock_slow(uint32_t thread, SELF handle) {
    METHOD void (*next)(uint32_t, SELF) = (METHOD void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK);
    next(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

METHOD bool try_lock_slow(SELF handle) {
    METHOD bool (*next)(SELF) = (METHOD bool (*)(SELF))dlsym(RTLD_NEXT, TRY_LOCK);
    bool is_locked = next(handle);
    if (is_locked && __tsan_acquire) __tsan_acquire(handle);
    return is_locked;
}

METHOD void unlock_slow(SELF handle) {
    METHOD void (*next)(SELF) = (METHOD void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK);
    if (__tsan_release) __tsan_release(handle);
    next(handle);
}
