import Testing

@testable import Search

@Suite struct CacheKeysTests {
    @Test(
        "a listing's key is split into its parts",
        arguments: [
            PoolKey(source: "pixabay", limit: 30, tag: "lake"), PoolKey(source: "pixabay", limit: 30, tag: "7:8: x"),
            PoolKey(source: "gallery:0123456789012345", limit: 100, tag: ""),
            PoolKey(source: "pixabay:8365f975fc4ec6fd", limit: 500, tag: "pool:1:lake"),
        ])
    func takesApart(key: PoolKey) {
        #expect(CacheKeys.poolKey(CacheKeys.pool(key)) == key)
    }

    @Test(
        "other keys are refused", arguments: ["", "descry:1:pool:", "descry:1:lock:pixabay:30:lake", "x:pixabay:30:a"])
    func refuses(key: String) {
        #expect(CacheKeys.poolKey(key) == nil)
    }
}
