extension InstallationChecks {
    /// Prints what each check found that `descry serve` depends on.
    ///
    /// - Throws: the exit code of the first error, whose sentence is on standard error, too.
    func beforeServing() throws {
        var report = CheckReport(printsLines: true)
        for finding in settings() { report.add(finding) }
        report.add(rights(isServer: true))
        report.add(sockets())
        report.add(redisAnswer())
        report.add(pictures(asks: false))
        report.add(loadModel().finding)
        guard let error = report.firstError else { return }
        let advice = error.advice.map { "; \($0)" } ?? ""
        try Serve.fail("the server would not start: \(error.detail)\(advice)", code: error.kind.exitCode)
    }
}
