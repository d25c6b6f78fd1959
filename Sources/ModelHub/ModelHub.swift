import CLIP
public import Files
import Formats
import Foundation
import HTTPClient

/// The part of Hugging Face's hub that downloading a model needs (https://huggingface.co/docs/hub/api).
public struct ModelHub {
    /// The hub's own address.
    public static let standardAddress = "https://huggingface.co"

    /// A version of a model, and its files.
    public struct Revision: Decodable {
        public struct File: Decodable {
            public struct LargeFile: Decodable {
                public let sha256: String
                let size: Int
            }

            let rfilename: String
            let size: Int?
            /// Set for a file in Git LFS.
            public let lfs: LargeFile?
        }

        /// The commit, so that all files are of one version.
        let sha: String
        let siblings: [File]

        public func file(_ name: String) -> File? { siblings.first { $0.rfilename == name } }

        /// Whether there are weights that can be read.
        var hasWeights: Bool { file(ModelLayout.weights) != nil || file(ModelLayout.weightsIndex) != nil }
    }

    private struct Discussions: Decodable {
        struct Discussion: Decodable {
            let num: Int
            let title: String
            let isPullRequest: Bool?
        }

        let discussions: [Discussion]
    }

    private static let maximumAnswer = 8 << 20
    /// Bytes of weights, and of the other files, which are read into memory: CLIP's tokenizer.json has 4 MB.
    private static let (maximumWeights, maximumFile) = (64 << 30, 64 << 20)
    private static let timeout = Duration.seconds(30)

    private let address: String
    private let client: HTTPClient

    /// - Parameter address: the hub, or a mirror, which may also be at an address that is not public.
    public init(address: String) throws(SetupError) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard let components = URLComponents(string: self.address), let host = components.host,
            let scheme = components.scheme, ["http", "https"].contains(scheme)
        else {
            throw SetupError("the hub's address is '\(address)'; it must begin with https:// or http://")
        }
        let port = components.port ?? (scheme == "http" ? 80 : 443)
        // The hub redirects to other hosts for large files; each has to be public.
        client = HTTPClient(
            policy: AddressPolicy(
                hosts: .anyPublic,
                allowing: self.address == Self.standardAddress ? [] : [HostPort(host: host, port: port)]))
    }

    /// The files of a model.
    ///
    /// Some old models have safetensors only in a pull request of the hub's converter; it is used if the main branch has
    /// none.
    public func revision(of model: String, named revision: String?) throws -> Revision {
        let main: Revision = try json("/api/models/\(model)/revision/\(percentEncoded(revision ?? "main"))?blobs=true")
        if revision != nil || main.hasWeights { return main }
        let discussions: Discussions = try json("/api/models/\(model)/discussions?types=pull_request&p=0")
        let conversion = discussions.discussions.first {
            $0.isPullRequest != false && $0.title.lowercased().contains("safetensors")
        }
        guard let conversion else { return main }
        return try json("/api/models/\(model)/revision/\(percentEncoded("refs/pr/\(conversion.num)"))?blobs=true")
    }

    /// Downloads one file, and resumes an earlier download of it.
    func fetch(
        _ file: Revision.File, of model: String, at revision: Revision, to path: String,
        progress: @escaping (_ received: Int, _ total: Int?) -> Void
    ) throws(HTTPError) {
        let limit = file.rfilename.hasSuffix(".safetensors") ? Self.maximumWeights : Self.maximumFile
        try client.fetch(
            HTTPRequest("\(address)/\(model)/resolve/\(revision.sha)/\(file.rfilename)", limit: limit),
            to: path, sha256: file.lfs?.sha256, progress: progress)
    }

    private func json<Answer: Decodable>(_ path: String) throws -> Answer {
        let response = try client.get(
            HTTPRequest(address + path, limit: Self.maximumAnswer, acceptsCompression: true),
            until: .now + Self.timeout)
        switch response.status {
        case 200: break
        // The hub answers 401 for what does not exist, so as not to reveal what is private.
        case 401, 403, 404: throw HubError("the hub has no public model or revision of that name")
        case 429: throw HubError("the hub takes no more requests for now; please try again in some minutes")
        default: throw HubError("the hub answered with status \(response.status)")
        }
        do {
            let answer = try JSONDecoder().decode(Answer.self, from: Data(response.body))
            // It becomes part of addresses.
            if let revision = answer as? Revision, revision.sha.wholeMatch(of: /[0-9A-Za-z]{1,64}/) == nil {
                throw HubError("\(address) answered with an invalid commit id")
            }
            return answer
        } catch let error as HubError {
            throw error
        } catch {
            throw HubError("\(address) did not answer as the hub's API does; check --hub and HF_ENDPOINT")
        }
    }
}

/// Why the hub's answer cannot be used.
public struct HubError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
