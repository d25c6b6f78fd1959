import Search
import Testing
import Threads

@testable import Diagnostics

@Suite struct SourceCheckTests {
    private struct Source: ImageSource {
        var name = "pixabay"
        var isLocal = false
        var hasUntaggedPool = false
        var warnings: [String] = []
        var error: SourceError?
        var count = 3

        func listing(
            tagged tag: String, limit: Int, for client: String, deadline: Deadline
        ) throws(SourceError) -> SourceListing {
            if let error { throw error }
            let pictures = (0..<count).map { number in
                Picture(
                    id: "\(tag):\(number)", url: "", pageURL: nil, credit: nil, alt: "", width: 1,
                    height: 1)
            }
            return SourceListing(pictures: pictures)
        }

        func download(
            _ pictures: [Picture], deadline: Deadline,
            arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
        ) {}
    }

    @Test("a service is asked for one keyword, or not at all")
    func service() {
        #expect(SourceCheck.finding(Source(), asks: false).state == .skipped)
        let asked = SourceCheck.finding(Source(), asks: true)
        #expect(asked.state == .ok && asked.detail.contains("3 pictures for 'flower'"))
        #expect(SourceCheck.finding(Source(count: 0), asks: true).state == .warning)
    }

    @Test("a gallery is asked for all its pictures, and its warnings are shown")
    func gallery() {
        let gallery = Source(name: "gallery", isLocal: true, hasUntaggedPool: true)
        #expect(SourceCheck.finding(gallery, asks: false).detail == "gallery: 3 pictures")
        let faulty = Source(name: "gallery", isLocal: true, hasUntaggedPool: true, warnings: ["odd"])
        #expect(SourceCheck.finding(faulty, asks: false).state == .warning)
    }

    @Test(
        "a failure is an error with advice: the key where it was refused, else the network",
        arguments: [(SourceError.refused(detail: "wrong key"), "PIXABAY_API_KEY"), (.timedOut, "DNS")])
    func failures(error: SourceError, advice: String) {
        let finding = SourceCheck.finding(Source(error: error), asks: true)
        #expect(finding.state == .error && finding.advice?.contains(advice) == true)
    }
}
