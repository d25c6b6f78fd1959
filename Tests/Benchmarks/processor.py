"""What the processor computes with, and how everything is held to AVX2 on a better one."""

import dataclasses
import os
import pathlib
import platform
import shutil
import subprocess

# Linux' names of what makes a processor one of a class: all of a set, for one of the sets.
CLASSES = {
    "AVX2": [{"avx2", "fma"}],
    "AVX-512": [{"avx512f", "avx512bw", "avx512dq", "avx512vl"}],
    "VNNI": [{"avx512_vnni"}, {"avx_vnni"}],
    "bfloat16": [{"avx512_bf16"}],
    "AMX": [{"amx_tile", "amx_int8", "amx_bf16"}],
}
# The libraries' own switches. oneDNN's is OpenVINO's too; MKL, libtorch and FBGEMM (its 8-bit and 16-bit products) have one
# each. MLAS, which onnxruntime computes with, has none, and descry's choice of a precision follows libtorch's.
SWITCHES = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2", "MKL_ENABLE_INSTRUCTIONS": "AVX2",
            "FBGEMM_ENABLE_INSTRUCTIONS": "AVX2"}
WITHOUT_SWITCH = ["onnxruntime"]


@dataclasses.dataclass(frozen=True)
class Processor:
    name: str
    classes: tuple
    # Variables for whatever is measured.
    environment: dict = dataclasses.field(default_factory=dict)
    # Libraries that take no notice of these.
    not_held: tuple = ()
    is_held: bool = False

    def has(self, name):
        return name in self.classes

    @property
    def best(self):
        """The newest of its classes that makes products faster: the heading of its column."""
        return next((name for name in ["AMX", "AVX-512", "AVX2"] if self.has(name)), "older than AVX2")

    @property
    def label(self):
        return f"{self.name} {'held to' if self.is_held else 'with'} {', '.join(self.classes) or 'less than AVX2'}"

    @property
    def remark(self):
        return f"not held to AVX2: {', '.join(self.not_held)}" if self.not_held else ""


def classes(flags):
    """The classes of a processor by its flags in /proc/cpuinfo."""
    return tuple(name for name, sets in CLASSES.items() if any(each <= flags for each in sets))


def flags_of(cpuinfo):
    """The flags that /proc/cpuinfo lists for the first processor."""
    line = next((line for line in cpuinfo.splitlines() if line.startswith("flags")), "")
    return set(line.partition(":")[2].split())


def this():
    """This machine's processor as it is."""
    cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
    name = next((line.partition(":")[2].strip() for line in cpuinfo.splitlines() if line.startswith("model name")),
                platform.machine())
    return Processor(name, classes(flags_of(cpuinfo)))


def held_to_avx2(processor, work, say):
    """The processor as if it had AVX2 and nothing better.

    Where the instruction CPUID can be answered by a program (hold_to_avx2.c), nobody sees more than AVX2. Elsewhere the
    libraries are asked by their own variables, and those that have none are named.
    """
    if processor.classes == ("AVX2",):
        return processor
    held = dataclasses.replace(processor, classes=("AVX2",), environment=SWITCHES, is_held=True)
    library = work / "hold_to_avx2.so"
    reason = build(library) or check({**SWITCHES, "LD_PRELOAD": str(library)})
    if reason:
        say(f"{reason}; held to AVX2 by the libraries' own variables, so not held: {', '.join(WITHOUT_SWITCH)}")
        return dataclasses.replace(held, not_held=tuple(WITHOUT_SWITCH))
    return dataclasses.replace(held, environment={**SWITCHES, "LD_PRELOAD": str(library)})


def build(library):
    """Why hold_to_avx2.c cannot be used; None once it is there."""
    if "cpuid_fault" not in flags_of(pathlib.Path("/proc/cpuinfo").read_text()):
        return "this processor does not let CPUID be answered by a program"
    if not shutil.which("cc"):
        return "there is no C compiler (cc)"
    source = pathlib.Path(__file__).with_name("hold_to_avx2.c")
    done = subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-Wl,-z,initfirst", "-o", library, source],
                          capture_output=True, text=True)
    return f"hold_to_avx2.c could not be compiled: {done.stderr.strip()[:200]}" if done.returncode else None


def check(environment):
    """Why a program with these variables still sees AVX-512 (asked of libtorch, by CPUID); None if it does not."""
    import sys

    command = "import torch; print(sum(torch.cpu.get_capabilities().get(name, False) is True for name in " \
              "['avx512_f', 'avx512_vnni', 'avx512_bf16', 'avx_vnni', 'amx_tile']))"
    done = subprocess.run([sys.executable, "-c", command], env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode:
        return f"a program that answers CPUID itself does not run: {(done.stderr.strip() or 'it ended').splitlines()[-1]}"
    return "libtorch sees more than AVX2 all the same" if done.stdout.strip() != "0" else None
