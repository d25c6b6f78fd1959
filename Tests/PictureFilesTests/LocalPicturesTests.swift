import Files
import Foundation
import Ranking
import Search
import Synchronization
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

    /// Finishes the pictures in the reverse order, except those whose bytes begin with 0.
    private final class LateEncoder: ImageEncoder {
        typealias Completion = @Sendable (Result<Embedding, EncoderError>) -> Void
        let model = ModelDescription(name: "m", fingerprint: "0123456789abcdef", dimension: 2, logitScale: 100)
        private let waiting = Mutex<[Completion]>([])
        private let count: Int

        init(count: Int) {
            self.count = count
        }

        func encode(jpeg: [UInt8], completion: @escaping Completion) {
            let all = waiting.withLock { waiting in
                waiting.append({ _ in
                    completion(jpeg[0] == 0 ? .failure(.damagedPicture(detail: "0")) : .success(Embedding([1, 0])))
                })
                return waiting.count == count ? waiting : []
            }
            for finish in all.reversed() { finish(.failure(.stopped)) }
        }
    }

    @Test("pictures are encoded in their order, each with its result, also those that cannot be read")
    func encodesInOrder() throws {
        let folder = try TemporaryFolder()
        for (name, byte) in [("a.jpg", 1), ("b.jpg", 0), ("c.jpg", 2)] as [(String, UInt8)] {
            try Data([byte]).write(to: URL(fileURLWithPath: folder.file(name)))
        }
        let pictures = try LocalPictures([folder.path])
        try FileManager.default.removeItem(atPath: folder.file("a.jpg"))
        var results: [String] = []
        pictures.encode(with: LateEncoder(count: 2)) { path, result in
            switch result {
            case .success: results.append("\(path.suffix(5)) encoded")
            case .failure(let error): results.append("\(path.suffix(5)) \(error == .damagedPicture(detail: "0"))")
            }
        }
        #expect(results == ["a.jpg false", "b.jpg true", "c.jpg encoded"])
    }
}
