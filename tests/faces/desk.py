"""The desk as a test visits it: signed in, over TLS, on Monday 2 February 2026."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.test import Client

from complaints.models import Complaint, User

#: Ten in the morning in Amsterdam: a fortnight before the last day of the canonical complaint.
MORNING = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


class TlsClient(Client):
    """A client that always speaks TLS, as every browser must."""

    def generic(self, *args: Any, **options: Any) -> Any:
        """Send a request over TLS."""
        return super().generic(*args, **{**options, "secure": True})


def visitor() -> Client:
    """Somebody who has not signed in."""
    return TlsClient()


def desk_of(user: User, *, language: str = "en") -> Client:
    """The desk with somebody at it, in English: the words of the code."""
    User.objects.filter(pk=user.pk).update(language=language)
    client = visitor()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    """What a page says, without its tags, on one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def page(complaint: Complaint) -> str:
    """The address of a complaint."""
    return f"/admin/work/{complaint.pk}/"


def act(client: Client, complaint: Complaint, slug: str, **fields: Any) -> Any:
    """Send the form of an act, having read the complaint as it is now, unless another version is given."""
    complaint.refresh_from_db()
    typed = {"version": complaint.version} | fields
    return client.post(f"{page(complaint)}{slug}/", {k: v for k, v in typed.items() if v is not None})
