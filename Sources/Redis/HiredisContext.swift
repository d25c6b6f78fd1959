import CHiredis
import Glibc
import Threads

// The border to hiredis: every call of it stands here.

/// One connection of hiredis, which must not be used any more after it has thrown.
@safe
struct HiredisContext: ~Copyable {
    /// How long to wait for Redis.
    struct Patience {
        let deadline: ContinuousClock.Instant
        /// Called every 20 ms or so; false ends the wait.
        let isWanted: @Sendable () -> Bool
    }

    private let context: UnsafeMutablePointer<redisContext>
    private let readerFunctions: UnsafeMutablePointer<redisReplyObjectFunctions>

    /// hiredis writes with write(2), which would end the process when Redis has closed the connection.
    private static let library: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
    /// The longest wait between two calls of `isWanted`.
    private static let longestPoll = Duration.milliseconds(20)
    /// Elements of one array; hiredis takes the memory for as many as an array's first line announces.
    private static let maxElements = 1 << 17
    /// Levels of nested arrays. Our commands need two; hiredis 0.14 takes seven, hiredis 1 any number, and the
    /// conversion of a reply is recursive.
    private static let maxDepth = 4
    /// The longest path that fits `sockaddr_un`; hiredis cuts longer ones silently.
    private static let longestPath = 107

    init(_ endpoint: RedisConfiguration.Endpoint, timeout: Duration) throws(RedisError) {
        _ = Self.library
        let opened: UnsafeMutablePointer<redisContext>?
        switch endpoint {
        case .tcp(let host, let port):
            guard (1...65535).contains(port) else {
                throw .connect(detail: "the port \(port) is not between 1 and 65535")
            }
            unsafe opened = redisConnectWithTimeout(host, Int32(port), timeout.timeval)
        case .unix(let path):
            guard path.utf8.count <= Self.longestPath else {
                throw .connect(detail: "the socket's path \(path) is longer than \(Self.longestPath) bytes")
            }
            unsafe opened = redisConnectUnixWithTimeout(path, timeout.timeval)
        }
        guard let context = unsafe opened else { throw .connect(detail: "out of memory") }
        guard unsafe context.pointee.err == 0 else {
            let detail = unsafe Self.message(context)
            unsafe redisFree(context)
            throw .connect(detail: "\(endpoint): \(detail)")
        }
        unsafe self.context = context
        unsafe readerFunctions = .allocate(capacity: 1)
        limitArrays()
        // From here on poll(2) waits, since a socket's own timeout starts again with each byte.
        let descriptor = unsafe context.pointee.fd
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe context.pointee.flags &= ~REDIS_BLOCK
    }

    deinit {
        unsafe redisFree(context)
        unsafe readerFunctions.deallocate()
    }

    /// Whether nothing has arrived, as between commands; false if Redis has closed the connection.
    var isQuiet: Bool {
        unsafe Self.poll(context.pointee.fd, POLLIN, milliseconds: 0) == 0
    }

    /// Sends commands and reads as many replies.
    func exchange(
        _ commands: [[[UInt8]]], _ patience: Patience, maxReplyBytes: Int
    ) throws(RedisError) -> [RedisReply] {
        for command in commands { try append(command) }
        try send(patience)
        var budget = ReplyBudget(limit: maxReplyBytes)
        var replies: [RedisReply] = []
        for _ in commands { replies.append(try receive(patience, &budget)) }
        return replies
    }

