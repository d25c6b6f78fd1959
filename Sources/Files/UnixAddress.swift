package import Glibc

/// The address of a socket in the file system or, if it begins with `@`, in Linux's abstract namespace (unix(7)).
package struct UnixAddress: Sendable {
    /// The longest path, without the zero at its end.
    package static let longestPath = 107

    private let path: [UInt8]

    /// Nil for an invalid or too long address.
    package init?(_ text: String) {
        path = text.first == "@" ? [0] + text.utf8.dropFirst() : Array(text.utf8)
        guard path.count > 1, path.count <= Self.longestPath, text.first == "/" || text.first == "@" else { return nil }
    }

    /// Calls bind(2), connect(2) or another function of an address.
    package func call(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        // The length counts: in the abstract namespace zero bytes are part of a name.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}
