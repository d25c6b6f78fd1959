import TestSupport

/// Lines of bash that make a certificate with any end.
enum CertificateScript {
    /// Writes `key.pem` and `certificate.pem`. (`openssl req` knows only ends that are to come.)
    ///
    /// - Parameter days: from now to the certificate's end; negative for one that has ended.
    static func text(in folder: TemporaryFolder, days: String) -> String {
        """
        set -e
        cd '\(folder.path)'
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \\
            -keyout key.pem -out request.pem
        touch index.txt
        printf '%s\\n' '[ca]' default_ca=d '[d]' database=index.txt new_certs_dir=. default_md=sha256 \\
            policy=p rand_serial=yes '[p]' commonName=supplied >ca.cnf
        openssl ca -batch -selfsign -config ca.cnf -keyfile key.pem -in request.pem -out certificate.pem \\
            -startdate 200101000000Z -enddate "$(date -u -d '\(days) days' +%y%m%d%H%M%SZ)"
        """
    }
}
