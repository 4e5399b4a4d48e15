"""Mail servers of the experiments: one that keeps what it takes, and one whose encryption fails."""

import asyncio
import logging
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from dev.valkey import free_port

# Thousands of mails are taken here, and each would be told in ten lines.
logging.getLogger("mail.log").setLevel(logging.WARNING)

TAKEN = "250 taken"
#: Takes the letter, and is gone before it has said so.
TAKEN_AND_GONE = "taken and gone"
#: Says nothing, for longer than anybody waits.
SILENCE = "silence"


@dataclass
class Sink:
    """Keeps the Message-ID of every letter it takes; ``answer`` decides what it says, and does more."""

    port: int
    taken: list[str] = field(default_factory=list)
    answer: Callable[[str], str] = lambda _: TAKEN

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter or refuse it; aiosmtpd calls this."""
        assert isinstance(envelope.content, bytes)
        message_id = message_from_bytes(envelope.content)["Message-ID"].strip()  # a long one has its own line
        said = self.answer(message_id)
        if said in {TAKEN, TAKEN_AND_GONE}:
            self.taken.append(message_id)
        if said == TAKEN_AND_GONE:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if said == SILENCE:
            await asyncio.sleep(600)
        return said

    def copies(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(self.taken)


@contextmanager
def sink() -> Iterator[Sink]:
    """A mail server on a free port."""
    kept = Sink(port=free_port())
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


class WithoutEncryption(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as it takes to be asked for STARTTLS, and then no TLS."""

    def handle(self) -> None:
        """Answer line by line, and keep every command."""
        server = self.server
        assert isinstance(server, Eavesdropper)
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            command = line[:8].decode("latin-1").strip().upper()
            server.heard.append(command)
            if command.startswith("STARTTLS"):
                self.wfile.write(b"220 go on\r\n*** no TLS ***\r\n")
                return
            offers = b"250-here\r\n250 STARTTLS\r\n" if server.offers_starttls else b"250 here\r\n"
            self.wfile.write(offers if command.startswith("EHLO") else b"250 yes\r\n")


class Eavesdropper(socketserver.ThreadingTCPServer):
    """A server that fails STARTTLS, or does not offer it, and hears what it is told in clear text."""

    daemon_threads = True

    def __init__(self, *, offers_starttls: bool) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), WithoutEncryption)
        self.offers_starttls = offers_starttls
        self.heard: list[str] = []


@contextmanager
def eavesdropper(*, offers_starttls: bool) -> Iterator[Eavesdropper]:
    """Such a server, for as long as the context lasts."""
    with Eavesdropper(offers_starttls=offers_starttls) as server:
        listening = threading.Thread(target=server.serve_forever)
        listening.start()
        try:
            yield server
        finally:
            server.shutdown()
            listening.join()
