import CCurl

/// A handle of libcurl's "multi" interface: transfers side by side on one thread, and the connections they leave.
///
/// - SeeAlso: https://curl.se/libcurl/c/libcurl-multi.html
@safe
final class MultiHandle {
    private let handle: UnsafeMutableRawPointer
    /// By the address of their handle, by which libcurl reports the end of a transfer.
    private var active: [UInt: EasyHandle] = [:]

    init(connections: Int) throws(HTTPError) {
        guard isCurlReady, let handle = unsafe curl_multi_init() else {
            throw HTTPError(host: "", reason: .failed("libcurl cannot be started"))
        }
        unsafe self.handle = unsafe handle
        unsafe _ = descry_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
    }

    deinit {
        for easy in active.values { unsafe curl_multi_remove_handle(handle, easy.handle) }
        unsafe curl_multi_cleanup(handle)
    }

    func add(_ easy: EasyHandle) -> Bool {
        guard unsafe curl_multi_add_handle(handle, easy.handle) == CURLM_OK else { return false }
        active[easy.key] = easy
        return true
    }

    func remove(_ easy: EasyHandle) {
        unsafe curl_multi_remove_handle(handle, easy.handle)
        active[easy.key] = nil
    }

    /// Does all that can be done without waiting; false if libcurl failed.
    func perform() -> Bool {
        var running: CInt = 0
        return unsafe curl_multi_perform(handle, &running) == CURLM_OK
    }

    /// Waits until there is something to do, at most a second; false if libcurl failed.
    func wait() -> Bool {
        unsafe curl_multi_poll(handle, nil, 0, 1000, nil) == CURLM_OK
    }

    /// A transfer that has ended, and why it failed if it did; nil if none has ended since the last call.
    func nextFinished() -> (EasyHandle, HTTPError.Reason?)? {
        var waiting: CInt = 0
        while let message = unsafe curl_multi_info_read(handle, &waiting) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let finished = unsafe message.pointee.easy_handle,
                let easy = active[UInt(bitPattern: finished)]
            else { continue }
            return (easy, easy.reason(for: unsafe message.pointee.data.result))
        }
        return nil
    }
}
