public import Formats

/// Where requests may go: whatever a server or a document says, connections are made to nothing else.
///
/// A request must be https to port 443 of a listed host, without a user name, and the address that the name leads to
/// must be public. The first half is checked for each request and each redirect, the second for each connection, so
/// that a name that points inside (or changes its mind) is of no use. OWASP calls the attack server-side request
/// forgery.
public struct AddressPolicy: Sendable {
    /// Which hosts may be asked.
    public enum Hosts: Sendable {
        /// These, spelt exactly so, in lower case.
        case only(Set<String>)
        /// Every one whose address is public.
        case anyPublic
    }

    /// Which hosts may be asked.
    public let hosts: Hosts
    /// Places that an operator has named: any address, and http as well as https.
    public let exceptions: Set<HostPort>

    public init(hosts: Hosts, allowing exceptions: [HostPort] = []) {
        self.hosts = hosts
        self.exceptions = Set(exceptions)
    }

    /// Whether a request to `url` may be made, as far as the address shows.
    public func allows(_ url: String) -> Bool {
        allowed(url) != nil
    }

    /// An address to which a request may be made, as far as it shows, as libcurl writes it.
    ///
    /// Another program may read other spellings differently: libcurl takes `https:/pixabay.com/a` for a place on
    /// pixabay.com, a browser for one on the server of its page (WHATWG URL, special scheme state).
    public func allowed(_ url: String) -> String? {
        guard let location = Location(url), objection(to: location) == nil else { return nil }
        return location.url
    }

    /// Whether the host was chosen by whoever made the policy.
    func lists(_ location: Location) -> Bool {
        if exceptions.contains(where: { $0.host == location.host }) { return true }
        return if case .only(let listed) = hosts { listed.contains(location.host) } else { true }
    }

    /// What speaks against a request, in words; nil if nothing does.
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

    /// Whether the request may connect to `address`, which is what the name of its host leads to.
    func permits(_ address: IPAddress, port: Int, for location: Location) -> Bool {
        let place = HostPort(host: location.host, port: location.port)
        return port == location.port && (exceptions.contains(place) || address.isPublic)
    }
}
