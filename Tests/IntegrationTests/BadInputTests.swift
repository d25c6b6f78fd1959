import Foundation
import TestSupport
import Testing

extension Integration {
    /// What `deploy/run` and `nginx/configure` say of what they cannot use, before anything is started or written.
    @Suite struct BadInputTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            chmod(folder.path, 0o755)
        }

        private func run(_ environment: [String: String]) throws -> ChildProcess.Outcome {
            try ChildProcess.run(
                "env", ["--default-signal", "\(Checkout.root)/deploy/run"],
                environment: [
                    "DESCRY_PROGRAM": Checkout.descry, "DESCRY_RUN_DIR": folder.file("run"),
                    "DESCRY_HTTPS_PORT": "\(Checkout.freePort())", "DESCRY_ALLOW_ROOT": "",
                ].merging(environment) { $1 })
        }

        private func configure(_ environment: [String: String]) throws -> ChildProcess.Outcome {
            try ChildProcess.run(
                "\(Checkout.root)/nginx/configure", [folder.file("configuration")],
                environment: [
                    "DESCRY_LISTEN": "unix:\(folder.file("a.sock"))", "DESCRY_NGINX_LOG": folder.path,
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("b.sock"))",
                    "DESCRY_NGINX_STATE": folder.file("state"),
                ].merging(environment) { $1 })
        }

        private func expect(
            _ outcome: ChildProcess.Outcome, _ code: Int32, _ words: String,
            _ location: SourceLocation = #_sourceLocation
        ) {
            #expect(outcome.status == code, "\(outcome.output)\(outcome.errors)", sourceLocation: location)
            #expect(outcome.errors.contains(words), "\(outcome.errors)", sourceLocation: location)
        }

        @Test("deploy/run names settings and files that cannot be used, and ends with 78")
        func configurations() throws {
            let empty = folder.file("empty")
            _ = FileManager.default.createFile(atPath: empty, contents: Data("\n".utf8))
            expect(try run(["DESCRY_HTTPS_PORT": "0"]), 78, "DESCRY_HTTPS_PORT must be a port from 1 to 65535")
            expect(try run(["DESCRY_GALLERY": "/nowhere"]), 78, "the gallery's folder /nowhere does not exist")
            expect(
                try run(["PIXABAY_API_KEY_FILE": empty]), 78,
                "the file that PIXABAY_API_KEY_FILE names is empty: \(empty)")
            expect(
                try run(["PIXABAY_API_KEY_FILE": "/nowhere/k"]), 78,
                "PIXABAY_API_KEY_FILE names a file that does not exist: /nowhere/k")
            expect(try run(["DESCRY_RUN_DIR": "\(empty)/run"]), 78, "the run folder \(empty)/run cannot be made")
            expect(try run(["DESCRY_MODEL": "/nowhere/model"]), 78, "the model /nowhere/model does not exist")
            expect(
                try run(["DESCRY_TLS_CERTIFICATE": empty, "DESCRY_TLS_KEY": empty]), 78,
                "DESCRY_TLS_CERTIFICATE: \(empty) holds no certificate in PEM")
        }

        @Test("deploy/run with a Redis that refuses the password says where it is, and leaves it alone")
        func redisPassword() throws {
            let redis = try Stack.startRedis(folder)
            defer { redis.signal(SIGKILL) }
            let socket = folder.file("redis.sock")
            _ = try ChildProcess.run("redis-cli", ["-s", socket, "CONFIG", "SET", "requirepass", "open sesame"])
            // For the process's user, too.
            chmod(socket, 0o777)
            let outcome = try run(["REDISHOST": "unix:\(socket)", "REDIS_PASSWORD": "wrong-secret"])
            expect(outcome, 78, "Redis at unix:\(socket) refuses the login")
            #expect(!outcome.errors.contains("wrong-secret") && !outcome.output.contains("wrong-secret"))
            #expect(redis.isRunning)
        }

        @Test("a port or a run folder that is in use ends with 69, and who uses it goes on")
        func inUse() throws {
            let stack = try DeployedStack()
            expect(
                try run(["DESCRY_RUN_DIR": stack.run]), 69, "another deploy/run is using \(stack.run)")
            expect(
                try run(["DESCRY_HTTPS_PORT": "\(stack.port)"]), 69,
                "port \(stack.port) is in use; set DESCRY_HTTPS_PORT to another one")
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
        }

        @Test("what the user may not write ends with 77")
        func rights() throws {
            guard getuid() == 0 else { return }
            let closed = folder.file("closed")
            try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: false)
            let nobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]
            // Where the checkout is closed to other users there is nothing to be seen.
            let script = "\(Checkout.root)/nginx/configure"
            guard try ChildProcess.run("setpriv", nobody + ["test", "-r", script]).status == 0 else { return }
            let configured = try ChildProcess.run(
                "setpriv", nobody + [script, "\(closed)/configuration"],
                environment: ["DESCRY_LISTEN": "unix:/a", "DESCRY_HEALTH_LISTEN": "unix:/b"])
            expect(configured, 77, "cannot make the folder")
            #expect(configured.errors.contains("\(closed)/configuration"), "\(configured.errors)")
            let ran = try ChildProcess.run(
                "setpriv", nobody + ["\(Checkout.root)/deploy/run"],
                environment: [
                    "DESCRY_RUN_DIR": "\(closed)/run", "DESCRY_HTTPS_PORT": "\(Checkout.freePort())",
                    "DESCRY_PROGRAM": Checkout.descry,
                ])
            expect(ran, 77, "the run folder \(closed)/run cannot be made: Permission denied")
        }

        @Test("nginx/configure refuses a certificate that has ended, and leaves its folder as it was")
        func certificate() throws {
            let certificate = folder.file("certificate.pem")
            try TestCertificate.make(in: folder, end: Date() - 86_400)
            expect(try configure(["DESCRY_TLS_CERTIFICATE": certificate]), 78, "\(certificate) ended on ")
            #expect(!FileManager.default.fileExists(atPath: folder.file("configuration")))
            #expect(try configure(["DESCRY_TLS_CERTIFICATE": certificate, "DESCRY_TLS": "off"]).status == 0)
        }
    }
}
