import Foundation
import TestSupport
import Testing

extension Integration {
    /// What the process may do, and who may look into it.
    @Suite struct RightsTests {
        private static let isRoot = geteuid() == 0
        /// Runs a program as an ordinary user.
        private static let asNobody =
            isRoot ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : ["env"]
        private static let canRunAsNobody: Bool = {
            let outcome = try? ChildProcess.run(
                asNobody[0],
                asNobody.dropFirst() + [
                    "sh", "-c", "'\(Checkout.descry)' --version && test -r '\(Checkout.model)/config.json'",
                ])
            return outcome?.status == 0
        }()

        @Test(
            "as root neither command starts unless told, and says what to do",
            .enabled(if: isRoot, "skipped: not run as root"), arguments: ["serve", "supervise"])
        func refusesRoot(command: String) throws {
            let folder = try TemporaryFolder()
            let environment = [
                "DESCRY_ALLOW_ROOT": "", "DESCRY_MODEL": "\(folder.path)/no-model",
                "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))",
            ]
            let refused = try ChildProcess.run(Checkout.descry, [command], environment: environment)
            #expect(refused.status == 78)
            #expect(refused.errors.contains("--allow-root or DESCRY_ALLOW_ROOT=1"), "\(refused.errors)")
            #expect(refused.errors.split(separator: "\n").count == 1)
            #expect(!FileManager.default.fileExists(atPath: folder.file("descry.sock")))
            let allowed = try ChildProcess.run(Checkout.descry, [command, "--allow-root"], environment: environment)
            #expect(allowed.errors.contains("no-model"), "\(allowed.errors)")
        }

        @Test(
            "as root no command decodes pictures of strangers unless told, and says what to do",
            .enabled(if: isRoot, "skipped: not run as root"),
            arguments: [
                (["cache", "warm", "/nowhere/tags"], "gallery", "descry-warm FILE"),
                (["cache", "warm", "/nowhere/tags"], "pixabay", "descry-warm FILE"),
                (["search", "lake", "snow"], "pixabay", "setpriv"),
            ])
        func refusesRootForStrangers(command: [String], source: String, advice: String) throws {
            let folder = try TemporaryFolder()
            let environment = [
                "DESCRY_ALLOW_ROOT": "", "DESCRY_MODEL": "\(folder.path)/no-model", "DESCRY_SOURCE": source,
                "PIXABAY_API_KEY": StandIn.key, "REDISHOST": "unix:\(folder.file("redis.sock"))",
            ]
            let refused = try ChildProcess.run(Checkout.descry, command, environment: environment)
            #expect(refused.status == 78)
            #expect(refused.errors.contains("--allow-root or DESCRY_ALLOW_ROOT=1"), "\(refused.errors)")
            #expect(refused.errors.contains(advice), "\(refused.errors)")
            let allowed = try ChildProcess.run(Checkout.descry, command + ["--allow-root"], environment: environment)
            #expect(!allowed.errors.contains("not started as root"), "\(allowed.errors)")
        }

        @Test(
            "root may search a gallery, whose files are its own",
            .enabled(if: isRoot, "skipped: not run as root"))
        func rootSearchesGallery() throws {
            let outcome = try ChildProcess.run(
                Checkout.descry, ["search", "mountains", "snow"],
                environment: ["DESCRY_ALLOW_ROOT": "", "DESCRY_SOURCE": "gallery"])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        @Test("a proxy on this machine that is not named is warned of once, and its clients do not get the metrics")
        func warnsOfProxies() throws {
            let stack = try Stack(redis: false)
            for _ in 0..<3 {
                let forwarded = ["-H", "X-Forwarded-For: 203.0.113.7"]
                #expect(try stack.get("/search?t=mountains&s_query=snow", forwarded).status == 200)
                #expect(try stack.get("/metrics", forwarded).status == 404)
            }
            #expect(stack.descry.log.components(separatedBy: "that DESCRY_TRUSTED_PROXIES does not name").count == 2)
        }

        @Test(
            "a crash leaves no core file, and a process of the same user cannot read the key in its environment",
            .enabled(
                if: canRunAsNobody, "skipped: an ordinary user cannot run the program or read the demo model here"),
            arguments: ["serve", "supervise"])
        func keepsSecrets(command: String) throws {
            let folder = try TemporaryFolder()
            chmod(folder.path, 0o777)
            let script = #"ulimit -c unlimited; cd "$0" && exec "$@""#
            let descry = try ChildProcess(
                // Unblocks the signals that the test's thread blocks: one of them is the crash.
                "env",
                ["--default-signal", "sh", "-c", script, folder.path] + Self.asNobody + [Checkout.descry, command],
                environment: [
                    "DESCRY_MODEL": Checkout.model, "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))", "DESCRY_ALLOW_ROOT": "",
                    "PIXABAY_API_KEY": StandIn.key, "DESCRY_SOURCE": "gallery",
                ], log: folder.file("log"))
            #expect(eventually { descry.log.contains("\"message\":\"listening\"") }, "\(descry.log)")
            for file in ["environ", "mem", "maps"] {
                let read = try ChildProcess.run(
                    Self.asNobody[0], Self.asNobody.dropFirst() + ["head", "-c", "1", "/proc/\(descry.pid)/\(file)"])
                #expect(read.status != 0, "\(file)")
            }
            let limits = try String(contentsOfFile: "/proc/\(descry.pid)/limits", encoding: .utf8)
            #expect(limits.firstMatch(of: #/Max core file size +0 +0 /#) != nil)
            descry.signal(SIGABRT)
            #expect(descry.wait() == SIGABRT)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(!left.contains { $0.hasPrefix("core") })
        }
    }
}
