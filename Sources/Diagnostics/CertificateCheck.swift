import Certificate
import Files
public import Foundation

/// nginx' certificate and key.
public struct CertificateCheck {
    /// Days before a certificate's end from which on it should be renewed; tools for that do it 30 days before.
    private static let renewalDays = 14.0

    private let name = "certificate"
    /// The settings (DESCRY_TLS, DESCRY_TLS_CERTIFICATE, DESCRY_TLS_KEY); an empty one counts as not set.
    private let environment: [String: String]

    public init(environment: [String: String]) {
        self.environment = environment.filter { !$0.value.isEmpty }
    }

    /// Until when the certificate is valid, and whether the key is its own.
    public func finding(now: Date = Date()) -> Finding {
        if environment["DESCRY_TLS"] == "off" {
            return Finding(name, .skipped, "DESCRY_TLS is off: the balancer in front, which ends TLS, has it")
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

    /// What is wrong with the key of nginx' certificate, which nginx itself does not notice where it is of another type
    /// (RSA, ECDSA); nil if nothing is, or if this user may not read it.
    private func key(of certificate: [UInt8], _ certificatePath: FilePath) -> Finding? {
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
