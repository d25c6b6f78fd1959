"""TLS as Mozilla's intermediate profile wants it (https://wiki.mozilla.org/Security/Server_Side_TLS)."""

import shutil
import socket
import ssl
import subprocess
import xml.etree.ElementTree

from rows import Skipped, row
from system import System

# OpenSSL's names. The profile's two DHE ciphers are left out on purpose, and only the certificate's kind can be offered.
CIPHERS = {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
           "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"}
TLS_1_3 = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}
CURVES = {"x25519", "secp256r1", "secp384r1"}


@row("tls", "sslscan against Mozilla's intermediate profile; tickets, old versions, renegotiation, rubbish")
def tls(attempt):
    if not shutil.which("sslscan"):
        raise Skipped("needs sslscan (apt: sslscan)")
    with System(attempt) as system:
        done = subprocess.run(["sslscan", "--xml=-", "--no-colour", f"localhost:{system.port}"], capture_output=True, check=True,
                              timeout=100)
        attempt.requests += 1
        scan = xml.etree.ElementTree.fromstring(done.stdout).find("ssltest")
        enabled = {f"{each.get('type')} {each.get('version')}" for each in scan.findall("protocol") if each.get("enabled") == "1"}
        attempt.check(enabled == {"tls 1.2", "tls 1.3"}, f"the versions are {sorted(enabled)}")
        for version, allowed in (("TLSv1.2", CIPHERS), ("TLSv1.3", TLS_1_3)):
            found = {each.get("cipher") for each in scan.findall("cipher") if each.get("sslversion") == version}
            attempt.check(found and found <= allowed, f"{version} offers {sorted(found - allowed)} of {sorted(found)}")
            if version == "TLSv1.2":
                kept = {cipher for cipher in allowed if "-ECDSA-" in cipher}
                attempt.check(found == kept, f"{version} lacks {sorted(kept - found)}")
        curves = {each.get("name").split()[0].lower() for each in scan.findall("group")}
        attempt.check(curves and curves <= CURVES, f"the curves are {sorted(curves)}")
        others = {each.get("sslversion") for each in scan.findall("cipher")} - {"TLSv1.2", "TLSv1.3"}
        attempt.check(not others, f"ciphers of {sorted(others)}")
        compression = scan.find("compression")
        # OpenSSL without zlib, as Debian's, cannot ask for it, and sslscan then says nothing.
        attempt.check(compression is None or compression.get("supported") == "0", "compression is on")
        for each in scan.findall("heartbleed"):
            attempt.check(each.get("vulnerable") == "0", f"heartbleed with {each.get('sslversion')}")
        renegotiation = scan.find("renegotiation")
        attempt.check(renegotiation.get("supported") == "0" or renegotiation.get("secure") == "1", "insecure renegotiation")
        attempt.note(f"{len(scan.findall('cipher'))} ciphers, curves {', '.join(sorted(curves))}")

        context = system.new_context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with context.wrap_socket(socket.create_connection(("localhost", system.port)), server_hostname="localhost") as connection:
            attempt.requests += 1
            session = connection.session
            attempt.check(session is None or not session.has_ticket, "session tickets are on")
        for data in (b"\x16\x03\x01\xff\xff" + b"\xff" * 500, b"\x80\x2e\x01\x00\x02" + b"\0" * 50, b"\0" * 5000, b"GET / HTTP/1.1\r\n\r\n",
                     b"\x16\x03\x01\x00\x05\x01\xff\xff\xff\xff"):
            with socket.create_connection(("localhost", system.port), timeout=15) as connection:
                attempt.requests += 1
                connection.sendall(data)
                try:
                    while connection.recv(65536):
                        pass
                except ConnectionResetError:
                    pass  # As good an end as any.
        attempt.count(system.search("lake", "snow"), what="a search afterwards")
