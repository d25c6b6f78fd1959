internal import CLinux
internal import Glibc

/// The process that started this one.
public enum ParentProcess {
    public static var pid: Int32 { getppid() }

    /// Sends this process a signal when its parent ends, or at once if it has ended already.
    ///
    /// - Parameter parent: the pid that the parent had when it started this process.
    public static func endWith(_ parent: Int32, signal: Int32) {
        _ = descry_end_with_parent(signal)
        if getppid() != parent { kill(getpid(), signal) }
    }
}
