/// The process's arguments.
public enum ProcessArguments {
    /// Those after the program's name; bytes that are not UTF-8 are kept as ``FilePath`` keeps them, where
    /// `CommandLine.arguments` puts U+FFFD in their place.
    public static var all: [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            unsafe CommandLine.unsafeArgv[index].map { pointer in
                var bytes: [UInt8] = []
                while case let byte = unsafe UInt8(bitPattern: pointer[bytes.count]), byte != 0 { bytes.append(byte) }
                return FilePath(bytes: bytes).argument
            }
        }
    }
}
