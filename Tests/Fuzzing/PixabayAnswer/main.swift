// What Pixabay, or something in between, answers: a status (the first byte's), and a body.

import FuzzingDriver
import HTTPClient
import Search

import struct HTTPTypes.HTTPField
import struct HTTPTypes.HTTPFields

@testable import ImageSources

let statuses = [200, 200, 200, 200, 301, 400, 401, 403, 429, 500]
let policy = AddressPolicy(hosts: .only(["pixabay.com", "cdn.pixabay.com"]))

fuzz { bytes in
    guard let first = bytes.first else { return }
    let status = statuses[Int(first) % statuses.count]
    let body = Array(bytes.dropFirst())
    // As header values are: any text.
    let headers: HTTPFields = [
        HTTPField.Name("X-RateLimit-Remaining")!: String(decoding: body.prefix(12), as: UTF8.self),
        HTTPField.Name("X-RateLimit-Reset")!: String(decoding: body.dropFirst(12).prefix(12), as: UTF8.self),
        .retryAfter: String(decoding: body.prefix(40), as: UTF8.self),
    ]
    let response = HTTPResponse(status: status, headers: headers, body: body)
    if let quota = PixabayResponse.quota(response) { _ = PixabayResponse.seconds(quota.reset) }
    _ = PixabayResponse.picture(.success(response))
    guard let answer = try? PixabayResponse.answer(response) else { return }
    for case .hit(let hit) in answer.hits {
        guard let picture = try? hit.picture(allowed: policy.allowed) else { continue }
        require(picture.url.hasPrefix("https://"), "an address that the policy allows")
        require(picture.pageURL?.hasPrefix("https://") != false, "a page that the policy allows")
        require(picture.alt.unicodeScalars.count <= 500, "a text of at most 500 characters")
    }
}
