public import Formats

/// Where requests may go, whatever a server or a document says.
///
/// A request must be https to port 443 of a listed host, without a user name, and the host's address must be public.
/// The first part is checked for each request and redirect, the second for each connection, since a name can have an
/// internal address, or another one each time (server-side request forgery, OWASP).
public struct AddressPolicy: Sendable {
    /// Which hosts requests may go to.
    public enum Hosts: Sendable {
        /// These, in lower case.
        case only(Set<String>)
        /// All with a public address.
        case anyPublic
    }

    /// Which hosts requests may go to.
    public let hosts: Hosts
    /// Hosts and ports that the operator has allowed: with any address, by http or https.
    public let exceptions: Set<HostPort>

    public init(hosts: Hosts, allowing exceptions: [HostPort] = []) {
        self.hosts = hosts
        self.exceptions = Set(exceptions)
    }

    /// Whether a request to `url` may be made, before its name is resolved.
    public func allows(_ url: String) -> Bool {
        allowed(url) != nil
    }

    /// The address as libcurl writes it, if a request to it may be made, before its name is resolved.
    ///
    /// Programs read unusual forms differently: `https:/pixabay.com/a` is on pixabay.com for libcurl, and on the server
    /// of the page for a browser (WHATWG URL, special scheme state).
    public func allowed(_ url: String) -> String? {
        guard let location = Location(url), objection(to: location) == nil else { return nil }
        return location.url
    }

    /// Whether the policy names the host.
    func lists(_ location: Location) -> Bool {
        if exceptions.contains(where: { $0.host == location.host }) { return true }
        return if case .only(let listed) = hosts { listed.contains(location.host) } else { true }
    }

    /// Why a request is not allowed, in words; nil if it is.
    func objection(to location: Location) -> String? {
        if location.hasUserInformation { return "the address holds a user name" }
        let place = HostPort(host: location.host, port: location.port)
        if exceptions.contains(place) {
            return ["http", "https"].contains(location.scheme) ? nil : "it is neither http nor https"
        }
        if location.scheme != "https" { return "it is not https" }
        if location.port != 443 { return "the port is not 443" }
        if case .only(let listed) = hosts, !listed.contains(location.host) { return "the host is not listed" }
        return nil
    }

    /// Whether the request may connect to `address`, to which its host's name resolves.
    func permits(_ address: IPAddress, port: Int, for location: Location) -> Bool {
        let place = HostPort(host: location.host, port: location.port)
        return port == location.port && (exceptions.contains(place) || address.isPublic)
    }
}
