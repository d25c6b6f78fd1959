import Foundation
import Processes
import TestSupport
import Testing

@Suite struct SpawnedProcessTests {
    private func run(_ script: String, descriptors: [Int32] = []) throws -> SpawnedProcess {
        try SpawnedProcess(
            program: Array("/bin/sh".utf8), arguments: ["-c", script].map { Array($0.utf8) },
            environment: [Array("NAME=caf\u{e9}".utf8)], descriptors: descriptors)
    }

    private func end(of process: SpawnedProcess) -> SpawnedProcess.Outcome? {
        var outcome: SpawnedProcess.Outcome?
        eventually {
            outcome = process.outcome()
            return outcome != nil
        }
        return outcome
    }

    @Test("exit codes and signals are told apart")
    func outcomes() throws {
        #expect(end(of: try run("exit 78")) == .exit(code: 78))
        #expect(end(of: try run("kill -KILL $$")) == .signal(SIGKILL))
        #expect(SpawnedProcess.Outcome.signal(SIGKILL).description == "killed by SIGKILL")
        let sleeping = try run("exec sleep 60")
        #expect(sleeping.outcome() == nil)
        sleeping.send(SIGKILL)
        #expect(end(of: sleeping) == .signal(SIGKILL))
    }

    @Test("a process whose end somebody else was told has ended all the same")
    func reaped() throws {
        let process = try run("exit 3")
        var status: Int32 = 0
        #expect(waitpid(process.pid, &status, 0) == process.pid)
        #expect(process.outcome() == .unknown)
    }

    @Test("descriptors arrive from 3 on, in order, whatever their numbers here; nothing else is inherited")
    func descriptors() throws {
        let folder = try TemporaryFolder()
        let files = try ["a", "b"].map { name in
            try "\(name)".write(toFile: folder.file(name), atomically: true, encoding: .utf8)
            let descriptor = open(folder.file(name), O_RDONLY | O_CLOEXEC)
            try #require(descriptor >= 0)
            return descriptor
        }
        defer { for file in files { close(file) } }
        let script = "test \"$(cat <&3)$(cat <&4)$NAME\" = bacaf\u{e9} && ! test -e /proc/self/fd/5"
        #expect(end(of: try run(script, descriptors: files.reversed())) == .exit(code: 0))
    }

    @Test("a program that does not exist is an error that names it")
    func missing() {
        #expect {
            try SpawnedProcess(program: Array("/no/program".utf8), arguments: [], environment: [], descriptors: [])
        } throws: { error in
            (error as? ProcessError)?.description == "can't start /no/program: No such file or directory (errno 2)"
        }
    }
}
