public import ArgumentParser
public import CLIP
import Files

/// The options of ``ModelConfiguration``.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The CLIP model: a directory in Hugging Face's layout, or the name of one that 'descry model fetch' has \
            fetched. [DESCRY_MODEL; default: openai/clip-vit-base-patch32 with Pixabay, else the demo model]
            """, valueName: "directory-or-name"))
    var model: String?

    @Option(
        help: """
            What the model computes with: auto (bfloat16 where the processor has it, else float16), float32, float16 \
            (sentences' weights in 16 bits; the rest in float32), bfloat16, or int8 (pictures in 8 bits; fastest, less \
            exact). [DESCRY_PRECISION; default: auto]
            """)
    var precision: Precision?

    @Flag(
        help: """
            Take the precision even if the processor only emulates it, which is many times slower. \
            [DESCRY_FORCE_PRECISION=1]
            """)
    var force = false

    @Option(
        help: """
            Where the model computes: auto (the first CUDA device if there is one and libtorch has CUDA, else the \
            processor), cpu, cuda. [DESCRY_DEVICE; default: auto]
            """)
    var device: ModelConfiguration.DeviceChoice?

    /// - Parameter fallback: the model to take if none is named.
    func resolved(
        in environment: Environment, fallback: @autoclosure () throws(SetupError) -> String
    ) throws(SetupError) -> ModelConfiguration {
        let name = if let named = environment.value(model, "DESCRY_MODEL") { named } else { try fallback() }
        return ModelConfiguration(
            name: name, fetchedFolder: ModelLocation.fetchedFolder(environment),
            precision: try environment.value(
                precision, "DESCRY_PRECISION", expected: "auto, float32, float16, bfloat16 or int8",
                Precision.init(rawValue:)),
            force: try environment.flag(force, "DESCRY_FORCE_PRECISION"),
            device: try environment.value(
                device, "DESCRY_DEVICE", expected: "auto, cpu or cuda",
                ModelConfiguration.DeviceChoice.init(rawValue:)) ?? .auto)
    }

    /// The model for pictures in files of this machine: if none is named, the real CLIP if it was fetched, else the
    /// demo's.
    func resolvedForLocalPictures(in environment: Environment = .process) throws(SetupError) -> ModelConfiguration {
        try resolved(in: environment, fallback: Self.localFallback(environment))
    }

    private static func localFallback(_ environment: Environment) -> String {
        let fetchedFolder = ModelLocation.fetchedFolder(environment)
        guard (try? ModelLocation.path(of: ModelLocation.standardModel, fetchedFolder: fetchedFolder)) == nil,
            let demo = Demo.model
        else { return ModelLocation.standardModel }
        if StandardError.isTerminal {
            StandardError.write(
                "descry: the demo model knows little but its own paintings; for photographs run: "
                    + "descry model fetch \(ModelLocation.standardModel)\n")
        }
        return demo
    }
}

extension Precision: ExpressibleByArgument {}
extension ModelConfiguration.DeviceChoice: ExpressibleByArgument {}
