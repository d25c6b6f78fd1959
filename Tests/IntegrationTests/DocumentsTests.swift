import Foundation
import TestSupport
import Testing

extension Integration {
    /// The manual pages and completions that `deploy/package` adds.
    @Suite struct DocumentsTests {
        @Test("each command has a manual page, and each shell its completions")
        func writes() throws {
            let folder = try TemporaryFolder()
            let outcome = try ChildProcess.run(
                "\(Checkout.root)/deploy/lib/documents", [Checkout.descry, folder.file("share")])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let pages = try FileManager.default.contentsOfDirectory(atPath: folder.file("share/man/man1"))
            for command in ["", "-serve", "-probe", "-doctor", "-status", "-cache-warm", "-model-verify"] {
                #expect(pages.contains("descry\(command).1"))
            }
            for page in pages {
                let text = try String(contentsOfFile: folder.file("share/man/man1/\(page)"), encoding: .utf8)
                #expect(text.hasPrefix(".TH "))
                // A line that begins with a full stop is a request, and these are all that are used.
                let requests = Set(text.split(separator: "\n").filter { $0.hasPrefix(".") }.map { $0.prefix(3) })
                #expect(requests.isSubset(of: [".TH", ".SH", ".B ", ".PP", ".TP"]), "\(page): \(requests)")
            }
            let warm = try String(contentsOfFile: folder.file("share/man/man1/descry-cache-warm.1"), encoding: .utf8)
            #expect(warm.contains("\\fB\\-\\-json\\fR"))
            let bash = folder.file("share/bash-completion/completions/descry")
            #expect(try ChildProcess.run("bash", ["-n", bash]).status == 0)
            for (file, word) in [
                (bash, "purge"), (folder.file("share/zsh/site-functions/_descry"), "#compdef descry"),
                (folder.file("share/fish/vendor_completions.d/descry.fish"), "complete -c"),
            ] { #expect(try String(contentsOfFile: file, encoding: .utf8).contains(word), "\(file)") }
        }
    }
}
