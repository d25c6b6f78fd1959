import Files
import Formats
import Foundation
import TestSupport
import Testing

@testable import PictureFiles

/// A folder with the files that cameras, NAS and file managers write.
@Suite struct PictureFolderTests {
    let folder: TemporaryFolder
    private let root: FilePath

    init() throws {
        folder = try TemporaryFolder()
        root = FilePath(folder.path)
    }

    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
    private static let png = Array("\u{89}PNG\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) })

    /// Writes a file by the bytes of its name, with the folders that it is in.
    private func write(_ name: [UInt8], _ bytes: [UInt8] = PictureFolderTests.jpeg) throws {
        var path = root
        let parts = name.split(separator: UInt8(ascii: "/"))
        for part in parts.dropLast() {
            path = path.appending(Array(part))
            mkdir(path.bytes.map { CChar(bitPattern: $0) } + [0], 0o700)
        }
        path = path.appending(Array(parts.last ?? []))
        let descriptor = creat(path.bytes.map { CChar(bitPattern: $0) } + [0], 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(Foundation.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    private func write(_ names: String..., bytes: [UInt8] = PictureFolderTests.jpeg) throws {
        for name in names { try write(Array(name.utf8), bytes) }
    }

    private func found() throws -> [String] {
        try PictureFolder(root).pictures.map { String($0.shown.dropFirst(folder.path.count + 1)) }
    }

    @Test("names are bytes: Latin-1, line breaks, anything")
    func names() throws {
        try write(Array("caf".utf8) + [0xE9] + Array(".jpg".utf8))
        try write([0xE8] + Array("t/x.jpg".utf8))
        try write("a\nb.jpg", "図.jpg")
        #expect(try found() == ["a\\x0Ab.jpg", "caf\\xE9.jpg", "図.jpg", "\\xE8t/x.jpg"])
        #expect(try LocalPictures([folder.path]).paths.allSatisfy { (try? FileStatus(FilePath($0)))?.kind == .file })
    }

    @Test("hidden files, trash, thumbnails and what systems keep for themselves are left out, and counted")
    func leftOut() throws {
        try write("good.jpg", "dir/good.jpg", "@home.jpg", "#1.jpg", "lost.jpg")
        try write(".hidden.jpg", "._good.jpg", ".Trash-1000/files/x.jpg", ".thumbnails/x.jpg", ".@__thumb/x.jpg")
        try write(
            "@eaDir/x.jpg", "#recycle/x.jpg", "lost+found/x.jpg", "$RECYCLE.BIN/x.jpg", "__MACOSX/._x.jpg",
            "System Volume Information/x.jpg", "#snapshot/x.jpg", "@Recycle/x.jpg", "dir/@eaDir/x.jpg")
        #expect(try found() == ["#1.jpg", "@home.jpg", "dir/good.jpg", "good.jpg", "lost.jpg"])
        let sentence = try PictureFolder(root).passedOver.sentence
        #expect(sentence.contains("9 system folders (#recycle, #snapshot, $RECYCLE.BIN, …)"), "\(sentence)")
        #expect(sentence.contains("5 hidden items (.@__thumb, .Trash-1000, ._good.jpg, …)"), "\(sentence)")
        // Named as arguments, they are used.
        for name in ["@eaDir", ".Trash-1000", ".hidden.jpg"] {
            #expect(try LocalPictures([folder.file(name)]).paths.count == 1)
        }
    }

    @Test("files of other formats are counted by what they are")
    func formats() throws {
        try write("a.png", "b.PNG", "c", bytes: Self.png)
        try write("d.heic", bytes: [0, 0, 0, 24] + Array("ftypheic".utf8))
        try write("e.webp", bytes: Array("RIFF1234WEBPVP8 ".utf8))
        try write("f.mov", bytes: [0, 0, 0, 20] + Array("ftypqt  ".utf8))
        try write("notes.txt", "raw.NEF", "README", bytes: Array("words".utf8))
        try write("nothing.txt", bytes: [])
        try write("gallery.json", bytes: Array("{}".utf8))
        try write("good.jpg")
        let folder = try PictureFolder(root)
        #expect(folder.pictures.count == 1)
        #expect(
            folder.passedOver.sentence
                == "passed over: 3 PNG, 1 HEIC, 1 NEF, 1 QuickTime, 1 TXT, 1 WebP, 1 empty file, 1 unknown file")
        #expect(folder.passedOver.json.text.hasPrefix("[{\"what\":\"PNG\",\"count\":3,\"names\":[]}"))
    }

    @Test(
        "raw files of cameras are counted by their endings, although they begin as TIFF does",
        arguments: [
            ("DSC_1.NEF", "NEF", "MM\0*\0\0\0\u{08}"), ("IMG_1.CR2", "CR2", "II*\0\u{10}\0\0\0CR\u{02}\0"),
            ("DSC1.arw", "ARW", "II*\0\u{08}\0\0\0"), ("x.DNG", "DNG", "II*\0\u{08}\0\0\0"),
            ("x.rw2", "RW2", "IIU\0\u{18}\0\0\0"), ("x.orf", "ORF", "IIRO\u{08}\0\0\0"),
            ("x.raf", "RAF", "FUJIFILMCCD-RAW "), ("x.CR3", "CR3", "\0\0\0\u{18}ftypcrx "),
            ("x.tif", "TIFF", "II*\0\u{08}\0\0\0"), ("scan", "TIFF", "MM\0*\0\0\0\u{08}"),
            ("x.png", "TIFF", "II*\0\u{08}\0\0\0"),
        ])
    func rawFiles(name: String, format: String, start: String) throws {
        try write(name, bytes: start.unicodeScalars.map { UInt8($0.value) } + [0, 0, 0, 0])
        #expect(try PictureFolder(root).passedOver.sentence == "passed over: 1 \(format)")
    }

    @Test("a JPEG is found by its bytes under any name, and by its name whatever its bytes")
    func otherNames() throws {
        try write("a.JPG", "b.jpe", "c.jfif", "d.jpg_large", "e", "f.png", "g.jpeg.part", "h.MPO")
        try write("wrong.jpg", bytes: Self.png)
        try write("empty.jpg", bytes: [])
        #expect(
            try found() == [
                "a.JPG", "b.jpe", "c.jfif", "d.jpg_large", "e", "empty.jpg", "f.png", "g.jpeg.part", "h.MPO",
                "wrong.jpg",
            ])
    }

    @Test("a FIFO, links that lead nowhere or in a circle, and linked folders are named, and none is waited for")
    func otherFiles() throws {
        try write("good.jpg", "dir/x.jpg")
        #expect(mkfifo(folder.file("fifo.jpg"), 0o600) == 0)
        for (link, target) in [
            ("lost.jpg", "nowhere"), ("circle.jpg", "circle.jpg"), ("holiday", "dir"), ("self", "."),
            ("linked.jpg", "good.jpg"),
        ] {
            try FileManager.default.createSymbolicLink(atPath: folder.file(link), withDestinationPath: target)
        }
        #expect(try found() == ["dir/x.jpg", "good.jpg", "linked.jpg"])
        let sentence = try PictureFolder(root).passedOver.sentence
        #expect(sentence.contains("2 broken links (circle.jpg → circle.jpg, lost.jpg → nowhere)"), "\(sentence)")
        #expect(sentence.contains("2 linked folders (holiday → dir, self → .)"), "\(sentence)")
        #expect(sentence.contains("1 FIFO (fifo.jpg)"), "\(sentence)")
    }

    @Test("a folder without pictures says what it holds instead")
    func nothing() throws {
        try write("a.png", bytes: Self.png)
        let error = #expect(throws: (any Error).self) { try LocalPictures([folder.path]) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("no JPEG file; passed over: 1 PNG"))
    }

    @Test("a file is taken once, however it is named")
    func repeats() throws {
        try write("a.jpg", "dir/b.jpg")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "dir")
        let files = ["a.jpg", "./a.jpg", "", "dir/../a.jpg", "link/b.jpg"].map { folder.file($0) }
        let pictures = try LocalPictures(files)
        #expect(pictures.paths == [folder.file("a.jpg"), folder.file("dir/b.jpg")])
        #expect(pictures.passedOver.sentence.contains("4 repeated files"))
    }
}
