// The border to OpenSSL's libcrypto for certificates: every unsafe call of the module stands in this file.

import CCrypto
public import Foundation

/// Until when a certificate is valid.
public enum CertificateEnd {
    /// The end of the first certificate in a text (RFC 7468), which is a server's own where its chain follows.
    ///
    /// - Returns: nil if there is none that can be read.
    public static func date(inPEM bytes: [UInt8]) -> Date? {
        guard let memory = unsafe BIO_new_mem_buf(bytes, Int32(clamping: bytes.count)) else { return nil }
        defer { unsafe BIO_free(memory) }
        guard let certificate = unsafe PEM_read_bio_X509(memory, nil, nil, nil) else {
            ERR_clear_error()
            return nil
        }
        defer { unsafe X509_free(certificate) }
        var time = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(unsafe timegm(&time)))
    }
}
