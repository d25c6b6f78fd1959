import Formats
public import Search
import Threads

/// An error as clients receive it: `application/problem+json` (RFC 9457).
public struct Problem: Error {
    let status: Int
    /// The same for every problem of the kind.
    let title: String
    /// What was wrong with this request, and what to do.
    public let detail: String
    /// What the log says of it; nil for `detail`.
    var logDetail: String?
    /// The query parameter at fault.
    var parameter: String?
    /// `detail` for people who know the fields of a form, not the parameters; nil where `detail` names none.
    var userMessage: String?
    /// Seconds after which trying again makes sense.
    var retryAfter: Int?
    /// The methods that the path takes, for 405.
    var allow: String?

    var json: JSON {
        var members: [(String, JSON)] = [
            ("type", .string("about:blank")), ("title", .string(title)), ("status", .integer(status)),
            ("detail", .string(detail)),
        ]
        if let parameter { members.append(("parameter", .string(parameter))) }
        if let userMessage { members.append(("user_message", .string(userMessage))) }
        if let retryAfter { members.append(("retry_after_s", .integer(retryAfter))) }
        return .object(members)
    }

    init(
        status: Int, title: String, detail: String, parameter: String? = nil, retryAfter: Int? = nil,
        allow: String? = nil
    ) {
        (self.status, self.title, self.detail) = (status, title, detail)
        (self.parameter, self.retryAfter, self.allow) = (parameter, retryAfter, allow)
    }

    init(_ error: ParameterError) {
        self.init(status: 400, title: "Bad query", detail: error.detail, parameter: error.parameter)
        logDetail = error.logDetail
        if let field = QueryError.Field(parameter: error.parameter), let fault = error.fault {
            userMessage = "\(field.rawValue) \(fault)"
        }
    }

    init(_ error: QueryError) {
        let parameter = error.field.parameter
        // Numbers have no names that say more than their parameters.
        let isNumber = [.count, .offset].contains(error.field)
        let subject = isNumber ? parameter : "\(parameter) (\(error.field.rawValue))"
        self.init(status: 400, title: "Bad query", detail: "\(subject) \(error.fault)", parameter: parameter)
        userMessage = "\(error)"
    }

    public init(_ error: SearchError) {
        switch error {
        case .source(let error): self.init(error)
        case .encoder(let error): self.init(error)
        case .overloaded: self = .overloaded(retryAfter: .seconds(2))
        case .clientOverloaded(let loads):
            self.init(
                status: 429, title: "Too many new keywords",
                detail: "\(loads) new keywords of yours are being loaded, which is as many as one client may have at "
                    + "present; please wait for their answers", retryAfter: 2)
        case .cancelled: self.init(status: 499, title: "Gone", detail: "the client has gone")
        }
    }

    /// - Parameter retryAfter: the estimated time until there is room; the answer has whole seconds.
    private static func overloaded(retryAfter: Duration) -> Problem {
        let seconds = Int(max(1, min(retryAfter.seconds, 3600)).rounded(.up))
        return Problem(
            status: 503, title: "Overloaded",
            detail: "too many searches are under way; please try again in \(seconds) s", retryAfter: seconds)
    }

    private init(_ error: SourceError) {
        let (status, title, retryAfter) =
            switch error {
            case .rateLimited(let seconds): (503, "The picture source takes no more requests", max(1, seconds))
            case .clientLimited(let seconds): (429, "Too many new keywords", max(1, seconds))
            case .paused(let seconds, _): (503, "Requests to the picture source are paused", max(1, seconds))
            case .timedOut: (504, "The picture source is too slow", 5)
            case .unavailable: (502, "The picture source is not available", 10)
            case .badAnswer: (502, "Invalid answer from the picture source", 10)
            case .refused: (502, "The picture source refused the request", 60)
            }
        self.init(status: status, title: title, detail: error.sentence, retryAfter: retryAfter)
    }

    private init(_ error: EncoderError) {
        switch error {
        case .overloaded(let retryAfter):
            self = .overloaded(retryAfter: retryAfter)
        case .timedOut:
            self = .overloaded(retryAfter: .seconds(2))
        case .stopped:
            self.init(
                status: 503, title: "Shutting down", detail: "this process is shutting down; please try again",
                retryAfter: 2)
        case .damagedPicture(let detail), .pictureTooLarge(let detail), .failed(let detail):
            self.init(status: 500, title: "The model failed", detail: detail)
        }
    }
}

extension QueryError.Field {
    /// The parameter of `/search` that holds the field.
    var parameter: String {
        switch self {
        case .tag: "t"
        case .sentence: "s_query"
        case .count: "k"
        case .offset: "offset"
        }
    }

    init?(parameter: String) {
        guard let field = Self.allCases.first(where: { $0.parameter == parameter }) else { return nil }
        self = field
    }
}
