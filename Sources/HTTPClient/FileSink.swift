import Foundation

import struct HTTPTypes.HTTPFields

/// Writes a body into a file, after what an earlier try wrote.
final class FileSink: Transfer.Sink {
    /// Called with the number of bytes received, and of all bytes if the server says it.
    typealias Progress = (_ received: Int, _ total: Int?) -> Void

    private(set) var received: Int
    /// Bytes of the whole file, if the server says it.
    private(set) var total: Int?
    /// The file's ETag, if a download can be resumed by it.
    private(set) var version: String?
    private let path: String
    private let host: String
    private let progress: Progress
    private var file: FileHandle?

    init(path: String, received: Int, host: String, progress: @escaping Progress) {
        self.path = path
        self.received = received
        self.host = host
        self.progress = progress
    }

    func begin(status: Int, headers: HTTPFields) throws(HTTPError) {
        // "Content-Range: bytes 1000-4999/5000" (RFC 9110, section 14.4)
        if status == 206 {
            guard let range = headers[.contentRange], range.hasPrefix("bytes \(received)-") else {
                throw HTTPError(host: host, reason: .malformed)
            }
            total = range.split(separator: "/").last.flatMap { Int($0) }
        } else {
            received = 0
            total = headers[.contentLength].flatMap { Int($0) }
        }
        // Weak ETags do not promise equal bytes (RFC 9110, section 13.1.5).
        version = headers[.eTag].flatMap { $0.hasPrefix("\"") ? $0 : nil }
        let keep = received
        try attempt {
            if !FileManager.default.fileExists(atPath: path) {
                try Data().write(to: URL(fileURLWithPath: path))
            }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.truncate(atOffset: UInt64(keep))
            try file.seekToEnd()
            self.file = file
        }
        progress(received, total)
    }

    func write(_ bytes: [UInt8]) throws(HTTPError) {
        try attempt { try file?.write(contentsOf: Data(bytes)) }
        received += bytes.count
        progress(received, total)
    }

    /// Writes what is buffered to the disk, and closes the file.
    func close() throws(HTTPError) {
        try attempt {
            try file?.synchronize()
            try file?.close()
        }
        file = nil
    }

    private func attempt(_ work: () throws -> Void) throws(HTTPError) {
        do {
            try work()
        } catch {
            throw HTTPError(host: host, reason: .file((error as NSError).localizedDescription))
        }
    }
}
