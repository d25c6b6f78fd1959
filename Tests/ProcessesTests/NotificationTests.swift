import Foundation
import Processes
import TestSupport
import Testing

@Suite struct NotificationTests {
    @Test("what a process tells arrives as assignments, oldest first")
    func arrives() throws {
        let folder = try TemporaryFolder()
        let socket = try NotificationSocket(path: folder.file("notify.sock"))
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": socket.address]))
        manager.tell("READY=1", "STATUS=a=b")
        manager.tell("WATCHDOG=1")
        #expect(Readable.wait(for: [socket.descriptor], timeout: .seconds(30)) == [socket.descriptor])
        #expect(socket.messages() == [["READY": "1", "STATUS": "a=b"], ["WATCHDOG": "1"]])
        #expect(socket.messages().isEmpty)
    }

    @Test("an address in the abstract namespace works, as systemd gives it in containers")
    func abstract() throws {
        let name = "@descry-test-\(UInt32.random(in: 0...UInt32.max))"
        let socket = try NotificationSocket(path: name)
        try #require(ServiceManager(environment: ["NOTIFY_SOCKET": name])).tell("READY=1")
        #expect(socket.messages() == [["READY": "1"]])
    }

    @Test(
        "nobody to tell, a wrong address, and one where nobody listens do no harm", arguments: [nil, "", "x", "/", "@"])
    func toNobody(address: String?) throws {
        #expect(ServiceManager(environment: address.map { ["NOTIFY_SOCKET": $0] } ?? [:]) == nil)
        let folder = try TemporaryFolder()
        ServiceManager(environment: ["NOTIFY_SOCKET": folder.file("nobody.sock")])?.tell("READY=1")
    }

    @Test(
        "the watchdog's interval is the one that is meant for this process",
        arguments: [
            ("5000000", nil, Duration.seconds(5)), ("5000000", "self", .seconds(5)), ("5000000", "1", nil),
            ("0", nil, nil), ("x", nil, nil), (nil, nil, nil),
        ] as [(String?, String?, Duration?)])
    func watchdog(microseconds: String?, pid: String?, interval: Duration?) throws {
        var environment = ["NOTIFY_SOCKET": "/nobody.sock"]
        environment["WATCHDOG_USEC"] = microseconds
        environment["WATCHDOG_PID"] = pid == "self" ? String(getpid()) : pid
        #expect(try #require(ServiceManager(environment: environment)).watchdogInterval == interval)
    }

    @Test("a text of several lines is one value")
    func oneLine() {
        #expect(ServiceManager.line("a\nREADY=1\r\nb") == "a READY=1 b")
    }
}
