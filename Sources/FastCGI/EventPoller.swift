import CLinux
import Glibc

/// Waits for several descriptors at once, until one can be read or `wake` is called (epoll(7), level-triggered).
final class EventPoller: Sendable {
    private let epoll: Descriptor
    private let waker: Descriptor

    init() throws(FastCGIError) {
        epoll = try Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC)), "open an epoll descriptor")
        waker = try Descriptor(eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)), "open an event descriptor")
        try add(waker.number)
    }

    func add(_ descriptor: Int32) throws(FastCGIError) {
        var event = unsafe epoll_event()
        unsafe event.events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue
        unsafe event.data.fd = descriptor
        guard unsafe epoll_ctl(epoll.number, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            throw .system(action: "watch a descriptor", code: errno)
        }
    }

    func remove(_ descriptor: Int32) {
        var event = unsafe epoll_event()
        _ = unsafe epoll_ctl(epoll.number, EPOLL_CTL_DEL, descriptor, &event)
    }

    /// The descriptors that can be read, or whose other side has closed; none after `timeout` or a `wake`. Without a
    /// timeout it waits without limit.
    func wait(timeout: Duration?) -> [Int32] {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        let milliseconds = timeout.map { Int32(clamping: Int64($0 / .milliseconds(1)) + 1) } ?? -1
        let count = unsafe epoll_wait(epoll.number, &events, Int32(events.count), milliseconds)
        guard count > 0 else { return [] }
        let ready = unsafe events.prefix(Int(count)).map { unsafe $0.data.fd }
        if ready.contains(waker.number) {
            var value: eventfd_t = 0
            _ = unsafe eventfd_read(waker.number, &value)
        }
        return ready.filter { $0 != waker.number }
    }

    func wake() { eventfd_write(waker.number, 1) }
}
