import Files
import Foundation

/// A server that deploy/install has set up; admins' commands use its settings where no others are named.
///
/// The unit descry.service sets the same (deploy/systemd).
struct InstalledServer {
    let folder: String

    /// Where its process answers the health paths (descry.socket).
    static let healthListen = "unix:/run/descry/\(SocketFolder.healthSocket)"

    static let standard = InstalledServer(folder: "/etc/descry")

    private var file: FilePath { FilePath("\(folder)/descry.conf") }

    /// The folder of nginx's configuration, if it exists.
    var nginxFolder: String? {
        let nginx = "\(folder)/nginx"
        return (try? FileStatus(FilePath("\(nginx)/nginx.conf"))) == nil ? nil : nginx
    }

    /// The settings of its process; empty if there is no such server.
    ///
    /// A line that is not a setting is named on standard error, and has no effect, as with systemd.
    ///
    /// - Throws: a ``SetupError`` that names the file.
    func settings() throws(SetupError) -> [String: String] {
        guard (try? FileStatus(file)) != nil else { return [:] }
        var settings = [
            "DESCRY_LISTEN": "unix:/run/descry/descry.sock",
            "DESCRY_HEALTH_LISTEN": Self.healthListen,
            "DESCRY_MODELS": "/var/lib/descry/models", "DESCRY_ANSWER_FOLDER": "/run/descry-nginx/answers",
        ]
        for (name, secret) in [("PIXABAY_API_KEY_FILE", "pixabay-api-key"), ("REDIS_PASSWORD_FILE", "redis-password")] {
            let path = "\(folder)/secrets/\(secret)"
            if (try? FileStatus(FilePath(path))) != nil { settings[name] = path }
        }
        let read = try SettingsFile(path: file).readAsSystemd()
        for line in read.passedOver {
            StandardError.write(
                "descry: warning: line \(line) of \(file.shown) is not NAME=value and has no effect\n")
        }
        for (name, value) in read.settings { settings[name] = Self.unquoted(value) }
        return settings
    }

    /// As systemd reads a value: without white space around it, or the quotation marks (systemd.exec(5)).
    private static func unquoted(_ value: String) -> String {
        let trimmed = value.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.count >= 2, let mark = trimmed.first, mark == "\"" || mark == "'", trimmed.last == mark else {
            return trimmed
        }
        return String(trimmed.dropFirst().dropLast())
    }
}
