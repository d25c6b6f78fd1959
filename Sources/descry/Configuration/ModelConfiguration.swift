import CLIP
import Files
import Torch

/// Which model runs, and how.
struct ModelConfiguration {
    enum DeviceChoice: String {
        case auto, cpu, cuda
    }

    /// A directory's path, or the hub's name of a model that was fetched.
    let name: String
    /// The folder of the models from the hub.
    let fetchedFolder: String
    /// What to compute with; nil where nothing was chosen, which means `auto`.
    var precision: Precision?
    /// Whether a precision may be one that the processor only emulates.
    let force: Bool
    let device: DeviceChoice

    /// The model's directory.
    ///
    /// - Throws: a ``SetupError`` if it does not exist.
    func directory() throws(SetupError) -> String {
        try ModelLocation.path(of: name, fetchedFolder: fetchedFolder)
    }

    func load() throws(SetupError) -> CLIPModel {
        let directory = try directory()
        let shownName = directory != name ? name : Demo.contains(directory) ? "demo" : nil
        let device = try chosenDevice()
        // The loading thread's own OpenMP pool would stay, and with more threads than cores OpenMP sleeps between the
        // encoder's operations: measured, three times slower for a short text. Loading is bound by memory anyway.
        try? Processor.setThreadCount(1)
        do throws(CLIPError) {
            let model = try CLIPModel(
                directory: directory, name: shownName, precision: precision ?? .auto, force: force,
                device: device)
            // Converting and packing the weights has freed as much as they take.
            Processor.releaseMemory()
            return model
        } catch {
            throw SetupError("\(error)")
        }
    }

    private func chosenDevice() throws(SetupError) -> Device {
        switch device {
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
