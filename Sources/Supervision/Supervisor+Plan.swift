public import Files

extension Supervisor {
    public struct Plan {
        let program: FilePath
        let arguments: [String]
        let variables: () throws(SetupError) -> [String: String]
        let sockets: ServingSockets
        /// For the notification sockets; only this user may enter it.
        let folder: String
        let startLimit: Duration
        let watchdog: Duration

        public init(
            program: FilePath, arguments: [String], variables: @escaping () throws(SetupError) -> [String: String],
            sockets: ServingSockets, folder: String, startLimit: Duration, watchdog: Duration
        ) {
            (self.program, self.arguments, self.variables, self.sockets) = (program, arguments, variables, sockets)
            (self.folder, self.startLimit, self.watchdog) = (folder, startLimit, watchdog)
        }
    }
}
