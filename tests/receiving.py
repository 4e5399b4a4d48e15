"""The other side of a webhook: an https server that keeps what it takes, and names that resolve as told.

Its certificate is signed by an authority of our own, which a process trusts whose ``SSL_CERT_FILE``
says so.
"""

import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

#: The names for which the certificate is good.
HOST, OTHER_HOST = "hooks.partner.example", "localhost"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass(frozen=True)
class Taken:
    """A request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes


#: What a receiver answers: a status, and headers besides.
Answer = tuple[int, Mapping[str, str]]


def yes(_request: Taken) -> Answer:
    """Take it."""
    return 204, {}


@dataclass
class Receiver:
    """Keeps every request it took with a 2xx; ``answer`` decides what it says, and does more."""

    port: int
    authority: str
    taken: list[Taken] = field(default_factory=list)
    asked: list[Taken] = field(default_factory=list)
    answer: Callable[[Taken], Answer] = yes

    @property
    def url(self) -> str:
        """Its address by the name that its certificate is good for."""
        return f"https://{OTHER_HOST}:{self.port}/alerts"

    def copies(self) -> Counter[str]:
        """How often each message was taken."""
        return Counter(request.headers["webhook-id"] for request in self.taken)


@contextmanager
def receiver(place: Path, *, address: str = "127.0.0.1") -> Iterator[Receiver]:
    """An https server on a free port; its certificate and its authority lie in this place."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Take a request and answer it."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = Taken(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            kept.asked.append(request)
            status, headers = kept.answer(request)
            if 200 <= status < 300:
                kept.taken.append(request)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A caller that hangs up is no fault."""

    authority, certificate = _certificates(place)
    server = Server((address, 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    # The handshake is the business of the thread of a request, not of the one that accepts.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    kept = Receiver(port=server.server_address[1], authority=str(authority))
    listening = Thread(target=server.serve_forever, args=(0.05,))
    listening.start()
    try:
        yield kept
    finally:
        server.shutdown()
        listening.join()
        server.server_close()


def _certificates(place: Path) -> tuple[Path, Path]:
    """An authority, and a certificate with its key that it signed; both as PEM."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")])
    begin, end = datetime.now(UTC) - timedelta(days=400), datetime.now(UTC) + timedelta(days=400)
    root = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    own = ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName(OTHER_HOST)])
    leaf = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]))
        .issuer_name(name)
        .public_key(own.public_key())
        .serial_number(2)
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    authority, certificate = place / "authority.pem", place / "certificate.pem"
    authority.write_bytes(root.public_bytes(pem))
    secret = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    certificate.write_bytes(leaf.public_bytes(pem) + secret)
    return authority, certificate


class Names:
    """The resolver of this process: these names resolve as told, each time to the next; all else as ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in for the resolver of the operating system."""
        self.known: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._resolve)

    def are(self, host: str, *answers: list[str]) -> None:
        """Let a name resolve to these addresses: at the first look, at the second, and so on."""
        self.known[host] = list(answers)

    def _resolve(self, host: Any, port: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in self.known and not str(name).endswith(".example"):
            return self._real(host, port, *args, **options)
        self.asked.append(str(name))
        answers = self.known.get(str(name))
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]
