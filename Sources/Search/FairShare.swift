/// How much of something limited one client may hold: half of what the others have left.
public enum FairShare {
    /// Whether a client may take one more.
    ///
    /// - Parameters:
    ///   - own: how much it holds.
    ///   - free: how much is free.
    ///   - client: its name; an empty one has no limit of its own.
    public static func allows(own: Int, free: Int, client: String) -> Bool {
        free > 0 && (client.isEmpty || own < max(1, (own + free) / 2))
    }
}
