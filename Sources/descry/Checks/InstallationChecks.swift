import ArgumentParser
import FastCGI
import Files
import Foundation
import ImageSources
import Processes
import Redis
import Search
import Supervision
import Threads

/// Looks whether what the settings name is there and can be used; changes nothing, and leaves a running server alone.
struct InstallationChecks {
    let model: ModelOptions
    let source: SourceOptions
    let redis: RedisOptions
    let server: ServerOptions
    let process: ProcessOptions
    let environment: Environment

    /// The settings, one finding for each that is wrong.
    func settings() -> [Finding] {
        var findings = KnownSettings.mistakes(in: environment).map { Finding("settings", .warning, "\($0)") }
        let parts: [() throws -> Void] = [
            { _ = try server.settings(environment: environment) },
            { _ = try source.settings(environment: environment) },
            { _ = try redis.settings(environment: environment) },
        ]
        for part in parts {
            do { try part() } catch { findings.append(Finding("settings", error)) }
        }
        guard findings.isEmpty else { return findings }
        let names = environment.variables.keys.filter { KnownSettings.names.contains($0) && environment[$0] != nil }
        let set = names.isEmpty ? "all as they are by default" : names.sorted().joined(separator: ", ") + " set"
        return [Finding("settings", .ok, set)]
    }

    /// The user and the log's file.
    ///
    /// - Parameter isServer: whether this is the user that the server runs as, who may not be root.
    func rights(isServer: Bool) -> Finding {
        Finding("rights") {
            if isServer { try process.refuseRoot(environment: environment) }
            // Root may read what the server's user may not, as a gallery.
            let user = !isServer && geteuid() == 0 ? "checked as root, who may read more than the server's user; " : ""
            guard let log = process.log(environment: environment) else {
                return user + "the log goes to standard error"
            }
            try log.check()
            return user + "the log \(log.path.shown) can be written"
        }
    }

    /// Redis' answer. Without Redis a server works, so only a login that Redis refuses is an error.
    func redisAnswer() -> Finding {
        let name = "redis"
        do {
            guard let configuration = try redis.settings(environment: environment)?.configuration else {
                return Finding(
                    name, .warning, "none is set, so that nothing outlives the process or is shared with others",
                    advice: "set REDISHOST")
            }
            return Self.answer(of: configuration, name)
        } catch {
            return Finding(name, error)
        }
    }

    private static func answer(of configuration: RedisConfiguration, _ name: String) -> Finding {
        let place = "Redis at \(configuration.endpoint)"
        do throws(RedisError) {
            let connection = try RedisConnection(configuration)
            let ping = try connection.command(["PING"])
            if let message = ping.errorMessage { throw .server(message: message) }
            // A user of Redis' access control list may not ask that, and need not.
            let memory = RedisMemory(try connection.command(["INFO", "memory"]))
            if let memory, memory.refusesWrites {
                return Finding(
                    name, .warning,
                    "\(place) answers, but keeps nothing new once its \(memory.limit / 1_000_000) MB are full",
                    advice: "set its maxmemory-policy to allkeys-lru")
            }
            return Finding(name, .ok, "\(place) answers" + (memory.map { ", \($0.used / 1_000_000) MB in use" } ?? ""))
        } catch {
            if case .server(let message) = error {
                return Finding(
                    name, .error, "\(place) refuses the login or the database: \(message)",
                    advice: "check REDIS_USERNAME, REDIS_PASSWORD or its file, and REDIS_DB")
            }
            return Finding(
                name, .warning,
                "\(place) does not answer (\(error)); searches go on without it, slower after a restart",
                advice: "check REDISHOST and REDISPORT")
        }
    }

    /// Whether the two sockets can be opened, or are a running server's.
    func sockets() -> Finding {
        let name = "sockets"
        do {
            let settings = try server.settings(environment: environment)
            // Both, also where the first is in use.
            for address in [settings.listen, settings.healthListen] {
                guard let address else { continue }
                _ = try ServingSockets.configured { () throws(FastCGIError) in try ListenAddress(address) }
            }
            return Finding(name, .ok, "\(try Self.open(settings, environment)) can be opened")
        } catch let error as SetupError {
            // In use by the server that is to be replaced, for example.
            if error.kind == .unavailable, let address = runningServer {
                return Finding(name, .ok, "a running server answers on \(address); it was left alone")
            }
            if error.kind == .unavailable, isInstalledServer {
                return Finding(
                    name, .error, "systemd listens on the sockets, and no process answers there",
                    advice: "see systemctl status descry.socket descry.service and journalctl -u descry",
                    kind: .unavailable)
            }
            return Finding(name, error)
        } catch {
            return Finding(name, error)
        }
    }

    /// Where a server answers that it is alive.
    private var runningServer: ListenAddress? {
        guard let address = try? server.health.address(environment: environment),
            let answer = try? Client(address).get("/alive", timeout: .seconds(5)), answer.status == 200
        else { return nil }
        return address
    }

    /// Opens the sockets and closes them again.
    ///
    /// - Returns: their addresses.
    private static func open(
        _ settings: ServerOptions.Settings, _ environment: Environment
    ) throws(SetupError) -> String {
        let sockets = try ServingSockets(settings, environment: environment)
        sockets.search.close()
        sockets.health.close()
        return "\(sockets.search.boundAddress) and \(sockets.health.boundAddress)"
    }

    /// The picture source.
    ///
    /// - Parameter asks: whether a service is really asked, which counts as one request.
    func pictures(asks: Bool) -> Finding {
        let name = "source"
        do {
            let client = try redis.settings(environment: environment).map { RedisClient($0.configuration) }
            let opened = try source.open(environment: environment) { key, address in
                client.map { RedisBudget($0, secret: key, place: address) }
            }
            if let warning = opened.warnings.first { return Finding(name, .warning, warning) }
            guard opened.isLocal || asks else {
                return Finding(name, .skipped, "\(opened.name) has a key; it was not asked")
            }
            let tag = opened.isLocal ? "" : "flower"
            let found = try opened.listing(
                tagged: tag, limit: opened.isLocal ? .max : 3, deadline: .after(.seconds(15)))
            guard !found.pictures.isEmpty else {
                return Finding(name, .warning, "\(opened.name) has no pictures\(tag.isEmpty ? "" : " for '\(tag)'")")
            }
            return Finding(
                name, .ok,
                opened.isLocal
                    ? "\(opened.name): \(found.pictures.count) pictures"
                    : "\(opened.name) answers, with \(found.pictures.count) pictures for '\(tag)'; that was a request"
            )
        } catch let error as SourceError {
            let advice =
                if case .refused = error { "check PIXABAY_API_KEY or its file" } else {
                    "check the way to the source (DNS, firewall), and try again later"
                }
            return Finding(name, .error, error.sentence, advice: advice)
        } catch {
            return Finding(name, error)
        }
    }
}
