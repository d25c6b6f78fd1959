// A library to preload: the process sees a processor that has AVX2 and nothing newer of its kind (no AVX-512, VNNI,
// bfloat16 or AMX), so that libraries without a switch of their own are held to it, too.
//
//   cc -O2 -shared -fPIC -Wl,-z,initfirst -o hold_to_avx2.so hold_to_avx2.c
//   LD_PRELOAD=…/hold_to_avx2.so PROGRAM
//
// The instruction CPUID is made to fault (arch_prctl(2), ARCH_SET_CPUID), and the signal's handler answers it. Processors
// and hypervisors that cannot do that list no `cpuid_fault` in /proc/cpuinfo. The dynamic loader and the C library have
// looked before this begins; their copies of memory stay as they are.
#define _GNU_SOURCE
#include <cpuid.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <asm/prctl.h>

// Intel's Software Developer's Manual, volume 2A, CPUID, leaf 7; AMX and AVX-512 as Linux names them.
enum {
    // AVX512F, DQ, IFMA, PF, ER, CD, BW, VL
    LEAF_7_EBX = 1u << 16 | 1u << 17 | 1u << 21 | 1u << 26 | 1u << 27 | 1u << 28 | 1u << 30 | 1u << 31,
    // AVX512_VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ
    LEAF_7_ECX = 1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14,
    // AVX512_4VNNIW, 4FMAPS, VP2INTERSECT, AMX-BF16, AVX512-FP16, AMX-TILE, AMX-INT8
    LEAF_7_EDX = 1u << 2 | 1u << 3 | 1u << 8 | 1u << 22 | 1u << 23 | 1u << 24 | 1u << 25,
};

static struct sigaction previous;

static long set_cpuid(unsigned long allowed) {
    return syscall(SYS_arch_prctl, ARCH_SET_CPUID, allowed);
}

static void answer(int signal, siginfo_t *info, void *context) {
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const uint8_t *instruction = (const uint8_t *)registers[REG_RIP];
    // A kernel's fault for an address has another code than one for an instruction; only then is it safe to look.
    if (info->si_code != SI_KERNEL || instruction[0] != 0x0F || instruction[1] != 0xA2) {
        // Not ours: the instruction is run again, and meets whoever was there before.
        sigaction(signal, &previous, NULL);
        return;
    }
    const uint32_t leaf = (uint32_t)registers[REG_RAX], subleaf = (uint32_t)registers[REG_RCX];
    uint32_t eax, ebx, ecx, edx;
    set_cpuid(1);
    __cpuid_count(leaf, subleaf, eax, ebx, ecx, edx);
    set_cpuid(0);
    if (leaf == 7 && subleaf == 0) {
        ebx &= ~(uint32_t)LEAF_7_EBX;
        ecx &= ~(uint32_t)LEAF_7_ECX;
        edx &= ~(uint32_t)LEAF_7_EDX;
    } else if (leaf == 7 && subleaf == 1) {
        // AVX-VNNI, AVX512_BF16, AVX-IFMA, AVX10 and their like.
        eax = ebx = ecx = edx = 0;
    }
    registers[REG_RAX] = eax;
    registers[REG_RBX] = ebx;
    registers[REG_RCX] = ecx;
    registers[REG_RDX] = edx;
    registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void) {
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
    if (sigaction(SIGSEGV, &action, &previous) != 0 || set_cpuid(0) != 0) {
        static const char message[] = "hold_to_avx2: this processor does not let CPUID be answered by a program\n";
        (void)!write(2, message, sizeof message - 1);
        _exit(70);
    }
}
