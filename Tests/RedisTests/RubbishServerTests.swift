import Foundation
import Redis
import TestSupport
import Testing

@Suite("Redis connections to something else")
struct RubbishServerTests {
    private func configuration(_ socket: TestSocket) -> RedisConfiguration {
        var configuration = RedisConfiguration(endpoint: .tcp(host: "127.0.0.1", port: socket.port))
        configuration.commandTimeout = .milliseconds(300)
        return configuration
    }

    @Test(
        "an invalid reply is an error",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n\r\n", "\u{0}\u{0}\u{0}", "$abc\r\n", ":12x\r\n", "*-7\r\n", "$-9\r\n",
            "*99999999999999999999\r\n", String(repeating: "*1\r\n", count: 5), String(repeating: "*1\r\n", count: 10),
        ])
    func malformed(_ answer: String) throws {
        let socket = try TestSocket(answer: Array(answer.utf8), closes: false)
        #expect {
            try RedisConnection(configuration(socket)).command(["GET", "k"])
        } throws: { error in
            if case .malformedReply = error as? RedisError { true } else { false }
        }
    }

    @Test("arrays in arrays are read")
    func nested() throws {
        let socket = try TestSocket(answer: Array("*1\r\n*1\r\n*1\r\n*1\r\n:7\r\n".utf8), closes: false)
        let reply = try RedisConnection(configuration(socket)).command(["GET", "k"])
        #expect(reply == .array([.array([.array([.array([.integer(7)])])])]))
    }

    @Test("an array that announces too many elements takes no memory", arguments: ["*2147483647", "*131073"])
    func hugeArray(_ line: String) throws {
        let socket = try TestSocket(answer: Array("\(line)\r\n".utf8), closes: false)
        #expect {
            try RedisConnection(configuration(socket)).command(["GET", "k"])
        } throws: { error in
            if case .malformedReply = error as? RedisError { true } else { false }
        }
    }

    @Test(
        "a reply that never ends is an error in time",
        arguments: ["$1000\r\nabc", "*3\r\n:1\r\n", "$9223372036854775807\r\n", "+OK"])
    func unfinished(_ answer: String) throws {
        let socket = try TestSocket(answer: Array(answer.utf8), closes: false)
        #expect(throws: RedisError.timeout) {
            try RedisConnection(configuration(socket)).command(["GET", "k"])
        }
    }

    @Test("a connection closed mid-reply is an error", arguments: ["", "$1000\r\nabc", "*3\r\n:1\r\n"])
    func closed(_ answer: String) throws {
        let socket = try TestSocket(answer: Array(answer.utf8), closes: true)
        #expect {
            try RedisConnection(configuration(socket)).command(["GET", "k"])
        } throws: { error in
            if case .io = error as? RedisError { true } else { false }
        }
    }

    @Test("random bytes never crash it", arguments: [1, 2, 3])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let alphabet = Array("+-:$*0123456789\r\n\r\n\r\nab".utf8)
        for _ in 0..<60 {
            let answer = (0..<200).map { _ in alphabet.randomElement(using: &random)! }
            let socket = try TestSocket(answer: answer, closes: true)
            let connection = try RedisConnection(configuration(socket))
            for _ in 0..<20 {
                do { _ = try connection.command(["GET", "k"]) } catch { break }
            }
        }
    }

    @Test("a closed port is reported at once, with the address")
    func refused() throws {
        let port = try TestSocket.freePort()
        #expect {
            try RedisConnection(RedisConfiguration(endpoint: .tcp(host: "127.0.0.1", port: port)))
        } throws: { error in
            guard case .connect(let detail) = error as? RedisError else { return false }
            return detail.contains("127.0.0.1:\(port)") && detail.contains("refused")
        }
        for endpoint in [
            RedisConfiguration.Endpoint.unix(path: "/no/such/socket"), .tcp(host: "127.0.0.1", port: 0),
            .unix(path: "/" + String(repeating: "x", count: 200)), .tcp(host: "no.such.host.invalid", port: 6379),
        ] {
            #expect(throws: RedisError.self) { try RedisConnection(RedisConfiguration(endpoint: endpoint)) }
        }
    }
}
