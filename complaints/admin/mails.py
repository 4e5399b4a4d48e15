"""The mails of a demonstration: they land in a folder, and are read here."""

import email
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.admin import frame
from complaints.admin.actors import LADDER_KEEPERS, has_role

#: What the screen shows at most: the newest so many.
MOST = 100
#: Django's backend writes this line behind every mail of a file.
_SEPARATOR = b"-" * 79


@dataclass(frozen=True)
class Mail:
    """One mail as it was written."""

    place: str
    written_at: datetime
    subject: str
    to: str
    text: str


def show(request: HttpRequest) -> HttpResponse:
    """The list of mails, newest first."""
    return frame.render(
        request,
        "desk/mails.html",
        title=_("Mail of this demonstration"),
        subtitle=_("Nothing leaves the house: every mail lands in a folder."),
        mails=_newest(_folder(request)),
    )


def show_one(request: HttpRequest, place: str) -> HttpResponse:
    """One mail."""
    found = [mail for mail in _newest(_folder(request)) if mail.place == place]
    if not found:
        raise Http404(_("There is no such mail."))
    return frame.render(request, "desk/mail.html", title=found[0].subject, mail=found[0])


def is_shown() -> bool:
    """Whether there is such a folder: in a demonstration whose mail goes to files."""
    return bool(settings.DEMO and settings.EMAIL_FILE_PATH)


def _folder(request: HttpRequest) -> Path:
    if not has_role(request, LADDER_KEEPERS):
        raise PermissionDenied
    if not is_shown():
        raise Http404(_("Mail is read here in a demonstration only."))
    return Path(settings.EMAIL_FILE_PATH or "")


def _newest(folder: Path) -> list[Mail]:
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    found: list[Mail] = []
    for path in files:
        found += reversed(_mails_of(path))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _mails_of(path: Path) -> list[Mail]:
    written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    sources = [source.strip() for source in path.read_bytes().split(_SEPARATOR)]
    return [_read(f"{path.stem}.{number}", written_at, source) for number, source in enumerate(sources) if source]


def _read(place: str, written_at: datetime, source: bytes) -> Mail:
    message = email.message_from_bytes(source, policy=default)
    if not isinstance(message, EmailMessage):
        raise TypeError("The policy makes modern messages.")
    body = message.get_body(preferencelist=("plain",))
    return Mail(
        place=place,
        written_at=written_at,
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        text=str(body.get_content()) if body else "",
    )
