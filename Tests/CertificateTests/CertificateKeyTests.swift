import Certificate
import Foundation
import TestSupport
import Testing

@Suite struct CertificateKeyTests {
    private let folder: TemporaryFolder
    private let certificate: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        try TestCertificate.make(
            in: folder, end: Date(timeIntervalSince1970: 1_900_000_000),
            then: """
                openssl ecparam -genkey -name prime256v1 -noout -out other.pem
                openssl genrsa -out rsa.pem 2048
                openssl ec -in key.pem -aes128 -passout pass:secret -out locked.pem
                """)
        certificate = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("certificate.pem"))))
    }

    @Test(
        "a key fits its own certificate only, and cannot be read with a password",
        arguments: [
            ("key.pem", CertificateKey.Match.fits), ("other.pem", .differs), ("rsa.pem", .differs),
            ("locked.pem", .unreadable), ("certificate.pem", .unreadable),
        ])
    func matches(name: String, expected: CertificateKey.Match) throws {
        let key = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
        #expect(CertificateKey.match(certificate: certificate, key: key) == expected)
        #expect(CertificateKey.match(certificate: [], key: key) == .unreadable)
    }
}
