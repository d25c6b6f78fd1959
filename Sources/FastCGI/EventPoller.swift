import CFastCGI
import Glibc

/// Waits for several descriptors at once, until one has news or someone calls `wake` (epoll(7)).
final class EventPoller: Sendable {
    private let epoll: Int32
    private let waker: Int32

    init() throws(FastCGIError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw .system(action: "open an epoll descriptor", code: errno) }
        waker = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard waker >= 0 else {
            let error = FastCGIError.system(action: "open an event descriptor", code: errno)
            close(epoll)
            throw error
        }
        try add(waker, .untilRead)
    }

    deinit {
        close(waker)
        close(epoll)
    }

    struct Event {
        let descriptor: Int32
        /// Whether the other side has ended its sending.
        let isHangUp: Bool
    }

    enum Trigger {
        /// Tells of a descriptor for as long as something can be read from it.
        case untilRead
        /// Tells of a descriptor each time that something more arrives, which then may stay where it is.
        case onArrival
    }

    func add(_ descriptor: Int32, _ trigger: Trigger) throws(FastCGIError) {
        var event = unsafe epoll_event()
        unsafe event.events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue
        if trigger == .onArrival { unsafe event.events |= EPOLLET.rawValue }
        unsafe event.data.fd = descriptor
        guard unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            throw .system(action: "watch a descriptor", code: errno)
        }
    }

    func remove(_ descriptor: Int32) {
        var event = unsafe epoll_event()
        _ = unsafe epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event)
    }

    /// What there is of news; none after `timeout` or a `wake`. Without a timeout it waits for ever.
    func wait(timeout: Duration?) -> [Event] {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        let milliseconds = timeout.map { Int32(clamping: Int64($0 / .milliseconds(1)) + 1) } ?? -1
        let count = unsafe epoll_wait(epoll, &events, Int32(events.count), milliseconds)
        guard count > 0 else { return [] }
        let news = unsafe events.prefix(Int(count)).map { event in
            let isHangUp = unsafe event.events & (EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
            return unsafe Event(descriptor: event.data.fd, isHangUp: isHangUp)
        }
        if news.contains(where: { $0.descriptor == waker }) {
            var value: eventfd_t = 0
            _ = unsafe eventfd_read(waker, &value)
        }
        return news.filter { $0.descriptor != waker }
    }

    func wake() {
        eventfd_write(waker, 1)
    }
}
