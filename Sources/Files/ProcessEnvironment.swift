// The C library's environ is shared and mutable; nothing in Descry changes it once it runs.
@unsafe @preconcurrency internal import Glibc

/// The environment of the process.
public enum ProcessEnvironment {
    /// The variables by name; bytes that are not UTF-8 are kept as ``FilePath`` keeps them, where
    /// `ProcessInfo.environment` loses them.
    public static var all: [String: String] {
        var variables: [String: String] = [:]
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let bytes = unsafe UnsafeRawBufferPointer(start: entry, count: strlen(entry))
            if let sign = unsafe bytes.firstIndex(of: UInt8(ascii: "=")) {
                let name = unsafe String(decoding: bytes[..<sign], as: UTF8.self)
                variables[name] = unsafe FilePath(bytes: Array(bytes[(sign + 1)...])).argument
            }
            unsafe next += 1
        }
        return variables
    }
}
