import CCrypto

/// Whether a certificate and a private key belong together.
public enum CertificateKey {
    public enum Match: Sendable {
        case fits
        /// The key is another certificate's.
        case differs
        /// One of the two cannot be read, which includes a key with a password.
        case unreadable
    }

    /// Compares the first certificate in a text with the key in another one (both PEM, RFC 7468).
    public static func match(certificate: [UInt8], key: [UInt8]) -> Match {
        guard let certificateText = unsafe BIO_new_mem_buf(certificate, Int32(clamping: certificate.count)) else {
            return .unreadable
        }
        defer { unsafe BIO_free(certificateText) }
        guard let keyText = unsafe BIO_new_mem_buf(key, Int32(clamping: key.count)) else { return .unreadable }
        defer {
            unsafe BIO_free(keyText)
            ERR_clear_error()
        }
        guard let read = unsafe PEM_read_bio_X509(certificateText, nil, nil, nil) else { return .unreadable }
        defer { unsafe X509_free(read) }
        // Without a function that gives none, OpenSSL would ask for a password.
        guard let readKey = unsafe PEM_read_bio_PrivateKey(keyText, nil, { _, _, _, _ in 0 }, nil) else {
            return .unreadable
        }
        defer { unsafe EVP_PKEY_free(readKey) }
        return unsafe X509_check_private_key(read, readKey) == 1 ? .fits : .differs
    }
}
