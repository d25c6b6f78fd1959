import Digest
import Foundation

import struct HTTPTypes.HTTPFields

extension HTTPClient {
    /// Downloads a file of any size, and resumes where an earlier call or a lost connection stopped.
    ///
    /// Until it is complete and checked the file is `path` with `.part` added; then it replaces any file at `path`. A
    /// part is used only if the server has the same version of the file (by its ETag) or if there is a checksum. There
    /// is no deadline; a download in which nothing more arrives fails.
    ///
    /// - Parameters:
    ///   - request: what to get; `limit` bounds the file.
    ///   - path: where the file goes; the folder must exist.
    ///   - sha256: the file's checksum in hexadecimal digits, if it is known.
    ///   - tries: how many tries in a row may fail without a new byte.
    ///   - progress: called on the calling thread with the number of bytes received, and of all bytes if the server
    ///     says it.
    /// - Throws: `HTTPError`; the part stays for the next call, unless the checksum is wrong.
    public func fetch(
        _ request: HTTPRequest, to path: String, sha256: String? = nil, tries: Int = 3,
        progress: @escaping (_ received: Int, _ total: Int?) -> Void = { _, _ in }
    ) throws(HTTPError) {
        let host = Location(request.url)?.host ?? ""
        let part = PartialFile(path: path, host: host)
        if sha256 == nil && part.version == nil { part.remove() }
        var resumed = part.size > 0
        var (triesLeft, restartsLeft) = (tries, tries)
        while true {
            let before = part.size
            let sink = FileSink(path: part.path, received: before, host: host, progress: progress)
            do throws(HTTPError) {
                try fetch(request, part: part, sink: sink)
                if let sha256, try part.checksum() != sha256.lowercased() {
                    part.remove()
                    // The part of an earlier call may be of another version.
                    if resumed {
                        resumed = false
                        continue
                    }
                    throw HTTPError(host: host, reason: .checksumMismatch)
                }
                return try part.finish()
            } catch {
                if part.size > 0, let version = sink.version { part.version = version }
                if before > 0, [.status(416), .malformed].contains(error.reason) {
                    // The server cannot resume: from the start, at most `tries` times.
                    part.remove()
                    restartsLeft -= 1
                    if restartsLeft <= 0 { throw error }
                    continue
                }
                guard error.deservesAnotherTry else { throw error }
                triesLeft = part.size > before ? tries : triesLeft - 1
                if triesLeft <= 0 { throw error }
                Thread.sleep(forTimeInterval: part.size > before ? 0.2 : 1)
            }
        }
    }

    /// One try, which adds what arrives to the part.
    private func fetch(_ request: HTTPRequest, part: PartialFile, sink: FileSink) throws(HTTPError) {
        var request = request
        request.acceptsCompression = false
        let before = part.size
        request.limit -= before
        if before > 0 {
            request.headers[.range] = "bytes=\(before)-"
            request.headers[.ifRange] = part.version
        }
        let answer = Result { () throws(HTTPError) in try perform(request, until: nil, sink: sink) }
        try sink.close()
        let response = try answer.get()
        if response.status == 200 || response.status == 206 { return }
        // "Content-Range: bytes */5000": the part is complete.
        if response.status == 416, before > 0, response.headers[.contentRange] == "bytes */\(before)" { return }
        throw HTTPError(host: part.host, reason: .status(response.status))
    }
}

extension HTTPError {
    fileprivate var deservesAnotherTry: Bool {
        switch reason {
        case .interrupted, .timedOut, .unreachable, .unresolved: true
        case .status(let status): status == 429 || (500..<600).contains(status)
        default: false
        }
    }
}
