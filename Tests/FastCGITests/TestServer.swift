import FastCGI
import Synchronization
import TestSupport

/// A running server on a Unix socket of its own, stopped when nobody holds it any more.
final class TestServer: Sendable {
    let address: ListenAddress
    let server: FastCGIServer
    private let folder: TemporaryFolder
    private let reported: Reports

    final class Reports: Sendable {
        let errors = Mutex<[FastCGIError]>([])
    }

    var reports: [FastCGIError] {
        reported.errors.withLock(\.self)
    }

    init(
        workers: Int = 2, limits: FastCGIServer.Limits = .init(), address: ListenAddress? = nil,
        streaming: @escaping @Sendable (Request, inout ResponseWriter) throws -> Void
    ) throws {
        let reports = Reports()
        reported = reports
        folder = try TemporaryFolder()
        let listener = try Listener(address ?? .unix(path: folder.file("s")))
        self.address = listener.boundAddress
        server = try FastCGIServer(listener: listener, limits: limits) { error in
            reports.errors.withLock { $0.append(error) }
        }
        server.start(workers: workers, streaming: streaming)
    }

    convenience init(
        workers: Int = 2, limits: FastCGIServer.Limits = .init(), address: ListenAddress? = nil,
        handler: @escaping @Sendable (Request) -> Response
    ) throws {
        try self.init(workers: workers, limits: limits, address: address) { request, writer in
            try writer.send(handler(request))
        }
    }

    deinit {
        server.stop(within: .seconds(5))
    }

    func ask(_ bytes: [UInt8] = Record.get) throws -> TestClient.Answer {
        try TestClient.ask(address, bytes)
    }
}
