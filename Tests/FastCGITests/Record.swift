/// Writes records of the FastCGI specification 1.0, also wrong ones.
enum Record {
    static let stdout: UInt8 = 6
    static let endRequest: UInt8 = 3

    static func make(_ type: UInt8, id: UInt16 = 1, version: UInt8 = 1, padding: UInt8 = 0, _ content: [UInt8])
        -> [UInt8]
    {
        [
            version, type, UInt8(id >> 8), UInt8(id & 0xFF), UInt8(content.count >> 8), UInt8(content.count & 0xFF),
            padding, 0,
        ] + content + [UInt8](repeating: 0, count: Int(padding))
    }

    static func begin(id: UInt16 = 1, role: UInt8 = 1, keep: Bool = false) -> [UInt8] {
        make(1, id: id, [0, role, keep ? 1 : 0, 0, 0, 0, 0, 0])
    }

    static func parameters(id: UInt16 = 1, _ content: [UInt8]) -> [UInt8] {
        make(4, id: id, padding: UInt8((8 - content.count % 8) % 8), content)
    }

    static func standardInput(id: UInt16 = 1, _ content: [UInt8]) -> [UInt8] {
        make(5, id: id, content)
    }

    static func pair(_ name: String, _ value: String) -> [UInt8] {
        length(name.utf8.count) + length(value.utf8.count) + Array(name.utf8) + Array(value.utf8)
    }

    static func length(_ count: Int) -> [UInt8] {
        count < 128 ? [UInt8(count)] : longLength(count)
    }

    static func longLength(_ count: Int) -> [UInt8] {
        [UInt8(count >> 24 & 0x7F) | 0x80, UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
    }

    /// A whole request, as a web server sends it.
    static func request(
        _ parameters: KeyValuePairs<String, String>, body: [UInt8] = [], id: UInt16 = 1, keep: Bool = false
    ) -> [UInt8] {
        let pairs = parameters.flatMap { pair($0.key, $0.value) }
        return begin(id: id, keep: keep) + (pairs.isEmpty ? [] : Self.parameters(id: id, pairs))
            + Self.parameters(id: id, []) + (body.isEmpty ? [] : standardInput(id: id, body))
            + standardInput(id: id, [])
    }

    static let get = request(["REQUEST_METHOD": "GET", "SCRIPT_NAME": "/"])
}
