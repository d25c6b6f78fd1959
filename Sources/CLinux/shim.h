#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>

// accept4(2), which the C library's headers declare to GNU sources only. It is declared here, since defining _GNU_SOURCE
// would give this module other structures (fd_set) than modules that it is used with, which then do not compile.
extern int descry_accept4(int listener, void *address, unsigned *length, int flags) __asm__("accept4");
static inline int descry_accept(int listener) { return descry_accept4(listener, 0, 0, SOCK_CLOEXEC); }

// prctl(2) takes a variable number of arguments, which Swift cannot pass.

static inline int descry_forbid_dump(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

static inline int descry_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, (long)signal, 0L, 0L, 0L); }
