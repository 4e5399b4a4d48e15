"""A service outside the house that hears a heartbeat: over TLS, with a certificate made for the moment."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"


@dataclass
class Listener:
    """What was heard: the line of each request and its headers; ``status`` is what it answers."""

    port: int
    certificate: Path
    status: int = 200
    heard: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://{HOST}:{self.port}/ping/a-secret"


class _Ear(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        listener: Listener = self.server.listener  # type: ignore[attr-defined]  # set beside the server
        listener.heard.append((self.requestline, dict(self.headers.items())))
        self.send_response(listener.status)
        self.send_header("Location", listener.url + "/elsewhere")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    listener: Listener

    def handle_error(self, request: object, client_address: object) -> None:
        """Who does not trust the certificate hangs up; that is his answer."""


@contextmanager
def listening(folder: Path) -> Iterator[Listener]:
    """Such a service on a free port; who is to trust it sets ``SSL_CERT_FILE`` to its certificate."""
    certificate = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with _Server((HOST, 0), _Ear) as server:
        server.listener = Listener(port=server.server_port, certificate=certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.listener
        finally:
            server.shutdown()
            thread.join()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "listener.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
