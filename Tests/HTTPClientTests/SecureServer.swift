import Formats
import Foundation
import HTTPClient
import TestSupport

/// nginx with TLS, HTTP/2 and a certificate of its own for `localhost`, in a folder of its own.
///
/// `@unchecked` since `Process` is not Sendable; it is touched only while starting and ending.
final class SecureServer: @unchecked Sendable {
    static let nginx = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    let folder: TemporaryFolder
    let place: HostPort
    /// The self-signed certificate.
    var certificate: String { folder.path + "/certificate.pem" }
    private let process = Process()

    init() throws {
        folder = try TemporaryFolder()
        place = HostPort(host: "localhost", port: try Self.freePort())
        let part = #filePath.dropLast("HTTPClientTests/SecureServer.swift".count) + "Stack/part"
        try Self.run("/usr/bin/env", [String(part), "certificate", folder.path, "DNS:localhost"]).waitUntilExit()
        let configuration = """
            daemon off; master_process off; pid \(folder.path)/pid; error_log \(folder.path)/error.log;
            events {}
            http {
                log_format connections '$connection $server_protocol $uri';
                access_log \(folder.path)/access.log connections;
                client_body_temp_path \(folder.path)/body; proxy_temp_path \(folder.path)/proxy;
                fastcgi_temp_path \(folder.path)/fastcgi; uwsgi_temp_path \(folder.path)/uwsgi;
                scgi_temp_path \(folder.path)/scgi;
                server {
                    listen 127.0.0.1:\(place.port) ssl http2;
                    ssl_certificate \(folder.path)/certificate.pem; ssl_certificate_key \(folder.path)/key.pem;
                    location / { return 200 "hello $arg_n"; }
                }
            }
            """
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder.path + "/nginx.conf"))
        process.executableURL = URL(fileURLWithPath: Self.nginx ?? "/usr/sbin/nginx")
        process.arguments = ["-c", folder.path + "/nginx.conf", "-p", folder.path]
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitUntilReady()
    }

    deinit {
        // Not SIGTERM: nginx inherits the blocked signals of the Dispatch thread that a test runs on.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// A client that trusts the certificate.
    func client(trusting certificate: String?) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.certificateAuthorities = certificate
        return HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [place]), configuration: configuration)
    }

    /// The connection's number and the protocol of each request for a path, once there are as many as expected.
    ///
    /// nginx writes a line when a request has ended, which may be a moment after its answer.
    func log(of path: String, expecting count: Int) throws -> [(connection: Substring, version: Substring)] {
        var found: [(connection: Substring, version: Substring)] = []
        try eventually {
            let text = try String(contentsOfFile: folder.path + "/access.log", encoding: .utf8)
            found = text.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0.last == path[...] }
                .map { ($0[0], $0[1]) }
            return found.count >= count
        }
        return found
    }

    /// A port that was free a moment ago; nginx cannot choose one itself.
    private static func freePort() throws -> Int {
        try StandIn("web.py").trapPort
    }

    private func waitUntilReady() throws {
        let client = client(trusting: certificate)
        let request = HTTPRequest("https://\(place)/ready", limit: 1000)
        guard eventually({ (try? client.get(request, until: .now + .seconds(5))) != nil }) else {
            throw HTTPError(host: "\(place)", reason: .timedOut)
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
