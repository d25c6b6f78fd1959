/// The types of records that are used here (FastCGI specification 1.0, section 8).
enum RecordType {
    static let beginRequest: UInt8 = 1
    static let endRequest: UInt8 = 3
    static let parameters: UInt8 = 4
    static let standardInput: UInt8 = 5
    static let standardOutput: UInt8 = 6
}