    private func append(_ command: [[UInt8]]) throws(RedisError) {
        // One block of memory for all words, since each pointer must stay valid until the call returns.
        let all = command.flatMap(\.self)
        let result = unsafe all.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            var words: [UnsafePointer<CChar>?] = unsafe []
            var offset = 0
            for word in command {
                unsafe words.append(start.map { unsafe $0 + offset })
                offset += word.count
            }
            return unsafe redisAppendCommandArgv(context, Int32(command.count), &words, command.map(\.count))
        }
        if result != REDIS_OK { throw error() }
    }

    private func send(_ patience: Patience) throws(RedisError) {
        var isDone: Int32 = 0
        while true {
            guard unsafe redisBufferWrite(context, &isDone) == REDIS_OK else { throw error() }
            if isDone != 0 { return }
            try wait(for: POLLOUT, patience)
        }
    }

    private func receive(
        _ patience: Patience, _ budget: inout ReplyBudget
    ) throws(RedisError) -> RedisReply {
        while true {
            var reply: UnsafeMutableRawPointer?
            guard unsafe redisGetReplyFromReader(context, &reply) == REDIS_OK else { throw error() }
            if let reply = unsafe reply {
                defer { unsafe freeReplyObject(reply) }
                return unsafe Self.convert(reply.assumingMemoryBound(to: redisReply.self))
            }
            try wait(for: POLLIN, patience)
            let before = unsafe context.pointee.reader.pointee.len
            guard unsafe redisBufferRead(context) == REDIS_OK else { throw error() }
            try budget.spend(unsafe Int(context.pointee.reader.pointee.len) - Int(before))
        }
    }

    private func wait(for event: Int32, _ patience: Patience) throws(RedisError) {
        while true {
            let left = ContinuousClock.now.duration(to: patience.deadline)
            guard left > .zero, patience.isWanted() else { throw .timeout }
            let milliseconds = Int32(clamping: Int64(min(left, Self.longestPoll) / .milliseconds(1)) + 1)
            let result = unsafe Self.poll(context.pointee.fd, event, milliseconds: milliseconds)
            if result > 0 { return }
            if result < 0, errno != EINTR { throw .io(detail: "poll failed (errno \(errno))") }
        }
    }

    private func error() -> RedisError {
        let detail = unsafe Self.message(context)
        return switch unsafe context.pointee.err {
        case REDIS_ERR_PROTOCOL: .malformedReply(detail: detail)
        // hiredis reports so what `limitArrays` refuses.
        case REDIS_ERR_OOM:
            .malformedReply(
                detail: "an array of more than \(Self.maxElements) elements, \(Self.maxDepth) levels or the memory")
        default: .io(detail: detail)
        }
    }

    /// Makes hiredis refuse arrays beyond `maxElements` and `maxDepth`, by the function table through which it makes
    /// replies.
    private func limitArrays() {
        let reader = unsafe context.pointee.reader!
        unsafe readerFunctions.initialize(to: reader.pointee.fn.pointee)
        // Each task carries this pointer, so that the replacement finds the original.
        unsafe reader.pointee.privdata = UnsafeMutableRawPointer(reader.pointee.fn)
        unsafe readerFunctions.pointee.createArray = { task, count in
            guard Int(count) <= HiredisContext.maxElements,
                unsafe HiredisContext.depth(of: task) <= HiredisContext.maxDepth,
                let table = unsafe task?.pointee.privdata
            else { return nil }
            return unsafe table.assumingMemoryBound(to: redisReplyObjectFunctions.self).pointee.createArray(task, count)
        }
        unsafe reader.pointee.fn = readerFunctions
    }

    /// How many arrays an array is part of, itself included.
    private static func depth(of task: UnsafePointer<redisReadTask>?) -> Int {
        var depth = 0
        var next = unsafe task
        while let task = unsafe next {
            depth += 1
            unsafe next = task.pointee.parent.map { unsafe UnsafePointer($0) }
        }
        return depth
    }

    private static func convert(_ reply: UnsafePointer<redisReply>) -> RedisReply {
        let reply = unsafe reply.pointee
        switch unsafe reply.type {
        case REDIS_REPLY_STATUS: return unsafe .status(String(decoding: bytes(reply), as: UTF8.self))
        case REDIS_REPLY_ERROR: return unsafe .error(String(decoding: bytes(reply), as: UTF8.self))
        case REDIS_REPLY_INTEGER: return unsafe .integer(Int(reply.integer))
        case REDIS_REPLY_STRING: return unsafe .bytes(bytes(reply))
        case REDIS_REPLY_ARRAY:
            return unsafe .array((0..<Int(reply.elements)).map { unsafe convert(reply.element[$0]!) })
        default: return .null
        }
    }

    private static func bytes(_ reply: redisReply) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: reply.str, count: Int(reply.len)))
    }

    private static func message(_ context: UnsafeMutablePointer<redisContext>) -> String {
        unsafe withUnsafeBytes(of: context.pointee.errstr) { buffer in
            unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func poll(_ descriptor: Int32, _ event: Int32, milliseconds: Int32) -> Int32 {
        var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return unsafe Glibc.poll(&entry, 1, milliseconds)
    }
}

/// The library under this module.
public enum Hiredis {
    /// Its version, as in `0.14.1`.
    public static let version = "\(HIREDIS_MAJOR).\(HIREDIS_MINOR).\(HIREDIS_PATCH)"
}
