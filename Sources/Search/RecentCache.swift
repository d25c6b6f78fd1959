/// A bounded dictionary that drops what was not used recently.
///
/// Two generations instead of a linked list: a full young generation becomes the old one, and what is found in the
/// old one moves to the young one. Every step takes constant time; at least the `capacity` most recent values are kept,
/// and at most twice as many. Values may count by a size of their own, such as their bytes.
struct RecentCache<Key: Hashable, Value> {
    private struct Generation {
        var values: [Key: (value: Value, size: Int)] = [:]
        var size = 0

        mutating func insert(_ value: Value, for key: Key, size: Int) {
            if let replaced = values.updateValue((value, size), forKey: key) { self.size -= replaced.size }
            self.size += size
        }

        mutating func remove(_ key: Key) -> (value: Value, size: Int)? {
            guard let removed = values.removeValue(forKey: key) else { return nil }
            size -= removed.size
            return removed
        }
    }

    private let capacity: Int
    private var young = Generation()
    private var old = Generation()

    /// - Parameter capacity: a number of values, or of what their sizes count.
    init(capacity: Int) {
        precondition(capacity > 0, "a cache holds something")
        self.capacity = capacity
    }

    var count: Int { young.values.count + old.values.count }
    /// The sizes of all values.
    var size: Int { young.size + old.size }

    mutating func value(for key: Key) -> Value? {
        if let found = young.values[key] { return found.value }
        guard let found = old.remove(key) else { return nil }
        insert(found.value, for: key, size: found.size)
        return found.value
    }

    /// - Parameter size: at most the capacity.
    mutating func insert(_ value: Value, for key: Key, size: Int = 1) {
        if young.size - (young.values[key]?.size ?? 0) + size > capacity {
            old = young
            young = Generation()
        }
        _ = old.remove(key)
        young.insert(value, for: key, size: size)
    }

    mutating func remove(_ key: Key) {
        _ = young.remove(key)
        _ = old.remove(key)
    }
}
