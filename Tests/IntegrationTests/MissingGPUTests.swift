import Foundation
import TestSupport
import Testing

extension Integration {
    /// What the process says on the way to a GPU, with libraries in place of the driver's and libtorch's that have no
    /// more than their names: each writes that it was loaded.
    @Suite(.enabled(if: dlopen("libcuda.so.1", RTLD_LAZY) == nil, "the NVIDIA driver is on this machine"))
    struct MissingGPUTests {
        /// - Parameter damaged: a library that is an empty file: libtorch may have one of that name, which would be loaded.
        private func embed(
            with libraries: [String], damaged: String? = nil, device: String
        ) throws -> ChildProcess.Outcome {
            let folder = try TemporaryFolder()
            if let damaged { try Data().write(to: URL(filePath: folder.file(damaged))) }
            for library in libraries {
                let source = folder.file("source.c")
                let code = """
                    #include <stdio.h>
                    __attribute__((constructor)) static void loaded(void) { fputs("loaded \(library)\\n", stderr); }
                    """
                try code.write(toFile: source, atomically: true, encoding: .utf8)
                let made = try ChildProcess.run("cc", ["-shared", "-fPIC", "-o", folder.file(library), source])
                try #require(made.status == 0, "\(made.errors)")
            }
            return try ChildProcess.run(
                Checkout.descry,
                ["embed", "--model", Checkout.model, "--device", device, "--text", "a dog"],
                environment: ["LD_LIBRARY_PATH": folder.path])
        }

        @Test(
            "with --device cuda, what is missing is named, and no model is loaded",
            arguments: [
                ([], nil, "the NVIDIA driver's library cannot be loaded (libcuda.so.1"),
                (["libcuda.so.1"], "libtorch_cuda.so", "libtorch's CUDA part cannot be loaded ("),
                (["libcuda.so.1", "libtorch_cuda.so"], nil, "the NVIDIA driver has no device for this process"),
            ] as [([String], String?, String)])
        func names(libraries: [String], damaged: String?, message: String) throws {
            let outcome = try embed(with: libraries, damaged: damaged, device: "cuda")
            #expect(outcome.status == 78, "\(outcome.errors)")
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(outcome.errors.contains("use cpu or auto"), "\(outcome.errors)")
            #expect(outcome.output.isEmpty)
            for library in libraries { #expect(outcome.errors.contains("loaded \(library)\n"), "\(outcome.errors)") }
        }

        @Test("with --device auto, the processor computes whatever is missing")
        func computesAnyway() throws {
            for libraries in [[], ["libcuda.so.1"], ["libcuda.so.1", "libtorch_cuda.so"]] {
                let outcome = try embed(with: libraries, device: "auto")
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(outcome.output.contains("embedding"))
                #expect(outcome.errors.contains("loaded libtorch_cuda.so\n") == (libraries.count == 2))
            }
        }

        @Test("with --device cpu, nothing of CUDA is loaded")
        func leavesAlone() throws {
            let outcome = try embed(with: ["libcuda.so.1", "libtorch_cuda.so"], device: "cpu")
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        }
    }
}
