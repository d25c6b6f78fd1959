#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>

// accept4(2), which the C library shows to GNU sources only.
static inline int descry_accept(int listener) { return accept4(listener, 0, 0, SOCK_CLOEXEC); }

// prctl(2) takes a variable number of arguments, which Swift cannot pass.

static inline int descry_forbid_dump(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

static inline int descry_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, (long)signal, 0L, 0L, 0L); }
