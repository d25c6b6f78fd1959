import Certificate
import Foundation
import TestSupport
import Testing

@Suite struct CertificateEndTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func bytes(_ name: String = "certificate.pem") throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
    }

    // The years to 2049 are written with two digits in a certificate, the others with four (RFC 5280, 4.1.2.5).
    @Test(
        "an end is right to the second",
        arguments: ["2021-03-04T05:06:07Z", "2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "2100-02-28T12:30:01Z"])
    func toTheSecond(text: String) throws {
        let end = try #require(ISO8601DateFormatter().date(from: text))
        try TestCertificate.make(in: folder, end: end)
        #expect(CertificateEnd.date(inPEM: try bytes()) == end)
    }

    @Test("of a chain it is the first one's, also behind text")
    func chain() throws {
        let ends = [1_900_000_000, 1_800_000_000, 2_000_000_000].map { Date(timeIntervalSince1970: $0) }
        var chain = Array("Subject: CN = localhost\n".utf8)
        for end in ends {
            try TestCertificate.make(in: folder, end: end)
            chain += try bytes()
        }
        #expect(CertificateEnd.date(inPEM: chain) == ends[0])
    }

    @Test("bytes without a whole certificate have none")
    func none() throws {
        try TestCertificate.make(in: folder, end: Date(timeIntervalSince1970: 1_900_000_000))
        let whole = try bytes()
        // The key, a request, a part, and what is no PEM.
        for bytes in [
            try bytes("key.pem"), try bytes("request.pem"), Array(whole.dropLast(100)), [],
            Array("not a certificate".utf8), [0, 1, 2, 255],
            Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8),
        ] { #expect(CertificateEnd.date(inPEM: bytes) == nil) }
        #expect(CertificateEnd.date(inPEM: whole) != nil)
    }
}
