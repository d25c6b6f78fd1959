import Foundation

/// JPEG files made byte by byte, for what no committed fixture can be: very large, or with a segment of choice.
public enum JPEGFile {
    /// A grey picture of any size and one brightness, whose blocks take two bits each.
    ///
    /// - Parameter progressive: whether it is stored in two scans.
    public static func flat(width: Int, height: Int, progressive: Bool = false) -> [UInt8] {
        func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
            [0xFF, marker] + number(payload.count + 2) + payload
        }
        let blocks = ((width + 7) / 8) * ((height + 7) / 8)
        // A code of one bit for the only symbol: no difference (DC), end of block (AC).
        let table = [1] + [UInt8](repeating: 0, count: 15) + [0]
        var file: [UInt8] = [0xFF, 0xD8]
        file += segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        file += segment(progressive ? 0xC2 : 0xC0, [8] + number(height) + number(width) + [1, 1, 0x11, 0])
        file += segment(0xC4, [0x00] + table)
        file += segment(0xC4, [0x10] + table)
        let scans: [(first: UInt8, last: UInt8, bits: Int)] = progressive ? [(0, 0, 1), (1, 63, 1)] : [(0, 63, 2)]
        for scan in scans {
            file += segment(0xDA, [1, 1, 0, scan.first, scan.last, 0])
            file += [UInt8](repeating: 0, count: (blocks * scan.bits + 7) / 8)
        }
        return file + [0xFF, 0xD9]
    }

    /// The file with segments put behind its start-of-image marker.
    public static func inserting(_ segments: [UInt8], into file: [UInt8]) -> [UInt8] {
        Array(file[..<2]) + segments + file[2...]
    }

    /// An application segment 1.
    public static func application1(_ payload: [UInt8]) -> [UInt8] {
        [0xFF, 0xE1] + number(payload.count + 2) + payload
    }

    /// A segment with an EXIF orientation as cameras write it.
    public static func exif(orientation: UInt8) -> [UInt8] {
        let directory: [UInt8] = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
        return application1(Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8] + directory)
    }

    private static func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}
