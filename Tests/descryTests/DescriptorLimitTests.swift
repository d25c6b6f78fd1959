import Foundation
import Testing

@testable import descry

@Suite(.serialized) struct DescriptorLimitTests {
    private func limit() throws -> rlimit {
        var limit = rlimit()
        try #require(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        return limit
    }

    @Test("the soft limit of descriptors is raised as far as the hard one allows, up to what is wanted")
    func raises() throws {
        var before = try limit()
        before.rlim_cur = min(before.rlim_max, 1024)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &before) == 0)
        DescriptorLimit.raise()
        #expect(try limit().rlim_cur == min(before.rlim_max, DescriptorLimit.wanted))
        #expect(try limit().rlim_max == before.rlim_max)
    }

    @Test("a soft limit that is higher already stays")
    func neverLowers() throws {
        var higher = try limit()
        higher.rlim_cur = min(higher.rlim_max, 2048)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &higher) == 0)
        defer { DescriptorLimit.raise() }
        DescriptorLimit.raise(to: 1024)
        #expect(try limit().rlim_cur == higher.rlim_cur)
    }
}
