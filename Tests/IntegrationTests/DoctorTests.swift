import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct DoctorTests {
        private func doctor(
            _ arguments: [String], _ environment: [String: String]
        ) throws -> (outcome: ChildProcess.Outcome, checks: [String: (state: String, detail: String, advice: String?)])
        {
            let outcome = try ChildProcess.run(
                Checkout.descry, ["doctor", "--json"] + arguments, environment: environment)
            let json = Answer("HTTP/1.1 200 OK\n\n" + outcome.output).json
            var checks: [String: (state: String, detail: String, advice: String?)] = [:]
            for check in json["checks"] as? [[String: Any]] ?? [] {
                checks[check["check"] as? String ?? ""] = (
                    check["state"] as? String ?? "", check["detail"] as? String ?? "", check["advice"] as? String
                )
            }
            return (outcome, checks)
        }

        @Test("a whole running installation is well, by the settings of its supervisor's file")
        func healthy() throws {
            let standIn = try StandIn.pixabay()
            let stack = try Stack(environment: standIn.environment)
            let settings = standIn.environment.merging([
                "DESCRY_MODEL": Checkout.model, "REDISHOST": "unix:\(stack.folder.file("redis.sock"))",
                "DESCRY_LISTEN": "unix:\(stack.folder.file("descry.sock"))",
                "DESCRY_HEALTH_LISTEN": "unix:\(stack.folder.file("health.sock"))",
                "DESCRY_TLS_CERTIFICATE": stack.folder.file("certificate.pem"),
            ]) { $1 }
            let file = stack.folder.file("settings")
            try settings.map { "\($0.key)=\($0.value)\n" }.joined().write(
                toFile: file, atomically: true, encoding: .utf8)
            let before = try standIn.searches()
            let arguments = ["--settings-file", file, "--nginx", stack.folder.file("configuration")]
            let (outcome, checks) = try doctor(arguments, [:])
            #expect(outcome.status == 0, "\(outcome.output)")
            for name in ["settings", "rights", "sockets", "server", "redis", "model", "libtorch", "source", "nginx"] {
                #expect(checks[name]?.state == "ok", "\(name): \(outcome.output)")
            }
            #expect(checks["certificate"]?.detail.contains("in 1 days") == true, "\(outcome.output)")
            #expect(checks["libtorch"]?.detail.contains("ms for a sentence alone") == true)
            #expect(checks["source"]?.detail.contains("that was a request") == true)
            #expect(!outcome.output.contains(StandIn.key))
            // One real call, counted in the budget of all processes.
            #expect(try standIn.searches() == before + 1)
            let budget = try ChildProcess.run(
                "redis-cli", ["-s", stack.folder.file("redis.sock"), "--scan", "--pattern", "descry:1:budget:*"])
            #expect(budget.output.split(separator: "\n").count == 1)
            let quiet = try doctor(arguments + ["--no-source-call"], [:])
            #expect(quiet.checks["source"]?.state == "skipped")
            #expect(try standIn.searches() == before + 1)
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
        }

        @Test("what is wrong is an error with advice, and the exit code is 1")
        func ill() throws {
            let folder = try TemporaryFolder()
            try "not a certificate".write(toFile: folder.file("certificate.pem"), atomically: true, encoding: .utf8)
            try "events {}\nhttp { nonsense on; }\n".write(
                toFile: folder.file("nginx.conf"), atomically: true, encoding: .utf8)
            let standIn = try StandIn.pixabay(["--fault", "badkey"])
            let (outcome, checks) = try doctor(
                ["--nginx", folder.path],
                standIn.environment.merging([
                    "DESCRY_WORKRES": "3", "DESCRY_LISTEN": "unix:/nowhere/descry.sock", "REDISHOST": "127.0.0.1",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))", "REDISPORT": "1",
                    "DESCRY_MODEL": "/nowhere/model", "DESCRY_TLS_CERTIFICATE": folder.file("certificate.pem"),
                ]) { $1 })
            #expect(outcome.status == 1)
            for (name, state, words) in [
                ("settings", "warning", "did you mean DESCRY_WORKERS"), ("sockets", "error", "/nowhere/descry.sock"),
                ("redis", "warning", "127.0.0.1:1"), ("model", "error", "/nowhere/model"),
                ("source", "error", "key"), ("nginx", "error", "nonsense"),
                ("certificate", "error", "holds no certificate"),
            ] {
                #expect(checks[name]?.state == state, "\(name): \(outcome.output)")
                #expect(checks[name]?.detail.contains(words) == true, "\(name): \(outcome.output)")
            }
            #expect(checks["redis"]?.advice == "check REDISHOST and REDISPORT")
            #expect(!outcome.output.contains(StandIn.key))
        }

        @Test(
            "a certificate that ends soon is a warning, one that has ended an error",
            arguments: [(2.0, "warning"), (-1, "error")])
        func certificate(days: Double, state: String) throws {
            let folder = try TemporaryFolder()
            try TestCertificate.make(in: folder, end: Date() + days * 86_400)
            let (_, checks) = try doctor(
                ["--no-source-call"],
                [
                    "DESCRY_MODEL": Checkout.model, "DESCRY_TLS_CERTIFICATE": folder.file("certificate.pem"),
                    "DESCRY_LISTEN": "unix:\(folder.file("a.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("b.sock"))",
                ])
            #expect(checks["certificate"]?.state == state, "\(checks)")
            #expect(checks["certificate"]?.advice?.contains("renew it") == true)
        }

        @Test(
            "a key that is not the certificate's, or needs a password, is an error, also where nginx takes it",
            arguments: [
                ("true", "ok"), ("openssl genrsa -out key.pem 2048", "error"),
                ("openssl ec -in key.pem -aes128 -passout pass:secret -out other.pem && mv other.pem key.pem", "error"),
                ("rm key.pem", "error"),
            ])
        func keys(script: String, state: String) throws {
            let folder = try TemporaryFolder()
            try TestCertificate.make(in: folder, end: Date() + 100 * 86_400, then: script)
            let (_, checks) = try doctor(
                ["--no-source-call"],
                [
                    "DESCRY_MODEL": Checkout.model, "DESCRY_TLS_CERTIFICATE": folder.file("certificate.pem"),
                    "DESCRY_TLS_KEY": folder.file("key.pem"), "DESCRY_LISTEN": "unix:\(folder.file("a.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("b.sock"))",
                ])
            #expect(checks["certificate"]?.state == state, "\(checks)")
            if state == "error" { #expect(checks["certificate"]?.detail.contains(folder.file("key.pem")) == true) }
        }

        @Test("an address that is none is an error, also where the other one is a running server's")
        func badListen() throws {
            let stack = try Stack(redis: false)
            let (_, checks) = try doctor(
                ["--no-source-call", "--listen", "nonsense"],
                [
                    "DESCRY_MODEL": Checkout.model, "DESCRY_TLS": "off",
                    "DESCRY_HEALTH_LISTEN": "unix:\(stack.folder.file("health.sock"))",
                ])
            #expect(checks["sockets"]?.state == "error", "\(checks)")
            #expect(checks["server"]?.state == "ok", "\(checks)")
        }

        @Test("lines for people name each check")
        func prints() throws {
            let folder = try TemporaryFolder()
            let outcome = try ChildProcess.run(
                Checkout.descry, ["doctor"],
                environment: [
                    // Whoever asks need not be the server's user.
                    "DESCRY_ALLOW_ROOT": "", "DESCRY_MODEL": Checkout.model, "DESCRY_TLS": "off",
                    "DESCRY_LISTEN": "unix:\(folder.file("a.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("b.sock"))",
                ])
            #expect(outcome.status == 0, "\(outcome.output)")
            let names = outcome.output.split(separator: "\n").compactMap { $0.split(separator: ":").first }
            #expect(
                names == [
                    "settings", "rights", "sockets", "server", "redis", "model", "libtorch", "precision", "source",
                    "nginx", "certificate",
                ])
        }
    }
}
