import CLIP
import Diagnostics
import FastCGI
import Files
import Foundation
import Processes
import Redis
import Supervision

/// Checks whether everything that the settings name can be used; changes nothing, and does not touch a running server.
struct InstallationChecks {
    private let options: ServingOptions
    private let environment: Environment
    private let server: Result<ServerConfiguration, SetupError>
    private let source: Result<SourceConfiguration, SetupError>
    private let redis: Result<RedisConfiguration?, SetupError>

    init(_ options: ServingOptions, in environment: Environment) {
        self.options = options
        self.environment = environment
        server = Result { () throws(SetupError) in try options.server.resolved(in: environment) }
        source = Result { () throws(SetupError) in try options.search.source.resolved(in: environment) }
        redis = Result { () throws(SetupError) in try options.search.redis.resolved(in: environment) }
    }

    /// Prints what each check found that `descry serve` depends on.
    ///
    /// - Throws: the exit code of the first error, whose sentence is on standard error, too.
    func beforeServing() throws {
        var report = CheckReport { print($0.line) }
        for finding in settings() { report.add(finding) }
        report.add(rights(isServer: true))
        report.add(sockets())
        report.add(redisAnswer())
        report.add(pictures(asks: false))
        report.add(loadModel().finding)
        guard let error = report.firstError else { return }
        let advice = error.advice.map { "; \($0)" } ?? ""
        try Serve.fail("the server would not start: \(error.detail)\(advice)", code: error.kind.exitCode)
    }

    /// The settings, one finding for each that is wrong.
    func settings() -> [Finding] {
        var findings = KnownSettings.mistakes(in: environment).map { Finding("settings", .warning, "\($0)") }
        for error in [server.failure, source.failure, redis.failure] {
            if let error { findings.append(Finding("settings", error)) }
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
            if isServer { try options.process.refuseRoot(in: environment) }
            // Root may read what the server's user may not, as a gallery.
            let user = !isServer && geteuid() == 0 ? "checked as root, who may read more than the server's user; " : ""
            try options.process.trace(in: environment)?.check()
            guard let log = options.process.log(in: environment) else { return user + "the log goes to standard error" }
            try log.check()
            return user + "the log \(log.path.shown) can be written"
        }
    }

    func redisAnswer() -> Finding {
        switch redis {
        case .success(let configuration): RedisCheck.finding(configuration)
        case .failure(let error): Finding(RedisCheck.name, error)
        }
    }

    func serverAnswer() -> Finding { serverCheck.answer() }

    func sockets() -> Finding {
        serverCheck.sockets { () throws(SetupError) in
            let configuration = try server.get()
            // Both, also where the first is in use.
            for (address, name) in [
                (configuration.listen, "DESCRY_LISTEN"), (configuration.healthListen, "DESCRY_HEALTH_LISTEN"),
            ] {
                if let address { _ = try ListenAddress(address, setting: name) }
            }
            let sockets = try ServingSockets(configuration, environment: environment)
            sockets.close()
            return "\(sockets.search.boundAddress) and \(sockets.health.boundAddress)"
        }
    }

    private var serverCheck: ServerCheck {
        ServerCheck(
            address: try? options.server.health.address(in: environment),
            isInstalled: options.server.health.listen(in: environment) == InstalledServer.healthListen)
    }

    /// - Parameter asks: whether a service is really asked, which counts as one request.
    func pictures(asks: Bool) -> Finding {
        do throws(SetupError) {
            let client = try redis.get().map { RedisClient($0) }
            return SourceCheck.finding(try source.get().open(redis: client), asks: asks)
        } catch {
            return Finding(SourceCheck.name, error)
        }
    }

    func loadModel() -> (finding: Finding, model: ModelCheck?) {
        ModelCheck.load {
            try options.search.model.resolved(
                in: environment, fallback: { () throws(SetupError) in try source.get().standardModel }()
            ).load()
        }
    }

    func certificate() -> Finding { CertificateCheck(environment: environment.variables).finding() }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
