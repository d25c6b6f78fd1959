import Formats
internal import Torch

/// A hash of everything that determines an embedding.
///
/// It tells models apart. It is not cryptographic, so it does not prevent forgery.
struct Fingerprint {
    private var hash = FNV1a()

    /// 16 hexadecimal digits.
    var description: String { hash.value.hexadecimal }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        hash.add(bytes)
        // Separates the parts, so that moving bytes from one part to the next changes the hash.
        hash.add(0x1FF)
    }

    /// Adds the index and all files.
    mutating func add(_ checkpoint: Checkpoint) {
        if let index = checkpoint.index { add(index) }
        for file in checkpoint.files { add(file) }
    }

    /// Adds the whole header, and samples of each tensor's bytes: reading all of them would take a second for the
    /// larger models, and training changes every weight.
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
