import FastCGI
import Foundation
import TestSupport

/// A real nginx in front of a FastCGI server, on a Unix socket in a folder of its own.
final class TestNginx: Sendable {
    static let path = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private let folder: TemporaryFolder
    private let process = Process()
    private var address: ListenAddress { .unix(path: folder.file("http")) }

    init(_ upstream: ListenAddress) throws {
        folder = try TemporaryFolder()
        let configuration = """
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            \(geteuid() == 0 ? "user root root;" : "")
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen unix:\(folder.file("http"));
                    location / {
                        fastcgi_pass \(upstream);
                        fastcgi_param REQUEST_METHOD $request_method;
                        fastcgi_param SCRIPT_NAME $uri;
                        fastcgi_param QUERY_STRING $args;
                    }
                    location /stream {
                        fastcgi_pass \(upstream);
                        fastcgi_param SCRIPT_NAME $uri;
                        fastcgi_buffering off;
                    }
                }
            }
            """
        try configuration.write(toFile: folder.file("nginx.conf"), atomically: false, encoding: .utf8)
        process.executableURL = URL(filePath: Self.path ?? "/usr/sbin/nginx")
        process.arguments = ["-p", folder.path, "-c", folder.file("nginx.conf"), "-e", folder.file("error.log")]
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard eventually({ (try? TestClient(address)) != nil }) else {
            let log = try? String(contentsOfFile: folder.file("error.log"), encoding: .utf8)
            throw TestClient.Failure(what: "nginx does not listen: \(log ?? "")")
        }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// Sends an HTTP request's first line and gives the whole answer, header and body.
    func ask(_ line: String, body: String = "") throws -> String {
        let client = try connection(line, body: body)
        return String(decoding: try client.receiveAll(), as: UTF8.self)
    }

    func connection(_ line: String, body: String = "") throws -> TestClient {
        let client = try TestClient(address)
        let header = "\(line) HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        client.send(Array((header + body).utf8))
        return client
    }
}
