import Foundation
import TestSupport
import Testing

/// Files as people have them.
extension Integration.CommandTests {
    private static let picture = "\(Checkout.gallery)/000.jpg"

    private func write(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Runs the program by a line of bash, which can name files by bytes.
    ///
    /// - Parameter variables: as bash writes them, `NAME=value`.
    private func descry(
        line: String, variables: String = "", in folder: TemporaryFolder
    ) throws -> ChildProcess.Outcome {
        try ChildProcess.run("bash", ["-c", "cd \(folder.path) && exec env \(variables) \(Checkout.descry) \(line)"])
    }

    @Test("a name that is not UTF-8 is found, as an argument and in a folder, and told by its bytes")
    func latinNames() throws {
        let folder = try TemporaryFolder()
        let made = try ChildProcess.run(
            "bash",
            ["-c", "cd \(folder.path) && mkdir $'\\xe9t\\xe9' && cp \(Self.picture) $'\\xe9t\\xe9/caf\\xe9.jpg'"])
        #expect(made.status == 0, "\(made.errors)")
        let name = "\\xE9t\\xE9/caf\\xE9.jpg"
        for argument in ["$'\\xe9t\\xe9/caf\\xe9.jpg'", "$'\\xe9t\\xe9'", "$'\\xe9t\\xe9/'"] {
            let table = try descry(line: "rank snow \(argument)", in: folder)
            #expect(table.status == 0 && table.output.contains(name), "\(table.errors)")
        }
        for command in ["rank --json snow .", "embed --image ."] {
            let line = try #require(try lines(try descry(line: command, in: folder)).first)
            #expect(line["image"] as? String == "./\(name)")
            let bytes = try #require(Data(base64Encoded: line["image_base64"] as? String ?? ""))
            #expect(bytes == Data([0x2E, 0x2F, 0xE9, 0x74, 0xE9, 0x2F, 0x63, 0x61, 0x66, 0xE9] + Array(".jpg".utf8)))
        }
        let escaped = name.replacing("\\", with: "\\\\")
        try "{\"gallery\": \".\", \"queries\": [{\"text\": \"x\", \"pictures\": [\"\(escaped)\"]}]}"
            .write(toFile: folder.file("e.json"), atomically: true, encoding: .utf8)
        let evaluated = try descry(line: "evaluate e.json", in: folder)
        #expect(evaluated.status == 0, "\(evaluated.errors)")
        let missing = try descry(line: "rank snow $'\\xe8.jpg'", in: folder)
        #expect(missing.status == 64)
        #expect(missing.errors == "descry: there is no file '\\xE8.jpg'\n")
        #expect(try descry(line: "rank $'caf\\xe9' .", in: folder).status == 64)
    }

    @Test("a model's directory and a gallery need no name in UTF-8, as flags and as variables")
    func latinFolders() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let made = try ChildProcess.run(
            "bash",
            [
                "-c",
                "cd \(folder.path) && ln -s \(Checkout.model) $'mod\\xe8le' && mkdir $'\\xe9t\\xe9' && "
                    + "cp \(Self.picture) $'\\xe9t\\xe9/000.jpg'",
            ])
        #expect(made.status == 0, "\(made.errors)")
        let list = "{\"pictures\": [{\"file\": \"000.jpg\", \"tags\": [\"sea\"], \"width\": 4, \"height\": 3}]}"
        try list.write(toFile: folder.file("list"), atomically: true, encoding: .utf8)
        _ = try ChildProcess.run("bash", ["-c", "cd \(folder.path) && mv list $'\\xe9t\\xe9/gallery.json'"])
        let (model, gallery) = ("$'mod\\xe8le/'", "$'\\xe9t\\xe9'")
        for (line, variables) in [
            ("embed --text snow --model \(model)", ""), ("embed --text snow", "DESCRY_MODEL=\(model)"),
            ("search sea snow --gallery \(gallery) --model \(model)", ""),
            ("search sea snow", "DESCRY_GALLERY=\(gallery) DESCRY_MODEL=\(model)"),
        ] {
            let outcome = try descry(line: line, variables: variables, in: folder)
            #expect(outcome.status == 0, "\(line), \(variables): \(outcome.errors)")
        }
        let models = "DESCRY_MODELS=$'mod\\xe8les/new' HF_ENDPOINT=\(hub.url(""))"
        let fetched = try descry(line: "model fetch demo/modern | od -An -c", variables: models, in: folder)
        #expect(fetched.output.contains("350"), "\(fetched.output) \(fetched.errors)")
        let used = try descry(line: "embed --text snow --model demo/modern", variables: models, in: folder)
        #expect(used.status == 0, "\(used.errors)")
        let refused = try descry(line: "embed --text snow --model $'\\xe8'", in: folder)
        #expect(refused.errors == "descry: the model directory '\\xE8' does not exist\n")
    }

