// A file of weights: the header, and the tensors that it says are there.

import FuzzingDriver
import Torch

fuzz { bytes in
    Scratch.write(bytes, to: "weights")
    guard let file = try? Safetensors(path: "\(Scratch.path)/weights") else { return }
    for (name, entry) in file.entries {
        require(entry.range.upperBound <= file.byteCount, "a range within the file")
        guard let tensor = try? file.tensor(named: name) else { continue }
        require(tensor.shape == entry.shape, "the shape that the header says")
    }
}
