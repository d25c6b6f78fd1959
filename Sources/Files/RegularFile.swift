internal import Foundation

/// Reads regular files only: a FIFO, socket or device could block the reader.
public enum RegularFile {
    /// All bytes of a file.
    ///
    /// - Parameter limit: how many it may have; also counted while reading, since a file can grow.
    public static func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8] {
        try bytes(of: path, atMost: limit, mayHaveMore: false)
    }

    /// The first bytes of a file, fewer where it has fewer.
    public static func prefix(of path: FilePath, count: Int) throws(FileError) -> [UInt8] {
        try bytes(of: path, atMost: count, mayHaveMore: true)
    }

    public static func readStandardInput(limit: Int) throws(FileError) -> [UInt8] {
        try bytes(of: STDIN_FILENO, atMost: limit, mayHaveMore: false, expected: 0)
    }

    /// Opens a file for reading.
    ///
    /// - Returns: its descriptor, which the caller has to close, and how many bytes it has.
    public static func open(_ path: FilePath) throws(FileError) -> (descriptor: Int32, size: Int) {
        // Before it is opened, since opening a device can have effects.
        try check(FileStatus(path))
        let descriptor = unsafe path.withCString {
            unsafe Foundation.open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw .last }
        do throws(FileError) {
            // After it is opened, since another file may have replaced it.
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
            let opened = FileStatus(status)
            try check(opened)
            return (descriptor, opened.size)
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func bytes(of path: FilePath, atMost count: Int, mayHaveMore: Bool) throws(FileError) -> [UInt8] {
        let (descriptor, size) = try open(path)
        defer { close(descriptor) }
        if !mayHaveMore, size > count { throw .tooLarge(size: size, limit: count) }
        return try bytes(of: descriptor, atMost: count, mayHaveMore: mayHaveMore, expected: size)
    }

    private static func check(_ status: FileStatus) throws(FileError) {
        guard status.kind == .file else { throw .notRegular(status.kind) }
    }

    private static func bytes(
        of descriptor: Int32, atMost count: Int, mayHaveMore: Bool, expected: Int
    ) throws(FileError) -> [UInt8] {
        let end = mayHaveMore ? count : count + 1
        // One more than expected, so that the end is met without another round.
        var buffer = [UInt8](repeating: 0, count: max(min(expected, end - 1) + 1, min(end, 1 << 16)))
        var length = 0
        while length < end {
            if length == buffer.count {
                buffer.append(contentsOf: repeatElement(0, count: min(end - length, length)))
            }
            let received = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Foundation.read(descriptor, bytes.baseAddress! + length, bytes.count - length)
            }
            if received < 0, errno == EINTR { continue }
            if received < 0 { throw .last }
            if received == 0 { break }
            length += received
        }
        if length > count { throw .tooLarge(size: length, limit: count) }
        buffer.removeLast(buffer.count - length)
        return buffer
    }
}
