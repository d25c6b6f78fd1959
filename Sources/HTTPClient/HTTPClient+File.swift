import Digest
import Foundation

extension HTTPClient {
    /// Brings a file, however large, and goes on where an earlier call or a lost connection stopped.
    ///
    /// Until it is whole and checked it is `path` with `.part` added; then it takes its name, in place of any file that
    /// had it. What is there is used again only if the server still has the same version (its ETag) or if a checksum
    /// tells. There is no deadline: it ends when nothing more arrives.
    ///
    /// - Parameters:
    ///   - request: what to get; `limit` bounds the file.
    ///   - path: where the file goes; the folder must exist.
    ///   - sha256: the file's checksum in hexadecimal digits, if it is known.
    ///   - tries: how many times in a row a try may fail that brings nothing new.
    ///   - progress: called on the calling thread with the bytes that are there, and those that there will be if the
    ///     server says.
    /// - Throws: `HTTPError`; what has arrived stays for the next call, unless the checksum is wrong.
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
                    // What an earlier call left may be of another version.
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
                    // The server cannot continue from here: from the start, then, unless that goes on for ever.
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

    /// One try, which leaves in the part what arrived.
    private func fetch(_ request: HTTPRequest, part: PartialFile, sink: FileSink) throws(HTTPError) {
        var request = request
        request.acceptsCompression = false
        let before = part.size
        request.limit -= before
        if before > 0 {
            request.headers.append(("Range", "bytes=\(before)-"))
            if let version = part.version { request.headers.append(("If-Range", version)) }
        }
        let answer = Result { () throws(HTTPError) in try perform(request, until: nil, sink: sink) }
        try sink.close()
        let response = try answer.get()
        if response.status == 200 || response.status == 206 { return }
        // "Content-Range: bytes */5000": the part is the whole already.
        if response.status == 416, before > 0, response.headers["Content-Range"] == "bytes */\(before)" { return }
        throw HTTPError(host: part.host, reason: .status(response.status))
    }
}

extension HTTPError {
    /// Whether what went wrong may be over a moment later.
    fileprivate var deservesAnotherTry: Bool {
        switch reason {
        case .interrupted, .timedOut, .unreachable, .unresolved: true
        case .status(let status): status == 429 || (500..<600).contains(status)
        default: false
        }
    }
}
