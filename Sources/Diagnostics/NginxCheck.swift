import Files
import Foundation

/// Whether nginx accepts its configuration.
public struct NginxCheck {
    private let name = "nginx"
    /// What nginx/configure wrote; nil if that is not known.
    private let folder: String?

    public init(folder: String?) {
        self.folder = folder
    }

    public func finding() -> Finding {
        guard let folder else {
            return Finding(name, .skipped, "name the folder that nginx/configure wrote with --nginx")
        }
        let path = "\(folder)/nginx.conf"
        guard (try? FileStatus(FilePath(path))) != nil else {
            return Finding(
                name, .error, "there is no \(FilePath(path).shown)",
                advice: "run nginx/configure \(FilePath(folder).shown)")
        }
        let nginx = Process()
        nginx.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // nginx looks for a relative path in its own folder.
        nginx.arguments = ["nginx", "-t", "-q", "-c", URL(fileURLWithPath: path).path]
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = "\(variables["PATH"] ?? "/usr/bin:/bin"):/usr/sbin:/sbin"
        nginx.environment = variables
        let output = Pipe()
        nginx.standardError = output
        nginx.standardOutput = output
        nginx.standardInput = FileHandle.nullDevice
        do {
            try nginx.run()
        } catch {
            return Finding(name, .error, "nginx could not be started: \(error.localizedDescription)")
        }
        let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        nginx.waitUntilExit()
        switch nginx.terminationStatus {
        case 0: return Finding(name, .ok, "nginx takes \(FilePath(path).shown)")
        case 127: return Finding(name, .error, "there is no nginx here", advice: "install it: apt-get install nginx")
        default:
            let lines = words.split(separator: "\n").filter { $0.contains("[emerg]") || $0.contains("[alert]") }
            let why = lines.last.map { $0.split(separator: "] ", maxSplits: 1).last ?? $0 } ?? Substring(words)
            return Finding(name, .error, "nginx refuses \(FilePath(path).shown): \(why)")
        }
    }
}
