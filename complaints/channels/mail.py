"""Mail: one letter at a time over a connection that is kept, and what its failures mean.

A mail server that is away says nothing about a letter; one that refuses a letter for good does. A
connection on which anything went wrong is thrown away: after a failed STARTTLS Django's own would
go on in clear text.
"""

from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from types import TracebackType
from typing import Self

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend


class MailServerAway(Exception):
    """The server cannot be reached, or takes no mail of ours at all: every letter waits."""


class NotTaken(Exception):
    """The server did not take this letter; ``permanent`` when trying again is of no use."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        """Take what the server said."""
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True)
class Letter:
    """A mail to one person, as text and as HTML; ``message_id`` is the same on every try.

    ``pdf`` is attached under the name of ``pdf_name``, where there is one.
    """

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    pdf: bytes = b""
    pdf_name: str = ""


class Post:
    """The connection to the mail server, opened when first needed; used as a context."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye to the server."""
        self._hang_up()

    def send(self, letter: Letter) -> None:
        """Hand one letter to the server; when this returns, the server has taken it.

        Raises :class:`MailServerAway` and :class:`NotTaken`; ValueError for a letter that is no mail.
        """
        connection = self._connected()
        message = EmailMultiAlternatives(
            subject=letter.subject,
            body=letter.text,
            to=[letter.to],
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
            connection=connection,
        )
        message.attach_alternative(letter.html, "text/html")
        if letter.pdf:
            message.attach(letter.pdf_name, letter.pdf, "application/pdf")
        try:
            connection.send_messages([message])
        except OSError as error:  # all of smtplib's are
            self._hang_up()
            raise _meaning(error) from error

    def _connected(self) -> BaseEmailBackend:
        if self._connection is None:
            self._connection = get_connection()
            try:
                self._connection.open()
            except OSError as error:
                self._hang_up()
                raise MailServerAway(_said(error)) from error
        return self._connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except OSError:  # it was gone already
            return


def _meaning(error: OSError) -> MailServerAway | NotTaken:
    """Tell a refusal of this letter from one of all we send."""
    match error:
        case SMTPSenderRefused():
            return MailServerAway(_said(error))
        case SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return NotTaken(_said(error), permanent=all(_is_permanent(code) for code in codes))
        case SMTPResponseException():
            return NotTaken(_said(error), permanent=_is_permanent(error.smtp_code))
    return NotTaken(_said(error), permanent=False)


def _is_permanent(code: int) -> bool:
    return 500 <= code < 600


def _said(error: OSError) -> str:
    """What the server said, without the addresses that it repeats."""
    match error:
        case SMTPRecipientsRefused():
            codes = sorted({code for code, _ in error.recipients.values()})
            return f"recipient refused: {', '.join(map(str, codes))}"
        case SMTPResponseException():
            return f"{type(error).__name__} {error.smtp_code}"
    detail = str(error) if isinstance(error, SMTPException) else error.strerror
    return f"{type(error).__name__}: {detail}" if detail else type(error).__name__
