// What a client sends on a FastCGI connection, whole and byte by byte.

import FuzzingDriver

@testable import FastCGI

fuzz { bytes in
    var parser = RequestParser(limit: 65_536)
    let progress = parser.take(bytes[...])

    var slowParser = RequestParser(limit: 65_536)
    var slow = RequestParser.Progress.incomplete
    for byte in bytes where slow == .incomplete { slow = slowParser.take([byte]) }
    require(slow == progress, "the same request, however it arrives")
}
