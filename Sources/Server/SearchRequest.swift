import FastCGI
import Foundation
import Search

/// A request for a search, with its client.
struct SearchRequest {
    let query: SearchQuery
    /// The client, by the address that nginx saw, and how long its sentence may wait.
    let caller: Caller
    /// Scheme and host of the request, as in `https://example.org`; empty if the client named no host.
    let origin: String

    private static let standardCount = 10

    /// - Parameter tagIsOptional: whether the source has a pool for the empty tag.
    /// - Throws: a ``Problem`` with the status 400 that names the parameter at fault.
    init(_ request: Request, tagIsOptional: Bool) throws(Problem) {
        caller = Self.caller(of: request)
        origin = Self.origin(of: request)
        let tag: String
        let text: String
        let count: String?
        let offset: String?
        do throws(ParameterError) {
            let parameters = QueryString(request.query)
            try parameters.check(known: QueryError.Field.allCases.map(\.parameter))
            count = try parameters.value(QueryError.Field.count.parameter)
            offset = try parameters.value(QueryError.Field.offset.parameter)
            let name = QueryError.Field.tag.parameter
            tag = tagIsOptional ? try parameters.value(name) ?? "" : try parameters.required(name)
            text = try parameters.required(QueryError.Field.sentence.parameter)
        } catch {
            throw Problem(error)
        }
        do throws(QueryError) {
            query = try SearchQuery(
                tag: tag, text: text, count: Self.number(count, or: Self.standardCount, .invalidCount),
                offset: Self.number(offset, or: 0, .invalidOffset), tagIsOptional: tagIsOptional)
        } catch {
            throw Problem(error)
        }
    }

    static func caller(of request: Request) -> Caller {
        Caller(
            client: ClientName.of(address: request["REMOTE_ADDR"] ?? ""),
            maximumWait: Prefer.wait(in: request["HTTP_PREFER"] ?? ""))
    }

    private static func number(
        _ text: String?, or standard: Int, _ error: QueryError
    ) throws(QueryError) -> Int {
        guard let text else { return standard }
        // Trimming takes longer than the rest.
        let digits = areDigits(text) ? text : text.trimmingCharacters(in: .whitespaces)
        guard areDigits(digits), let number = Int(digits) else { throw error }
        return number
    }

    private static func areDigits(_ text: String) -> Bool {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    static func origin(of request: Request) -> String {
        let allowed = { (byte: UInt8) in isASCIILetterOrDigit(byte) || ".-:[]_".utf8.contains(byte) }
        guard let host = request["HTTP_HOST"], !host.isEmpty, host.utf8.allSatisfy(allowed) else { return "" }
        return "\(request["REQUEST_SCHEME"] == "http" ? "http" : "https")://\(host)"
    }
}
