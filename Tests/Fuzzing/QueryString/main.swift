// What follows the question mark in an address.

import FuzzingDriver
import Search

@testable import Server

fuzz { bytes in
    let query = QueryString(bytes)
    try? query.check(known: ["t", "s_query", "k"])
    let tag = (try? query.value("t")) ?? ""
    let text = (try? query.required("s_query")) ?? ""
    let count = (try? query.value("k")).flatMap { $0 }.flatMap { Int($0) } ?? 10
    if let search = try? SearchQuery(tag: tag, text: text, count: count, tagIsOptional: true) {
        require(search.tag.unicodeScalars.count <= 4 * SearchQuery.maximumTagLength, "a short tag")
        require(search.count >= 1, "a count")
    }
}
