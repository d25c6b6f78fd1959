import TestSupport

/// What a client sends on one connection, made at random by the structure of the protocol, right or wrong.
struct Conversation {
    /// A record before it is written: each field may be wrong by itself.
    struct Part {
        var version: UInt8 = 1
        var type: UInt8
        var id: UInt16
        var content: [UInt8]
        var padding: UInt8
        var reserved: UInt8 = 0
        /// The length that the header says, if another than the content's.
        var announced: Int?

        var bytes: [UInt8] {
            let length = announced ?? content.count
            return [
                version, type, UInt8(id >> 8), UInt8(id & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF),
                padding, reserved,
            ] + content + [UInt8](repeating: 0xAA, count: Int(padding))
        }
    }

    /// The value of the parameter `QUERY_STRING`.
    let query: String
    let body: [UInt8]
    var parts: [Part]

    var bytes: [UInt8] { parts.flatMap(\.bytes) }

    /// A valid conversation: any id, any padding, parameters and body cut into records anywhere.
    init(using random: inout SplitMix64) {
        let id = UInt16.random(in: 1...UInt16.max, using: &random)
        let query = String(repeating: "q", count: Int.random(in: 0...300, using: &random))
        let body = (0..<Int.random(in: 0...400, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
        self.query = query
        self.body = body
        let pairs =
            Record.pair("REQUEST_METHOD", "POST") + Record.pair("QUERY_STRING", query) + Record.pair("EMPTY", "")
        let flags = UInt8.random(in: 0...255, using: &random)
        parts = [Self.part(1, id, [0, 1, flags, 1, 2, 3, 4, 5], &random)]
        for (type, content) in [(UInt8(4), pairs), (5, body)] {
            var rest = content[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &random)
                parts.append(Self.part(type, id, Array(rest.prefix(count)), &random))
                rest = rest.dropFirst(count)
            }
            parts.append(Self.part(type, id, [], &random))
        }
    }

    private static func part(_ type: UInt8, _ id: UInt16, _ content: [UInt8], _ random: inout SplitMix64) -> Part {
        Part(
            type: type, id: id, content: content, padding: UInt8.random(in: 0...255, using: &random),
            reserved: UInt8.random(in: 0...255, using: &random))
    }

    /// Makes one field of one record wrong, or one record too many, too few or out of its place.
    mutating func mutate(using random: inout SplitMix64) {
        let at = parts.indices.randomElement(using: &random) ?? 0
        guard !parts.isEmpty else { return }
        let other = parts.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<10, using: &random) {
        case 0: parts[at].version = UInt8.random(in: 0...255, using: &random)
        case 1: parts[at].type = UInt8.random(in: 0...12, using: &random)
        case 2: parts[at].id = UInt16.random(in: 0...3, using: &random)
        case 3: parts[at].announced = Int.random(in: 0...65_535, using: &random)
        case 4: parts[at].content = Array(parts[at].content.dropLast())
        case 5: parts.remove(at: at)
        case 6: parts.swapAt(at, other)
        case 7: parts.insert(parts[other], at: at)
        case 8:
            // Names whose lengths are too long for what follows.
            parts[at].content = Record.longLength(Int.random(in: 0...0x7FFF_FFFF, using: &random)) + parts[at].content
        default:
            // A management record, or an abort.
            let names = Array(repeating: Record.pair("FCGI_MPXS_CONNS", ""), count: 9).flatMap(\.self)
            let isAbort = Bool.random(using: &random)
            parts.insert(
                Part(type: isAbort ? 2 : 9, id: isAbort ? parts[at].id : 0, content: isAbort ? [] : names, padding: 3),
                at: at)
        }
    }
}
