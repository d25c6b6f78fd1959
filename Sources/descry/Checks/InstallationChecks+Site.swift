import Certificate
import Files
import Foundation

/// nginx' side of an installation.
extension InstallationChecks {
    /// Days before a certificate's end from which on it should be renewed; tools for that do it 30 days before.
    private static let renewalDays = 14.0

    /// What nginx says of its configuration.
    ///
    /// - Parameter folder: what nginx/configure wrote; nil if that is not known.
    func nginx(_ folder: String?) -> Finding {
        let name = "nginx"
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
        nginx.arguments = ["nginx", "-t", "-q", "-c", path]
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

    /// Until when nginx' certificate is valid.
    func certificate(now: Date = Date()) -> Finding {
        let name = "certificate"
        if environment["DESCRY_TLS"] == "off" {
            return Finding(name, .skipped, "DESCRY_TLS is off: whoever ends TLS in front has it")
        }
        let path = FilePath(environment["DESCRY_TLS_CERTIFICATE"] ?? "/etc/descry/tls/certificate.pem")
        let renewal =
            "renew it (certbot renew; deploy/install makes a new one in place of a self-made one), and reload nginx"
        do throws(FileError) {
            let bytes = try RegularFile.read(path, limit: 1 << 20)
            guard let end = CertificateEnd.date(inPEM: bytes) else {
                return Finding(
                    name, .error, "\(path.shown) holds no certificate in PEM form",
                    advice: "set DESCRY_TLS_CERTIFICATE to one that does")
            }
            let days = end.timeIntervalSince(now) / 86_400
            let date = end.formatted(.iso8601.year().month().day())
            if days < 0 { return Finding(name, .error, "\(path.shown) ended on \(date)", advice: renewal) }
            if let finding = key(of: bytes, path) { return finding }
            let detail = "\(path.shown) ends on \(date), in \(Int(days)) days"
            return days < Self.renewalDays
                ? Finding(name, .warning, detail, advice: renewal) : Finding(name, .ok, detail)
        } catch {
            return Finding(
                name, .error, "\(path.shown) cannot be used: \(error)",
                advice: "set DESCRY_TLS_CERTIFICATE, or DESCRY_TLS=off behind a balancer that ends TLS",
                kind: .init(error))
        }
    }

    /// What is wrong with the key of nginx' certificate, which nginx itself does not see where it is of another type (RSA,
    /// ECDSA); nil if nothing is, or if this user may not read it.
    private func key(of certificate: [UInt8], _ certificatePath: FilePath) -> Finding? {
        let name = "certificate"
        let path = FilePath(environment["DESCRY_TLS_KEY"] ?? "/etc/descry/tls/key.pem")
        let advice = "set DESCRY_TLS_CERTIFICATE and DESCRY_TLS_KEY to two files that belong together"
        do throws(FileError) {
            switch CertificateKey.match(certificate: certificate, key: try RegularFile.read(path, limit: 1 << 20)) {
            case .fits: return nil
            case .differs:
                return Finding(
                    name, .error, "\(path.shown) is not the key of \(certificatePath.shown)", advice: advice)
            case .unreadable:
                return Finding(
                    name, .error, "\(path.shown) holds no private key in PEM form without a password", advice: advice)
            }
        } catch {
            if error.isPermission || environment["DESCRY_TLS_KEY"] == nil { return nil }
            return Finding(name, .error, "the key \(path.shown) cannot be used: \(error)", advice: advice)
        }
    }
}
