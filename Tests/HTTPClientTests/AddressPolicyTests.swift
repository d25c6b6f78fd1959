import Formats
import Testing

@testable import HTTPClient

@Suite("Address policy")
struct AddressPolicyTests {
    static let policy = AddressPolicy(
        hosts: .only(["pixabay.com", "cdn.pixabay.com"]), allowing: [HostPort(host: "127.0.0.1", port: 9000)])

    @Test(
        "allows https on the listed hosts and what the operator has allowed",
        arguments: [
            "https://pixabay.com/api/?key=k&q=a%20b", "https://cdn.pixabay.com/photo/a_640.jpg",
            "https://pixabay.com:443/", "https://PIXABAY.com/", "http://127.0.0.1:9000/api/",
            "https://127.0.0.1:9000/api/", "https://pixabay.com",
        ])
    func allows(url: String) {
        #expect(Self.policy.allows(url))
    }

    @Test(
        "refuses every other address",
        arguments: [
            "http://pixabay.com/", "https://pixabay.com:8443/", "https://pixabay.com:80/", "https://pixabay.com./",
            "https://pixabay.com.example.org/", "https://example.org/pixabay.com", "https://xpixabay.com/",
            "https://user@pixabay.com/", "https://user:password@pixabay.com/", "https://@pixabay.com@example.org/",
            "https://pixabay.com@127.0.0.1:9000/", "http://user@127.0.0.1:9000/", "https://[::1]:9000/",
            "https://pixabay.com%00.example.org/", "https://pixabay.com\u{0}.example.org/",
            "https://pixabay.com\\@example.org/", "ftp://127.0.0.1:9000/", "file:///etc/passwd",
            "file://pixabay.com/etc/passwd", "gopher://127.0.0.1:9000/", "dict://127.0.0.1:9000/",
            "javascript:alert(1)", "data:image/jpeg;base64,AAAA", "//pixabay.com/", "/a_640.jpg", "pixabay.com", "",
            " ", "https://", "https:///path", "http://127.0.0.1:9001/", "http://127.0.0.1/", "http://localhost:9000/",
            "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/", "http://[::ffff:127.0.0.1]:9000/",
        ])
    func refuses(url: String) {
        #expect(!Self.policy.allows(url))
    }

    @Test(
        "writes an address in its normal form",
        arguments: [
            "https:/pixabay.com/a", "httPs://pixabay.com/a", "https:///pixabay.com/a", "https://pixabay.com/a",
        ])
    func writes(url: String) {
        #expect([nil, "https://pixabay.com/a"].contains(Self.policy.allowed(url)))
    }

    @Test("reads an address as libcurl does when it connects")
    func oneParser() {
        #expect(Location("http://127.1:9000/")?.host == "127.0.0.1")
        #expect(Location("https://0x7f000001/")?.host == "127.0.0.1")
        #expect(Location("https://pixabay.com#@example.org/")?.host == "pixabay.com")
        #expect(Location("https://[2606:4700::1]:8443/")?.host == "2606:4700::1")
        #expect(Location("https://[2606:4700::1]:8443/")?.port == 8443)
    }

    @Test("a policy for all public hosts requires https, port 443 and no user name")
    func anyPublic() {
        let policy = AddressPolicy(hosts: .anyPublic)
        #expect(policy.allows("https://example.org/file"))
        #expect(!policy.allows("http://example.org/file"))
        #expect(!policy.allows("https://example.org:8443/file"))
        #expect(!policy.allows("https://user@example.org/file"))
    }

    @Test("connects to public addresses, and to internal ones that the operator has allowed")
    func permits() throws {
        let pixabay = try #require(Location("https://pixabay.com/"))
        let named = try #require(Location("http://127.0.0.1:9000/"))
        let inside = try #require(IPAddress("127.0.0.1"))
        let outside = try #require(IPAddress("104.18.40.96"))
        #expect(Self.policy.permits(outside, port: 443, for: pixabay))
        #expect(!Self.policy.permits(outside, port: 80, for: pixabay))
        #expect(!Self.policy.permits(inside, port: 443, for: pixabay))
        #expect(Self.policy.permits(inside, port: 9000, for: named))
        #expect(!Self.policy.permits(inside, port: 9001, for: named))
    }

    @Test(
        "knows the addresses that are not public",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
            "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
            "192.0.0.192",
            "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::2",
            "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8",
            "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8",
            "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2001:10::1", "2002:7f00:1::1",
            "2002:0a00:0001::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1",
            "febf::1",
            "fec0::1", "ff02::1", "ff0e::1", "4000::1",
        ])
    func internalAddresses(text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test(
        "knows the addresses that are public, up to the edges of those that are not",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1",
            "192.167.255.255",
            "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2001:4860:4860::8888",
            "2606:4700::6812:2860", "2a00:1450:4001::1", "2003::1", "3ffe::1", "64:ff9b::8.8.8.8",
        ])
    func publicAddresses(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test("an address has 4 or 16 bytes")
    func addressLengths() {
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
        #expect(IPAddress("1.2.3") == nil)
        #expect(IPAddress("fe80::1%eth0") == nil)
        #expect(IPAddress(bytes: [127, 0, 0, 1]) == IPAddress("127.0.0.1"))
    }
}
