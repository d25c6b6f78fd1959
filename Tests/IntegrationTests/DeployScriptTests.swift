import Foundation
import TestSupport
import Testing

extension Integration {
    /// Functions of `deploy/lib`, without a server.
    @Suite struct DeployScriptTests {
        /// Runs lines of bash in which the functions of `deploy/run` are there, and `run` is a folder of the test.
        private func bash(
            _ lines: String, _ folder: TemporaryFolder, environment: [String: String] = [:]
        ) throws -> ChildProcess.Outcome {
            let parts = ["common", "processes", "fullness", "logs"]
                .map { "source '\(Checkout.root)/deploy/lib/\($0).bash'" }.joined(separator: "\n")
            let beginning = """
                set -euo pipefail
                program=test root='\(Checkout.root)' run='\(folder.path)' user=$(id -un) log_limit=64
                mkdir -p "$run/log"
                """
            // Unblocks the signals that the test's thread blocks.
            return try ChildProcess.run(
                "env", ["--default-signal", "bash", "-c", [beginning, parts, lines].joined(separator: "\n")],
                environment: environment)
        }

        @Test(
            "deploy/run refuses settings of nginx that would lead past its own process, and says which",
            arguments: [
                ("DESCRY_TLS", "off"), ("DESCRY_BACKENDS", "unix:/a"), ("DESCRY_HEALTH_BACKENDS", "127.0.0.1:9001"),
            ])
        func refusesOtherBackends(name: String, value: String) throws {
            let outcome = try ChildProcess.run(
                "timeout", ["20", "\(Checkout.root)/deploy/run"], environment: [name: value])
            #expect(outcome.status == 78)
            #expect(outcome.errors.hasPrefix("run: \(name) is not for deploy/run"), "\(outcome.errors)")
        }

        @Test("settings are those that Descry knows, keep each byte, and can be taken back by empty ones")
        func settings() throws {
            let folder = try TemporaryFolder()
            let outcome = try bash(
                """
                write_settings "$run/settings"
                unset DESCRY_WWW DESCRY_CORS_ORIGIN
                export DESCRY_UNLIMITED=
                export_settings "$run/settings"
                printf '%s|%s|%s' "$DESCRY_WWW" "$DESCRY_CORS_ORIGIN" "$DESCRY_UNLIMITED"
                """, folder,
                environment: [
                    "DESCRY_WWW": "/a=b==", "DESCRY_CORS_ORIGIN": " * ", "DESCRY_UNLIMITED": "10.0.0.1",
                    "REDIS_URL": "redis://:secret@host", "REDISCLI_AUTH": "secret", "PIXABAY_KEY": "secret",
                    "PIXABAY_API_KEY": "secret", "REDIS_PASSWORD": "secret", "DESCRY_NONE": "secret",
                ])
            #expect(outcome.output == "/a=b==| * |", "\(outcome.errors)")
            let written = try String(contentsOfFile: folder.file("settings"), encoding: .utf8)
            #expect(!written.contains("secret"), "\(written)")
            let mode = try FileManager.default.attributesOfItem(atPath: folder.file("settings"))[.posixPermissions]
            #expect(mode as? Int == 0o640)
        }

        @Test("deploy/run goes on when nothing can be written, and when nobody reads what it says")
        func writesNothing() throws {
            let folder = try TemporaryFolder()
            for output in ["/dev/full", ">(exec true)"] {
                let outcome = try bash(
                    """
                    run_part() { start part sleep 60; }
                    run_part
                    note=$run/pids/part
                    kill -KILL "${pids[part]}"
                    # Each write of a pid's file fails.
                    rm "$note" && mkdir "$note"
                    # Ten rounds a second.
                    sleep() { command sleep 0.1; }
                    rounds=0
                    rotate_large_logs() { :; }
                    eval "original_$(declare -f keep_running)"
                    keep_running() {
                        original_keep_running
                        rounds=$((rounds + 1))
                        if [ $rounds = 8 ]; then
                            kill -0 "${pids[part]}" && printf 'restarted\\n' >&2
                            kill -KILL "${pids[part]}"
                            exit 0
                        fi
                    }
                    exec > \(output)
                    watch_parts
                    """, folder)
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(outcome.errors.contains("restarted"), "\(outcome.errors)")
                try FileManager.default.removeItem(atPath: folder.file("pids/part"))
            }
        }

