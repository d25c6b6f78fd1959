internal import Torch

/// Gathers all that determines an embedding into a short name.
///
/// FNV-1a over 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>): it tells models apart, it does not keep anyone
/// from forging one.
struct Fingerprint {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// 16 hexadecimal digits.
    var description: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        // Parts end somewhere, so that moving bytes from one to the next changes the whole.
        state = (state ^ 0x1FF) &* 0x0000_0100_0000_01B3
    }

    /// Adds the index and all files.
    mutating func add(_ checkpoint: Checkpoint) {
        if let index = checkpoint.index { add(index) }
        for file in checkpoint.files { add(file) }
    }

    /// Adds the header whole, and of each tensor some bytes from its first to its last: reading all would take a second
    /// for the larger models, and training changes every weight.
    private mutating func add(_ file: Safetensors) {
        add(file.bytes(in: file.headerRange))
        let (samples, length) = (8, 32)
        for entry in file.entries.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            let range = entry.range
            guard range.count > samples * length else {
                add(file.bytes(in: range))
                continue
            }
            for sample in 0..<samples {
                let start = range.lowerBound + (range.count - length) * sample / (samples - 1)
                add(file.bytes(in: start..<start + length))
            }
        }
    }
}
