import Foundation

/// The folder of the answers that nginx keeps.
struct AnswerFolder {
    let path: String

    /// Where nginx/configure puts it (DESCRY_ANSWER_FOLDER, DESCRY_NGINX_STATE).
    init(environment: Environment) {
        path =
            environment["DESCRY_ANSWER_FOLDER"]
            ?? "\(environment["DESCRY_NGINX_STATE"] ?? "/var/lib/descry/nginx")/answers"
    }

    /// Deletes the answers, and nothing else that may lie there: nginx names their files by 32 hexadecimal digits.
    ///
    /// - Returns: how many there were; nil if there is no such folder.
    /// - Throws: a ``ConfigurationError`` if this user may not delete them.
    func empty() throws(ConfigurationError) -> Int? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        var count = 0
        let names = FileManager.default.enumerator(atPath: path)
        while let name = names?.nextObject() as? String {
            guard name.split(separator: "/").last?.wholeMatch(of: /[0-9a-f]{32}/) != nil else { continue }
            if unlink("\(path)/\(name)") == 0 {
                count += 1
            } else if errno != ENOENT, errno != EISDIR {
                let code = errno
                throw ConfigurationError(
                    "nginx's answers in \(path) cannot be deleted (\(String(cString: strerror(code)))); run this as the "
                        + "user of nginx's workers, or root", code: .init(errno: code))
            }
        }
        return count
    }
}