    @Test("a FIFO, a socket and a device are named and keep nobody waiting", arguments: ["rank snow", "embed --image"])
    func specialFiles(command: String) throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.file("fifo.jpg"), 0o600) == 0)
        try FileManager.default.copyItem(atPath: Self.picture, toPath: folder.file("good.jpg"))
        let found = try descry(line: "\(command) .", in: folder)
        #expect(found.status == 0)
        #expect(found.errors.contains("passed over: 1 FIFO (fifo.jpg)"), "\(found.errors)")
        let named = try descry(line: "\(command) fifo.jpg /dev/zero good.jpg", in: folder)
        #expect(named.status == 0)
        #expect(named.errors.contains("fifo.jpg is left out: it is a FIFO, not a regular file"), "\(named.errors)")
        #expect(named.errors.contains("/dev/zero is left out: it is a device, not a regular file"))
        #expect(named.output.contains("good.jpg"))
    }

    @Test("one that fails of many, and all that fail: the exit code is the same for every command")
    func exitCodes() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: Self.picture, toPath: folder.file("good.jpg"))
        try write([], folder.file("empty.jpg"))
        try write(Array("\u{89}PNG\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) }), folder.file("wrong.jpg"))
        func evaluation(_ gallery: String, _ picture: String) throws -> String {
            try "{\"gallery\": \"\(gallery)\", \"queries\": [{\"text\": \"x\", \"pictures\": [\"\(picture)\"]}]}"
                .write(toFile: folder.file("e.json"), atomically: true, encoding: .utf8)
            return "evaluate e.json"
        }
        for command in ["rank snow .", "embed --image .", try evaluation(".", "good.jpg")] {
            let some = try descry(line: command, in: folder)
            #expect(some.status == 0, "\(command): \(some.errors)")
            #expect(some.errors.contains("empty.jpg is left out: not a JPEG: it is empty"), "\(some.errors)")
            #expect(some.errors.contains("wrong.jpg is left out: not a JPEG: it is a PNG file"), "\(some.errors)")
            #expect(some.errors.contains("left out: 2 of 3 pictures"))
        }
        try FileManager.default.createDirectory(atPath: folder.file("bad"), withIntermediateDirectories: false)
        try write([], folder.file("bad/empty.jpg"))
        for command in ["rank snow bad", "embed --image bad", try evaluation("bad", "empty.jpg")] {
            let none = try descry(line: command, in: folder)
            #expect(none.status == 1, "\(command): \(none.errors)")
            #expect(none.errors.hasSuffix("descry: none of the pictures could be used\n"))
        }
        for command in ["rank", "embed", "evaluate"] {
            let help = try descry([command, "--help"]).output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(help.contains("the exit code is 0 if at least one picture could be used, else 1"))
            #expect(help.contains("It is 1 as well if no sentence is left to measure") == (command == "evaluate"))
        }
    }

    @Test("a missing file, or a folder without pictures, is one sentence")
    func missingFiles() throws {
        let folder = try TemporaryFolder()
        for command in [
            "rank snow none.jpg", "embed --image none.jpg", "benchmark encoder --image none.jpg", "evaluate none.jpg",
        ] {
            let outcome = try descry(line: command, in: folder)
            #expect(outcome.status == 64)
            #expect(outcome.errors == "descry: there is no file 'none.jpg'\n")
        }
        try "{\"gallery\": \"none\", \"queries\": [{\"text\": \"x\", \"pictures\": []}]}"
            .write(toFile: folder.file("e.json"), atomically: true, encoding: .utf8)
        for command in ["evaluate e.json", "evaluate e.json --gallery none"] {
            let outcome = try descry(line: command, in: folder)
            #expect(outcome.status == 64)
            #expect(outcome.errors == "descry: there is no gallery folder 'none'\n")
        }
        try FileManager.default.removeItem(atPath: folder.file("e.json"))
        let empty = try descry(line: "rank snow .", in: folder)
        #expect(empty.status == 64)
        #expect(empty.errors == "descry: the folder '.' holds no JPEG file\n")
        let port = try descry(["search", "x", "y"], environment: ["REDISHOST": "h", "REDISPORT": "0"])
        #expect(port.status == 64)
        #expect(port.errors.hasPrefix("descry: ") && !port.errors.contains("Usage"), "\(port.errors)")
    }

    @Test(
        "a number of pictures below one is answered with what it may be",
        arguments: [
            ["rank", "-k", "0", "snow", "x.jpg"], ["search", "-k", "0", "snow", "snow"],
            ["search", "snow", "snow", "-k=-1"], ["evaluate", "--worst", "0", "e.json"],
            ["benchmark", "ranking", "-k", "0"],
        ])
    func counts(arguments: [String]) throws {
        let outcome = try descry(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("it must be 1 or more"), "\(outcome.errors)")
    }

    @Test("a picture comes from standard input too")
    func standardInput() throws {
        let folder = try TemporaryFolder()
        for command in ["embed --image -", "rank --json snow -"] {
            let line = try #require(try lines(try descry(line: "\(command) < \(Self.picture)", in: folder)).first)
            #expect(line["image"] as? String == "-")
        }
    }

    @Test("a photograph of 108 megapixels is ranked, and found in a gallery", arguments: [false, true])
    func largePhotograph(progressive: Bool) throws {
        let folder = try TemporaryFolder()
        let flat = JPEGFile.flat(width: 12_000, height: 9_000, progressive: progressive)
        try write(JPEGFile.inserting(JPEGFile.exif(orientation: 6), into: flat), folder.file("large.jpg"))
        let outcome = try descry(line: "rank --json snow large.jpg", in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try lines(outcome).count == 1)
        try write(
            Array("{\"pictures\": [{\"file\": \"large.jpg\", \"tags\": [], \"width\": 12000, \"height\": 9000}]}".utf8),
            folder.file("gallery.json"))
        let search = try descry(line: "search '' snow --json --gallery .", in: folder)
        let result = try #require((try lines(search).first?["results"] as? [[String: Any]])?.first, "\(search.errors)")
        #expect(result["width"] as? Int == 9_000 && result["height"] as? Int == 12_000)
    }
}
