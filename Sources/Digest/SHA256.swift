// The border to OpenSSL's libcrypto, which libcurl depends on: all unsafe calls of the module are in this file.

import CCrypto
import Foundation

/// The SHA-256 of bytes that come in pieces (FIPS 180-4).
@safe
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// The digest of no bytes, so far.
    public init() {
        // Both fail only if memory is exhausted, or if OpenSSL's configuration forbids SHA-256.
        guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            fatalError("OpenSSL has no SHA-256")
        }
        unsafe self.context = unsafe context
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Takes the next bytes.
    public mutating func update(_ bytes: [UInt8]) {
        _ = unsafe EVP_DigestUpdate(context, bytes, bytes.count)
    }

    /// The digest, 32 bytes.
    public consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe EVP_DigestFinal_ex(context, &digest, nil)
        return digest
    }

    /// The digest of bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        var sha = SHA256()
        sha.update(bytes)
        return sha.finish()
    }

    /// The digest of a file, read in pieces of 1 MiB.
    ///
    /// - Throws: Foundation's error if the file cannot be read.
    public static func digest(ofFile path: String) throws -> [UInt8] {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        var sha = SHA256()
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { sha.update([UInt8](piece)) }
        return sha.finish()
    }
}
