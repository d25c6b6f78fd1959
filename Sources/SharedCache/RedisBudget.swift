import Digest
import Formats
import Foundation
public import ImageSources
public import Redis
import Threads

/// The requests that all processes with the same key make, counted in Redis.
///
/// A sorted set holds one member for each request in the window, with its time by Redis' clock as the score, and a
/// keyed hash of the client in its name. A person who can read Redis but does not know the service's key finds neither
/// that key nor the clients' addresses: without the key, the hashes of all IPv4 addresses cannot be tried.
public struct RedisBudget: SharedBudget {
    /// Answers 0 if the request may be made, else 1 if the client's share is used up and 2 if everything is, with the
    /// milliseconds until there is one. The rule is that of `FairShare`.
    ///
    /// A time in the future was set by a clock that was ahead: it counts as now, so that it ends within the window.
    private static let script = """
        local now = redis.call('TIME')
        local time = now[1] * 1000 + math.floor(now[2] / 1000)
        local window, limit, client = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time - window)
        for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. time, '+inf')) do
            redis.call('ZADD', KEYS[1], time, member)
        end
        local starts = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
        local used, own, first = #starts / 2, 0, nil
        for index = 1, #starts, 2 do
            if string.sub(starts[index], 1, #client) == client then
                own = own + 1
                first = first or starts[index + 1]
            end
        end
        if used >= limit then return {2, starts[2] + window - time} end
        if client ~= '' and own >= math.max(1, math.floor((own + limit - used) / 2)) then
            return {1, first + window - time}
        end
        redis.call('ZADD', KEYS[1], time, client .. ARGV[4])
        redis.call('PEXPIRE', KEYS[1], window)
        return {0, 0}
        """

    private let client: RedisClient
    /// The sorted set's key.
    let key: String
    /// What clients' hashes are keyed with; never in Redis.
    private let hashKey: String

    /// - Parameters:
    ///   - secret: what the limit is counted by, as the service's key; only a hash of it is used.
    ///   - place: the service's address.
    public init(_ client: RedisClient, secret: String, place: String) {
        self.client = client
        key = "descry:1:budget:" + Self.hash("descry budget\n\(place)\n\(secret)")
        hashKey = "descry client\n\(place)\n\(secret)"
    }

    /// What the names of a client's members begin with.
    func prefix(of client: String) -> String {
        client.isEmpty ? "" : Self.hash("\(hashKey)\n\(client)") + ":"
    }

    public func take(limit: Int, window: Duration, for name: String) -> SharedBudgetAnswer {
        let client = prefix(of: name)
        let reply = try? self.client.pipeline([
            ["EVAL", Self.script, 1, key, Int(window.milliseconds), limit, client, UUID().uuidString]
        ])[0]
        guard let numbers = reply?.array, numbers.count == 2, case .integer(let answer) = numbers[0],
            case .integer(let milliseconds) = numbers[1]
        else { return .unavailable }
        if answer == 0 { return .granted }
        return .refused(.init(wait: .milliseconds(max(1, milliseconds)), isOfClient: answer == 1))
    }

    static func hash(_ text: String) -> String {
        SHA256.digest(of: Array(text.utf8)).prefix(8).hexadecimal
    }
}
