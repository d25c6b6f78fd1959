"""What the benchmarks' figures mean: which round counts, and when a figure is firm. Nothing is measured, or timed, here."""

import pathlib
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import busy
import processor
import readme
from busy import Figure, Turn
from report import Row

MILAN = "flags\t\t: fpu sse4_2 fma f16c avx avx2 vaes\n"
SAPPHIRE_RAPIDS = ("flags\t\t: fma avx2 avx_vnni avx512f avx512dq avx512bw avx512vl avx512_bf16 avx512_vnni amx_bf16 amx_tile "
                   "amx_int8\n")
SKYLAKE = "flags\t\t: fma avx2 avx512f avx512dq avx512bw avx512vl\n"


class Rounds(unittest.TestCase):
    def test_a_quiet_round_counts_before_a_faster_one_that_was_disturbed(self):
        turns = [Turn(5.0, 0.5), Turn(7.0, 0.01), Turn(6.0, 0.02)]
        self.assertEqual(busy.best(turns, float), Figure(6.0, 0.02))
        self.assertEqual(busy.best(turns, float, choose=max), Figure(7.0, 0.01))
        self.assertEqual(busy.middle(turns, float), Figure(6.5, 0.02))

    def test_without_a_quiet_round_the_figure_says_so(self):
        self.assertFalse(busy.best([Turn(5.0, 0.5), Turn(7.0, 0.2)], float).is_firm)
        self.assertEqual(Figure(1234.5, 0.5).text(0), "~1,234")

    def test_a_quotient_is_as_firm_as_the_less_firm_of_its_parts(self):
        self.assertEqual(Figure(6.0, 0.01) / Figure(3.0, 0.2), Figure(2.0, 0.2))
        self.assertEqual(Figure(6.0, 0.2) - Figure(3.0, 0.01), Figure(3.0, 0.2))

    def disturbed(self, shares, **options):
        """How often something is measured in a round when others take these shares; what of it counts."""
        shares, calls = iter(shares), []

        class Sample:
            def others_since(self, _):
                return next(shares)

        original, busy.Sample = busy.Sample, Sample
        self.addCleanup(setattr, busy, "Sample", original)
        turn = busy.Watch(lambda _: None, **options).measure(lambda: calls.append(None) or len(calls))
        return len(calls), turn

    def test_a_disturbed_round_is_repeated_until_it_is_quiet(self):
        self.assertEqual(self.disturbed([0.4, 0.0, 0.4]), (2, Turn(2, 0.0)))

    def test_repetitions_end_and_the_least_disturbed_counts(self):
        self.assertEqual(self.disturbed([0.4, 0.1, 0.2, 0.0]), (3, Turn(2, 0.1)))
        self.assertEqual(self.disturbed([0.4, 0.0], patience=0), (1, Turn(1, 0.4)))

    def test_other_processes_are_told_from_descendants(self):
        with tempfile.TemporaryDirectory() as folder:
            proc = pathlib.Path(folder)
            # Process, its parent, and its own ticks in utime, stime, cutime, cstime.
            for number, parent, ticks in [(10, 1, "1 2 3 4"), (11, 10, "10 0 0 0"), (12, 11, "100 0 0 0"), (13, 1, "999 0 0 0")]:
                (proc / str(number)).mkdir()
                (proc / str(number) / "stat").write_text(f"{number} (a) b) S {parent} {'0 ' * 9}{ticks} 20")
            self.assertAlmostEqual(busy.tree_seconds(proc, 10) * busy.TICK, 120)
        self.assertAlmostEqual(busy.busy_seconds("cpu  1 2 4 800 800 8 16 32 64 64\ncpu0 9") * busy.TICK, 63)


class Rows(unittest.TestCase):
    def test_a_figure_of_a_busy_machine_meets_and_misses_no_mark(self):
        for share, verdict in [(0.01, "met"), (0.2, "not firm")]:
            row = Row("encoder", "pictures", Figure(2.0, share), mark=1.0)
            self.assertEqual((row.verdict, row.is_met), (verdict, True if verdict == "met" else None))
        self.assertEqual(Row("encoder", "pictures", Figure(2.0, 0.2), mark=1.0).figure, "~2.00 x")
        self.assertEqual(Row("encoder", "pictures", 2.0, mark=3.0).verdict, "NOT met")

    def test_both_columns_stand_in_one_table(self):
        better, held = (processor.Processor("Xeon", classes) for classes in [("AVX2", "AVX-512"), ("AVX2",)])
        case = {each: Figure(3.0, 0.0) for each in readme.CASES.values()}
        runs = [readme.Run(better, [Row("encoder", "a", 2.0, mark=1.0)], {"descry float32": case, "descry bfloat16": case}),
                readme.Run(held, [Row("encoder", "a", Figure(1.0, 0.3), mark=1.5), Row("encoder", "b", None)],
                           {"descry float32": case})]
        lines = readme.tables(runs).splitlines()
        self.assertIn("| Descry, bfloat16 | 3.0 | 0.1 | 3.0 | – | – | – |", lines)
        self.assertIn("| a | 2.00 x | >= 1.00 | ~1.00 x (others took 30 %) | >= 1.50 |", lines)
        self.assertIn("| b |  |  | not measured |  |", lines)


class Classes(unittest.TestCase):
    def test_classes_follow_from_flags(self):
        for cpuinfo, found in [
            (MILAN, ("AVX2",)), (SKYLAKE, ("AVX2", "AVX-512")),
            (SAPPHIRE_RAPIDS, ("AVX2", "AVX-512", "VNNI", "bfloat16", "AMX")), ("flags : sse4_2 avx", ()),
        ]:
            self.assertEqual(processor.classes(processor.flags_of(cpuinfo)), found)

    def test_without_control_of_cpuid_the_libraries_switches_hold_and_onnxruntime_is_named(self):
        with mock.patch.object(processor, "build", return_value="no cpuid_fault"):
            xeon = processor.Processor("Xeon", ("AVX2", "AVX-512"))
            held = processor.held_to_avx2(xeon, pathlib.Path("/nowhere"), lambda _: None)
        self.assertEqual((held.classes, held.environment), (("AVX2",), processor.SWITCHES))
        self.assertEqual(held.remark, "not held to AVX2: onnxruntime")
        milan = processor.Processor("EPYC", ("AVX2",))
        self.assertIs(processor.held_to_avx2(milan, pathlib.Path("/nowhere"), print), milan)

    def test_a_program_held_to_avx2_sees_nothing_newer(self):
        with tempfile.TemporaryDirectory() as folder:
            library, program = pathlib.Path(folder, "hold.so"), pathlib.Path(folder, "program")
            if reason := processor.build(library):
                self.skipTest(reason)
            source = ('#include <stdio.h>\n#include <cpuid.h>\nint main(void) { unsigned a, b, c, d; '
                      '__cpuid_count(7, 0, a, b, c, d); printf("%u %u %u\\n", b >> 5 & 1, b >> 16 & 1, c >> 11 & 1); }')
            subprocess.run(["cc", "-x", "c", "-o", program, "-"], input=source, text=True, check=True)
            seen = subprocess.run([program], env={"LD_PRELOAD": str(library)}, capture_output=True, text=True, check=True)
            self.assertEqual(seen.stdout.split(), ["1", "0", "0"])


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
