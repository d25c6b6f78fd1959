/// The records of a response, put together in a buffer (FastCGI specification 1.0, sections 3.3, 5.3 and 5.5).
struct ResponseRecords {
    /// A record's content may have 65,535 bytes; this is less, and a multiple of 8, so that full ones need no padding.
    static let contentSize = 32_768
    private static let headerLength = 8

    private let requestID: UInt16
    /// Where the header of the open record stands; nil if none is open.
    private var header: Int?
    /// The records, of which the last may be open.
    private(set) var bytes: [UInt8] = []

    init(requestID: UInt16) { self.requestID = requestID }

    /// Adds to the standard output as much as fits into a record.
    ///
    /// - Returns: how many of the bytes.
    mutating func add(_ output: ArraySlice<UInt8>) -> Int {
        if header == nil {
            header = bytes.count
            bytes += [UInt8](repeating: 0, count: Self.headerLength)
        }
        let taken = output.prefix(Self.contentSize - contentLength)
        bytes += taken
        return taken.count
    }

    /// Whether the open record takes no more.
    var isFull: Bool { contentLength == Self.contentSize }

    /// Ends the open record.
    mutating func close() {
        guard let header else { return }
        let length = contentLength
        let padding = -length & 7
        bytes.replaceSubrange(
            header..<header + Self.headerLength,
            with: recordHeader(RecordType.standardOutput, length: length, padding: padding))
        bytes.append(contentsOf: repeatElement(0, count: padding))
        self.header = nil
    }

    /// Ends the output and the request: its application status is 0, and it is complete (FCGI_REQUEST_COMPLETE, 0).
    mutating func end() {
        close()
        bytes += recordHeader(RecordType.standardOutput, length: 0)
        bytes += recordHeader(RecordType.endRequest, length: 8)
        bytes += [UInt8](repeating: 0, count: 8)
    }

    /// Empties the buffer, whose records were sent.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private var contentLength: Int { header.map { bytes.count - $0 - Self.headerLength } ?? 0 }

    private func recordHeader(_ type: UInt8, length: Int, padding: Int = 0) -> [UInt8] {
        [
            1, type, UInt8(requestID >> 8), UInt8(requestID & 0xFF), UInt8(length >> 8), UInt8(length & 0xFF),
            UInt8(padding), 0,
        ]
    }
}
