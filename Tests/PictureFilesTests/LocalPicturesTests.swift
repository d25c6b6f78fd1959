import Files
import Foundation
import TestSupport
import Testing

@testable import PictureFiles

@Suite struct LocalPicturesTests {
    @Test("finds a folder's JPEG files, below it too, and through a symbolic link")
    func findsFiles() throws {
        let folder = try TemporaryFolder()
        let pictures = folder.file("pictures")
        try FileManager.default.createDirectory(atPath: "\(pictures)/lake", withIntermediateDirectories: true)
        for file in ["b.jpg", "a.JPEG", "lake/c.jpg", "text.txt"] {
            try Data([0xff]).write(to: URL(fileURLWithPath: "\(pictures)/\(file)"))
        }
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: pictures)
        for name in ["pictures", "pictures/", "link", "link/"] {
            let found = try LocalPictures([folder.file(name)]).paths
            let shown = folder.file(name.replacing("/", with: ""))
            #expect(found == ["a.JPEG", "b.jpg", "lake/c.jpg"].map { "\(shown)/\($0)" })
        }
        let file = "\(pictures)/text.txt"
        #expect(try LocalPictures([file]).paths == [file])
    }

    @Test("names what is not there, and a folder without pictures")
    func refuses() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path, folder.file("nowhere")] {
            let error = #expect(throws: SetupError.self) { try LocalPictures([path]) }
            #expect(error?.description.contains("'\(path)'") == true)
        }
    }
}
