public import FastCGI
import Formats
public import Search

/// `/source`: what can be searched here, for pages and programs that ask before they search.
public struct SourceHandler: Sendable {
    private let source: any ImageSource
    private let poolSize: Int

    /// - Parameter poolSize: pictures for each keyword, at most.
    public init(source: any ImageSource, poolSize: Int) { (self.source, self.poolSize) = (source, poolSize) }

    public func respond(to context: Router.RequestContext) throws(Problem) -> Response {
        let description = source.description
        let origin = SearchRequest.origin(of: context.request)
        let licence: JSON? = description.licence.map {
            ["name": .string($0.name), "url": .optional($0.url.map { $0.hasPrefix("/") ? origin + $0 : $0 })]
        }
        var response = Response(
            json: [
                "source": .string(source.name), "tag_required": .bool(!source.hasUntaggedPool),
                "pool_size": .integer(poolSize),
                "examples": .array(
                    description.examples.map { ["tag": .string($0.tag), "query": .string($0.query)] }),
                "licence": licence ?? nil,
            ])
        response.headers.add("Cache-Control", "public, max-age=60")
        return response
    }
}
