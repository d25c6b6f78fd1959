/// What one connection sent: a responder's request, whole.
struct ReceivedRequest: Equatable {
    /// The id that the web server chose, which the records of the response carry too.
    let id: UInt16
    let parameters: RequestParameters
    let body: [UInt8]
}
