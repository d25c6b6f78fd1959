internal import Foundation

/// Decodes a file's JSON.
///
/// - Throws: `CLIPError` in a sentence that names the file and what is wrong with it.
func decodeJSON<Value: Decodable>(_ json: [UInt8], path: String) throws(CLIPError) -> Value {
    do {
        return try JSONDecoder().decode(Value.self, from: Data(json))
    } catch DecodingError.keyNotFound(let key, _) {
        throw CLIPError(.model, "\(path) lacks the key \(key.stringValue).")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
        let place = context.codingPath.map(\.stringValue).joined(separator: ".")
        throw CLIPError(.model, "\(path) has a value of a wrong type\(place.isEmpty ? "" : " at \(place)").")
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
        let place = context.codingPath.map(\.stringValue).joined(separator: ".")
        throw CLIPError(.model, "\(path), at \(place): \(context.debugDescription)")
    } catch {
        throw CLIPError(.model, "\(path) is not JSON.")
    }
}
