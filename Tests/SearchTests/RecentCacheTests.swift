import Testing

@testable import Search

@Suite struct RecentCacheTests {
    @Test("keeps at least the capacity, at most twice as many")
    func isBounded() {
        var cache = RecentCache<Int, Int>(capacity: 10)
        for key in 0..<1000 {
            cache.insert(key, for: key)
            #expect(cache.count <= 20)
            for recent in max(0, key - 9)...key { #expect(cache.value(for: recent) == recent) }
        }
        #expect(cache.value(for: 0) == nil)
    }

    @Test("a value that is used stays, a new value replaces the old one, and a removed one is missing")
    func keepsAskedFor() {
        var cache = RecentCache<String, Int>(capacity: 2)
        cache.insert(1, for: "kept")
        for key in 0..<50 {
            cache.insert(key, for: "other \(key)")
            #expect(cache.value(for: "kept") == 1)
        }
        cache.insert(2, for: "kept")
        #expect(cache.value(for: "kept") == 2)
        cache.remove("kept")
        #expect(cache.value(for: "kept") == nil)
    }

    @Test("values may count by their sizes")
    func countsSizes() {
        var cache = RecentCache<Int, Int>(capacity: 100)
        for key in 0..<200 {
            cache.insert(key, for: key, size: 1 + key % 100)
            #expect(cache.size <= 200)
            #expect(cache.value(for: key) == key)
        }
        cache.insert(0, for: 1000, size: 100)
        cache.insert(1, for: 1000, size: 10)
        cache.remove(1000)
        for key in 0..<200 { cache.remove(key) }
        #expect(cache.size == 0)
        #expect(cache.count == 0)
    }
}
