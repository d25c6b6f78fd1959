/// Counts the bytes of replies against a limit.
struct ReplyBudget {
    let limit: Int
    private var spent = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func spend(_ bytes: Int) throws(RedisError) {
        spent += bytes
        if spent > limit { throw .replyTooLarge(limit: limit) }
    }
}
