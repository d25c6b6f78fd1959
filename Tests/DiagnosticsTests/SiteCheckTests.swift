import Foundation
import TestSupport
import Testing

@testable import Diagnostics

/// What the site in front of the process needs: nginx' configuration and the certificate.
@Suite struct SiteCheckTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func certificate(_ more: [String: String] = [:], now: Date = Date()) -> Finding {
        let own = [
            "DESCRY_TLS_CERTIFICATE": folder.file("certificate.pem"), "DESCRY_TLS_KEY": folder.file("key.pem"),
        ]
        return CertificateCheck(environment: own.merging(more) { $1 }).finding(now: now)
    }

    @Test("a certificate ends in days: a warning from 14 days before its end, an error after it")
    func ends() throws {
        let end = Date(timeIntervalSince1970: 1_900_000_000)
        try TestCertificate.make(in: folder, end: end)
        for (days, state) in [(15.0, Finding.State.ok), (13.9, .warning), (0.001, .warning), (-0.001, .error)] {
            let finding = certificate(now: end.addingTimeInterval(-days * 86_400))
            #expect(finding.state == state, "\(days): \(finding)")
            #expect(finding.detail.contains("2030-03-17"), "\(finding)")
            #expect((finding.advice?.contains("renew it") == true) == (state != .ok))
        }
    }

    @Test("a missing file, one without a certificate, and a wrong key are errors that name the file")
    func errors() throws {
        let missing = certificate()
        #expect(missing.state == .error && missing.detail.contains(folder.file("certificate.pem")))
        #expect(missing.advice?.contains("DESCRY_TLS_CERTIFICATE") == true)
        #expect(certificate(["DESCRY_TLS": "off"]).state == .skipped)
        try "nothing".write(toFile: folder.file("certificate.pem"), atomically: true, encoding: .utf8)
        #expect(certificate().detail.contains("holds no certificate"))
        try TestCertificate.make(
            in: folder, end: Date() + 100 * 86_400,
            then: "openssl ecparam -genkey -name prime256v1 -noout -out other.pem")
        #expect(certificate().state == .ok)
        let other = certificate(["DESCRY_TLS_KEY": folder.file("other.pem")])
        #expect(other.state == .error && other.detail.contains(folder.file("other.pem")), "\(other)")
        #expect(certificate(["DESCRY_TLS_KEY": folder.file("nothing.pem")]).state == .error)
    }

    @Test("nginx is not asked without a folder, and a folder without nginx.conf is an error")
    func nginx() {
        #expect(NginxCheck(folder: nil).finding().state == .skipped)
        let finding = NginxCheck(folder: folder.path).finding()
        #expect(finding.state == .error && finding.advice == "run nginx/configure \(folder.path)")
    }

    @Test("a relative folder is one of the present folder, not of nginx")
    func relativeFolder() throws {
        try "events {} pid \(folder.file("pid")); error_log stderr;".write(
            toFile: folder.file("nginx.conf"), atomically: true, encoding: .utf8)
        let up = String(repeating: "../", count: FileManager.default.currentDirectoryPath.split(separator: "/").count)
        let finding = NginxCheck(folder: up + folder.path.dropFirst()).finding()
        #expect(finding.state == .ok, "\(finding)")
    }
}