        @Test("nginx is killed after five checks without an answer, but not while it is full of connections")
        func toleratesAFlood() throws {
            let folder = try TemporaryFolder()
            let outcome = try bash(
                """
                answers() { return 1; }
                start nginx sleep 60
                check() { kill_if_silent nginx; printf '%s ' "${missed[nginx]}"; }
                check && check && check && check
                printf '%s\\n' 'alert: 4 worker_connections are not enough' >>"$run/log/nginx-error.log"
                check && check && check && check && check && check
                wait "${pids[nginx]}" || printf 'ended: %s' $?
                """, folder)
            #expect(
                outcome.output == "1 2 3 4 0 1 2 3 4 test: nginx does not answer, so it is killed\n5 ended: 137",
                "\(outcome.output) \(outcome.errors)")
        }

        @Test("nginx is not killed while a worker has no descriptor left and works, but when that worker hangs")
        func toleratesWantOfDescriptors() throws {
            let folder = try TemporaryFolder()
            let outcome = try bash(
                """
                answers() { return 1; }
                # A worker with 19 of 20 descriptors that waits again and again.
                mkfifo "$run/silent"
                worker='ulimit -n 20; exec 3<>"$1/silent"; for ((n = 4; n < 19; n++)); do eval "exec $n</dev/null"; done
                    touch "$1/is-full"; while :; do read -rt 0.01 -u 3 || true; done'
                start nginx bash -c 'bash -c "$0" worker "$1" & wait' "$worker" "$run"
                until [ -e "$run/is-full" ]; do command sleep 0.1; done
                check() { command sleep 0.2; kill_if_silent nginx; printf '%s ' "${missed[nginx]}"; }
                check && check && check
                read -r child <"/proc/${pids[nginx]}/task/${pids[nginx]}/children" || true
                command sleep 0.2
                kill -STOP "$child"
                check && check && check && check && check && check
                wait "${pids[nginx]}" || printf 'ended: %s' $?
                """, folder)
            let lines = outcome.output.split(separator: "\n")
            try #require(lines.count == 3, "\(outcome.output) \(outcome.errors)")
            #expect(lines[0].contains("files and connections open and may have 20, so it refuses new connections"))
            #expect(lines[1] == "0 0 0 0 1 2 3 4 test: nginx does not answer, so it is killed")
            #expect(lines[2] == "5 ended: 137")
        }

        @Test("a part inherits what it needs, and no variable that may hold somebody else's key")
        func trimsEnvironment() throws {
            let folder = try TemporaryFolder()
            let outcome = try bash(
                """
                shown() { start "$1" env; wait "${pids[$1]}"; cat "$run/log/$1.log"; }
                echo_secret() { :; } && export -f echo_secret
                shown redis && echo --- && shown descry
                """, folder,
                environment: [
                    "AWS_SECRET_ACCESS_KEY": "secret", "REDISCLI_AUTH": "secret", "DESCRY_RATE": "7",
                    "LD_LIBRARY_PATH": "/library", "TZ": "UTC",
                ])
            let parts = outcome.output.components(separatedBy: "---\n")
            try #require(parts.count == 2, "\(outcome.output) \(outcome.errors)")
            #expect(!outcome.output.contains("secret"), "\(outcome.output)")
            #expect(parts.allSatisfy { $0.contains("LD_LIBRARY_PATH=/library\n") && $0.contains("TZ=UTC\n") })
            #expect(!parts[0].contains("DESCRY_"))
            #expect(parts[1].contains("DESCRY_RATE=7\n"))
        }
    }
}
