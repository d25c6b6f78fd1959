import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct DefaultsTests {
        @Test(
            "a number out of its range is refused by the setting's name",
            arguments: [
                ("DESCRY_POOL_SIZE", "501"), ("DESCRY_WORKERS", "0"), ("DESCRY_DEADLINE", "301"),
                ("DESCRY_QUEUE_MS", "0"), ("DESCRY_NEARBY", "0.2"), ("REDISPORT", "0"), ("REDIS_DB", "-1"),
                ("DESCRY_START_LIMIT", "0"), ("DESCRY_WATCHDOG", "0"),
            ])
        func namesSettings(name: String, value: String) throws {
            let folder = try TemporaryFolder()
            let command = ["DESCRY_START_LIMIT", "DESCRY_WATCHDOG"].contains(name) ? "supervise" : "serve"
            let outcome = try ChildProcess.run(
                Checkout.descry, [command],
                environment: [
                    "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))", "REDISHOST": "localhost",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))", name: value,
                ])
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("\(name), "), "\(outcome.errors)")
            #expect(outcome.errors.contains("it must be from") || outcome.errors.contains("or more"))
        }

        /// Whether the standard sockets can be made: not where another Descry has them.
        private static let canListen =
            geteuid() == 0
            ? !FileManager.default.fileExists(atPath: "/run/descry")
            : true

        @Test(
            "descry serve and nginx/configure with nothing set find each other",
            .enabled(if: canListen, "/run/descry is there already"))
        func meet() throws {
            let temporary = try TemporaryFolder()
            let isRoot = geteuid() == 0
            let folder = isRoot ? "/run/descry" : temporary.file("descry")
            let environment = ["XDG_RUNTIME_DIR": temporary.path]
            defer { if isRoot { try? FileManager.default.removeItem(atPath: folder) } }
            let descry = try ChildProcess(
                Checkout.descry, ["serve"], environment: environment, log: temporary.file("descry.log"))
            // Sockets apart, what differs from place to place; the page is not asked for, since nginx's user may not
            // be able to read the checkout.
            let port = Checkout.freePort()
            let nginx = try Stack.startNginx(temporary, port: port, environment: environment)
            let target = "https://localhost:\(port)/search?t=mountains&s_query=snow"
            let isAnswered = eventually {
                let answer = try? ChildProcess.run("curl", ["-sk", "--noproxy", "*", "-i", "--http1.1", target])
                return answer.map { Answer($0.output).status == 200 } ?? false
            }
            #expect(isAnswered, "\(descry.log)")
            let attributes = try FileManager.default.attributesOfItem(atPath: folder)
            #expect(attributes[.posixPermissions] as? Int == (isRoot ? 0o2750 : 0o700))
            let socket = try FileManager.default.attributesOfItem(atPath: "\(folder)/descry.sock")
            #expect(socket[.posixPermissions] as? Int == 0o660)
            #expect(socket[.groupOwnerAccountID] as? Int == attributes[.groupOwnerAccountID] as? Int)
            nginx.stop()
            descry.stop()
        }

        @Test("a mistyped setting is warned of at the start, and its value is not logged")
        func warns() throws {
            let stack = try Stack(
                environment: [
                    "DESCRY_POOLSIZE": "7", "REDIS_HOST": "sekrit-host", "PIXABAY_KEY": "sekrit-key", "REDIS_URL": "x",
                ], redis: false)
            let warnings = stack.descry.log.split(separator: "\n").filter {
                $0.contains("\"level\":\"warning\"") && $0.contains("no setting of Descry")
            }
            #expect(warnings.count == 3)
            for (variable, nearest) in [
                ("DESCRY_POOLSIZE", "DESCRY_POOL_SIZE"), ("REDIS_HOST", "REDISHOST"),
                ("PIXABAY_KEY", "PIXABAY_API_KEY"),
            ] {
                let message = "\(variable) is no setting of Descry and has no effect; did you mean \(nearest)?"
                #expect(warnings.contains { $0.contains(message) })
            }
            #expect(!stack.allLogs().contains("sekrit"))

            let fetch = try ChildProcess.run(
                Checkout.descry, ["model", "fetch", "a/b"],
                environment: [
                    "HF_ENDPOINTS": "sekrit", "HF_ENDPOINT": "http://127.0.0.1:9", "XDG_CACHE_HOME": stack.folder.path,
                ])
            #expect(fetch.errors.hasPrefix("descry: warning: the environment variable HF_ENDPOINTS is no setting"))
            #expect(!fetch.errors.contains("sekrit"))
        }
    }
}
