public import Foundation

/// Certificates with any end, made by openssl.
public enum TestCertificate {
    public struct Failure: Error {
        let output: String
    }

    /// Writes `key.pem` and `certificate.pem`.
    ///
    /// (`openssl req` knows only ends that are to come.)
    ///
    /// - Parameters:
    ///   - end: the certificate's, to the second.
    ///   - script: lines of bash that run in the folder afterwards.
    public static func make(in folder: TemporaryFolder, end: Date, then script: String = "") throws {
        let date = ISO8601DateFormatter().string(from: end).filter { $0.isNumber || $0 == "Z" }
        let lines = """
            set -e
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \\
                -keyout key.pem -out request.pem
            rm -f index.txt
            touch index.txt
            printf '%s\\n' '[ca]' default_ca=d '[d]' database=index.txt new_certs_dir=. default_md=sha256 \\
                policy=p rand_serial=yes '[p]' commonName=supplied >ca.cnf
            openssl ca -batch -selfsign -config ca.cnf -keyfile key.pem -in request.pem -out certificate.pem \\
                -startdate 200101000000Z -enddate \(date)
            \(script)
            """
        let bash = Process()
        let output = Pipe()
        bash.executableURL = URL(fileURLWithPath: "/bin/bash")
        bash.arguments = ["-c", lines]
        bash.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        bash.standardOutput = output
        bash.standardError = output
        try bash.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        bash.waitUntilExit()
        guard bash.terminationStatus == 0 else { throw Failure(output: text) }
    }
}
