public import ArgumentParser
public import CLIP
import Files
import Foundation
import Torch

/// Which model runs, and how.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The CLIP model: a directory in Hugging Face's layout, or the name of one that 'descry model fetch' has \
            brought. [DESCRY_MODEL; default: openai/clip-vit-base-patch32 with Pixabay, else the demo model]
            """, valueName: "directory-or-name"))
    var model: String?

    @Option(
        help: """
            What the model computes with: auto (bfloat16 where the processor has it, else float32), float32, bfloat16, \
            or int8 (weights and inputs of 8 bits; fastest, less exact). [DESCRY_PRECISION; default: auto]
            """)
    var precision: Precision?

    @Option(
        help: """
            Where the model computes: auto (the first CUDA device if there is one and libtorch has CUDA, else the \
            processor), cpu, cuda. [DESCRY_DEVICE; default: auto]
            """)
    var device: DeviceChoice?

    enum DeviceChoice: String, ExpressibleByArgument {
        case auto, cpu, cuda
    }

    /// Loads the model that the options name.
    ///
    /// - Parameter fallback: the model to take if none is named.
    func load(fallback: String, environment: Environment = .process) throws -> CLIPModel {
        let precision = try environment.value(
            precision, "DESCRY_PRECISION", expected: "auto, float32, bfloat16 or int8", Precision.init(rawValue:))
        let name = environment.value(model, "DESCRY_MODEL") ?? fallback
        let directory = try ModelLocation.path(of: name, environment: environment)
        let device = try device(environment)
        // The loading thread's own OpenMP pool would stay, and with more threads than cores OpenMP sleeps between the
        // encoder's operations: measured, three times slower for a short text. Loading is bound by memory anyway.
        try? Processor.setThreadCount(1)
        do throws(CLIPError) {
            let model = try CLIPModel(
                directory: directory, name: directory == name ? nil : name, precision: precision ?? .auto,
                device: device)
            // Converting and packing the weights has freed as much as they take.
            Processor.releaseMemory()
            return model
        } catch {
            throw SetupError("\(error)")
        }
    }

    private func device(_ environment: Environment) throws -> Device {
        let choice = try environment.value(
            device, "DESCRY_DEVICE", expected: "auto, cpu or cuda", DeviceChoice.init(rawValue:))
        switch choice ?? .auto {
        case .auto: return Processor.hasCUDA ? .cuda(0) : .cpu
        case .cpu: return .cpu
        case .cuda:
            do { try Processor.findCUDA() } catch {
                throw SetupError("the device is cuda, but \(error.description); use cpu or auto")
            }
            return .cuda(0)
        }
    }
}

extension Precision: ExpressibleByArgument {}

extension ModelOptions {
    /// The model for pictures of one's own if none is named: the real CLIP if it was fetched, else the demo's.
    static func localFallback(environment: Environment = .process) -> String {
        guard (try? ModelLocation.path(of: ModelLocation.standardModel, environment: environment)) == nil,
            let demo = Demo.model
        else { return ModelLocation.standardModel }
        if environment["DESCRY_MODEL"] == nil, StandardError.isTerminal {
            StandardError.write(
                "descry: the demo model knows little but its own paintings; for photographs run: "
                    + "descry model fetch \(ModelLocation.standardModel)\n")
        }
        return demo
    }
}
