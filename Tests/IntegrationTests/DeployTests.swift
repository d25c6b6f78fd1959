import Foundation
import TestSupport
import Testing

extension Integration {
    /// `deploy/run` and `deploy/reload`.
    @Suite struct DeployTests {
        /// What another program of whoever starts Descry keeps secret.
        private static let foreign = "foreign-password"
        private static let search = "/search?t=mountains&s_query=snow"

        @Test("it listens on loopback only, runs as users of its own, and no process has the key in its environment")
        func keepsToItself() throws {
            let stack = try DeployedStack(environment: [
                "PIXABAY_API_KEY": StandIn.key, "DESCRY_SOURCE": "gallery",
                "REDISCLI_AUTH": Self.foreign,
            ])
            let listens = stack.text("nginx/settings/server.conf").split(separator: "\n")
                .filter { $0.hasPrefix("listen") }
            #expect(!listens.isEmpty)
            #expect(listens.allSatisfy { $0.hasPrefix("listen 127.0.0.1:") || $0.hasPrefix("listen [::1]:") })

            let supervisor = try stack.pid("descry")
            let serving = try #require(try stack.children(of: supervisor).first)
            let nginx = try stack.pid("nginx")
            let redis = try stack.pid("redis")
            let all = try [stack.script.pid, supervisor, serving, nginx, redis] + stack.children(of: nginx)
            for pid in all {
                let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
                #expect(environment.range(of: Data(StandIn.key.utf8)) == nil, "\(pid)")
                let arguments = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
                #expect(arguments.range(of: Data(StandIn.key.utf8)) == nil, "\(pid)")
            }
            for pid in all.dropFirst() {
                let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
                #expect(environment.range(of: Data(Self.foreign.utf8)) == nil, "\(pid)")
            }
            #expect(!stack.text("settings").contains(Self.foreign))
            let mode = try FileManager.default.attributesOfItem(atPath: "\(stack.run)/settings")[.posixPermissions]
            #expect(mode as? Int == 0o640)
            let key = "\(stack.run)/secrets/PIXABAY_API_KEY"
            #expect(try String(contentsOfFile: key, encoding: .utf8) == StandIn.key)
            #expect(try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int == 0o600)

            // Where the checkout is closed to other users it says so.
            if geteuid() == 0, !stack.output.contains("so the process and Redis run as root") {
                for pid in [supervisor, serving, redis] {
                    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
                    #expect(status.firstMatch(of: /Uid:\t0\t/) == nil)
                    #expect(status.firstMatch(of: /CapEff:\t0+\n/) != nil)
                    #expect(status.contains("NoNewPrivs:\t1"))
                }
            }
            stack.script.signal(SIGTERM)
            #expect(stack.script.wait() == 143)
            #expect(!FileManager.default.fileExists(atPath: "\(stack.run)/secrets"))
            #expect(all.dropFirst().allSatisfy { kill($0, 0) != 0 })
        }

        @Test("what is killed or stopped is started again: Redis, nginx, the supervisor; it says so")
        func restarts() throws {
            let stack = try DeployedStack()
            func isBack() -> Bool {
                eventually {
                    guard let ready = try? stack.get("/ready", ["--max-time", "2"]) else { return false }
                    return ready.status == 200 && ready.string("checks", "redis") == "up"
                }
            }
            kill(try stack.pid("redis"), SIGKILL)
            #expect(eventually { stack.output.contains("redis was started again") })
            #expect(isBack())
            kill(try stack.pid("nginx"), SIGKILL)
            #expect(eventually { stack.output.contains("nginx was started again") })
            kill(try stack.pid("descry"), SIGKILL)
            #expect(eventually { stack.output.contains("descry was started again") })
            #expect(isBack())
            kill(try stack.pid("redis"), SIGSTOP)
            for worker in try stack.children(of: stack.pid("nginx")) { kill(worker, SIGSTOP) }
            #expect(eventually { stack.output.contains("redis does not answer, so it is killed") })
            #expect(eventually { stack.output.contains("nginx does not answer, so it is killed") })
            #expect(isBack())
            #expect(try stack.get(Self.search).status == 200)
        }

        @Test(
            "deploy/reload brings in new settings, or says why it does not; the logs are opened again; signals do no harm"
        )
        func reloads() throws {
            let stack = try DeployedStack()
            for signal in [SIGUSR1, SIGUSR2] { stack.script.signal(signal) }
            let refused = try stack.reload(["DESCRY_MODEL": stack.folder.path, "PIXABAY_API_KEY": "refused"])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("config.json"), "\(refused.errors)")
            #expect(!stack.text("settings").contains("DESCRY_MODEL=\(stack.folder.path)"))
            #expect(stack.text("secrets/PIXABAY_API_KEY").isEmpty)
            let invalid = try stack.reload(["DESCRY_RATE": "x"])
            #expect(invalid.status == 1)
            #expect(invalid.errors.contains("DESCRY_RATE"))
            #expect(try stack.get(Self.search).status == 200)

            let log = "\(stack.run)/log/nginx-access.log"
            try FileManager.default.moveItem(atPath: log, toPath: "\(log).1")
            let replaced = try stack.reload([
                "DESCRY_WORKERS": "7", "DESCRY_CORS_ORIGIN": "https://example.org", "DESCRY_UNLIMITED": "",
            ])
            #expect(replaced.status == 0, "\(replaced.errors)")
            #expect(stack.text("log/descry.log").contains("\"workers\":7"))
            #expect(
                eventually {
                    (try? stack.get("/test", ["-H", "Origin: https://example.org"]))?
                        .header("Access-Control-Allow-Origin") == "https://example.org"
                })
            #expect(eventually { stack.text("log/nginx-access.log").contains("\"path\":\"/test\"") })
            #expect(stack.script.isRunning)

            #expect(stack.text("settings").contains("DESCRY_UNLIMITED=\n"))

            // One that is stopped while a new process starts leaves the settings as they were.
            let before = stack.text("settings")
            let stopped = try ChildProcess(
                "env", ["--default-signal", "\(Checkout.root)/deploy/reload", stack.run],
                environment: ["DESCRY_WORKERS": "9"],
                log: stack.folder.file("reload.log"))
            func workers() -> [Substring] { stack.text("log/descry.log").matches(of: /"workers":(\d)/).map(\.1) }
            #expect(eventually { stack.text("log/descry.log").matches(of: /"successor started"/).count == 3 })
            #expect(stack.text("settings").contains("DESCRY_WORKERS=9"))
            stopped.signal(SIGTERM)
            #expect(stopped.wait() == 143)
            #expect(stack.text("settings") == before)
            // The one that was starting serves for a moment.
            #expect(eventually { workers().suffix(3) == ["7", "9", "7"] }, "\(workers())")

            // Settings stay for the processes that follow.
            let supervisor = try stack.pid("descry")
            #expect(try eventually { try stack.children(of: supervisor).count == 1 })
            kill(try #require(try stack.children(of: supervisor).first), SIGKILL)
            #expect(eventually { workers().suffix(4) == ["7", "9", "7", "7"] })
        }

        @Test("deploy/reload without a running deploy/run says so")
        func needsARun() throws {
            let folder = try TemporaryFolder()
            for path in [folder.path, folder.file("nowhere")] {
                let outcome = try ChildProcess.run("\(Checkout.root)/deploy/reload", [path])
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains(path), "\(outcome.errors)")
            }
            #expect(try ChildProcess.run("\(Checkout.root)/deploy/reload", ["--help"]).status == 0)
            #expect(try ChildProcess.run("\(Checkout.root)/deploy/reload", ["--no"]).status == 64)
        }
    }
}
