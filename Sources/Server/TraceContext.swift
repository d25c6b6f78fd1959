/// The trace that a request belongs to, as its `traceparent` says (W3C Trace Context, section 3.2).
///
/// For the log only: it is not sent to the picture source, a third party.
struct TraceContext: Equatable {
    /// 32 hexadecimal digits.
    let traceID: String

    /// - Returns: nil for an invalid header, which is ignored.
    init?(traceparent header: String) {
        let fields = header.utf8.split(separator: UInt8(ascii: "-"), maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count >= 4, zip(fields, [2, 32, 16, 2]).allSatisfy({ Self.isHexadecimal($0, count: $1) }),
            !fields[0].elementsEqual("ff".utf8),
            // Later versions may append fields.
            fields.count == 4 || !fields[0].elementsEqual("00".utf8),
            fields[1...2].allSatisfy({ field in field.contains { $0 != UInt8(ascii: "0") } })
        else { return nil }
        traceID = String(decoding: fields[1], as: UTF8.self)
    }

    private static func isHexadecimal(_ field: Substring.UTF8View, count: Int) -> Bool {
        field.count == count && field.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}
