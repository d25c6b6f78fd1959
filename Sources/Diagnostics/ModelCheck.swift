public import CLIP
import Encoding
import Foundation
import Search
import Threads
import Torch

/// Whether the model encodes, how fast, and whether its precision suits the processor.
public struct ModelCheck {
    /// The check's name, also where the model cannot be loaded.
    public static let name = "model"

    private let clip: CLIPModel
    private let encoder: EncoderService

    /// Loads the model and encodes a canary with it.
    ///
    /// - Returns: also the checks of the loaded model; nil where it cannot be used.
    public static func load(_ load: () throws -> CLIPModel) -> (finding: Finding, model: ModelCheck?) {
        let start = ContinuousClock.now
        do {
            let clip = try load()
            let encoder = EncoderService(clip)
            if let failure = Canary.failure(of: encoder, deadline: .after(.seconds(60))) {
                return (
                    Finding(
                        name, .error, "\(clip.name) was loaded, but cannot be used: \(failure)",
                        advice: "run descry model verify, or fetch it again"), nil
                )
            }
            let time = Int((ContinuousClock.now - start).milliseconds)
            let detail = "\(clip.name) encodes in \(clip.precision.rawValue) on \(clip.device), ready after \(time) ms"
            let loaded = ModelCheck(clip: clip, encoder: encoder)
            if let fault = clip.recordingFault {
                return (
                    Finding(
                        name, .warning, "\(detail), but starts its operations there one by one: \(fault)",
                        advice: "run deploy/setup --cuda, which builds libdescry_cuda.so beside libtorch"), loaded
                )
            }
            return (Finding(name, .ok, detail), loaded)
        } catch {
            return (Finding(name, error), nil)
        }
    }

    /// How fast libtorch is on this machine, measured for a second with sentences.
    public func speed() -> Finding {
        let name = "libtorch"
        var alone: [Duration] = []
        let end = ContinuousClock.now + .milliseconds(500)
        do {
            repeat {
                let start = ContinuousClock.now
                _ = try encoder.embedding(of: "a photo of \(alone.count) dogs", deadline: .after(.seconds(60)))
                alone.append(.now - start)
            } while .now < end || alone.count < 5
        } catch {
            return Finding(name, .error, "a sentence could not be encoded: \(error)")
        }
        let capacity = encoder.measureCapacity(by: .after(.seconds(60))) ?? 0
        let detail = String(
            format: "libtorch %@: %.1f ms for a sentence alone, %.1f ms for each in a batch (%.0f a second)",
            Processor.libraryVersion, alone.sorted()[alone.count / 2].milliseconds, capacity > 0 ? 1000 / capacity : 0,
            capacity)
        return Finding(name, .ok, detail)
    }

    /// Whether the precision suits this processor.
    public func precision() -> Finding {
        let name = "precision"
        let processor = Self.processorName
        guard clip.device == .cpu else { return Finding(name, .ok, "\(clip.precision.rawValue) on \(clip.device)") }
        switch (clip.precision, Processor.hasBFloat16) {
        case (.bfloat16, false):
            return Finding(
                name, .warning, "\(processor) has no bfloat16, which is many times slower in software",
                advice: "set DESCRY_PRECISION to auto or int8")
        case (.float32, true):
            return Finding(
                name, .warning, "float32 was chosen, and \(processor) has bfloat16, which is nearly twice as fast",
                advice: "set DESCRY_PRECISION to auto if small differences in scores do not matter")
        default:
            return Finding(
                name, .ok,
                "\(clip.precision.rawValue) suits \(processor)\(Processor.hasBFloat16 ? "" : ", which has no bfloat16")"
            )
        }
    }

    private static var processorName: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "this processor"
    }
}
