"""Two editors of one complaint, saving against each other two hundred times: not one change is lost.

Both read, both type, both send at the same moment. One is written; the other is told, sees both
values, and sends again. Whatever was typed then stands in the trail, each value on the one before it.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client

from complaints.models import Complaint, User
from complaints.vocabulary import Channel
from tests.cases import register_complaint
from tests.faces.desk import desk_of, page
from tests.people import anna, bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.deep, pytest.mark.timeout(900)]

ROUNDS: Final = 100
FIELDS: Final = ("channel", "language", "regime", "complainants")


def form_of(client: Client, complaint: Complaint) -> dict[str, Any]:
    """The form of editing as a browser has it in front of somebody."""
    form = client.get(f"{page(complaint)}edit/").context["form"]
    shown = {name: form[name].value() for name in ("version", "description", *FIELDS)}
    return shown | {f"initial-{name}": form[name].value() for name in ("description", *FIELDS)}


class Editor:
    """Somebody who edits, again and again, and what became of it."""

    def __init__(self, user: User, complaint: Complaint, together: Barrier) -> None:
        self.client, self.complaint, self.together = desk_of(user), complaint, together
        self.name, self.conflicts, self.both_shown = user.username, 0, 0

    def edits(self) -> None:
        try:
            for number in range(ROUNDS):
                self._edits_once(f"{self.name} {number}")
        finally:
            connection.close()

    def _edits_once(self, text: str) -> None:
        typed = form_of(self.client, self.complaint) | {"description": text}
        self.together.wait(60)  # both have read; now both send
        answer = self.client.post(f"{page(self.complaint)}edit/", typed)
        while answer.status_code == 409:
            self.conflicts += 1
            self.both_shown += all(words in answer.content.decode() for words in (text, "Is now", "Yours"))
            typed["version"] = answer.context["form"]["version"].value()
            answer = self.client.post(f"{page(self.complaint)}edit/", typed)
        assert answer.status_code == 302
        self.together.wait(60)


def test_of_two_hundred_saves_against_each_other_none_is_lost() -> None:
    complaint = register_complaint(channel=Channel.LETTER)
    together = Barrier(2)
    editors = [Editor(user, complaint, together) for user in (anna(), bram())]
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(editor.edits) for editor in editors]:
            done.result()

    told = [event.changes["description"] for event in complaint.events.filter(action="edit").order_by("id")]
    typed = {f"{editor.name} {number}" for editor in editors for number in range(ROUNDS)}
    assert {new for _old, new in told} == typed
    assert len(told) == 2 * ROUNDS
    assert [old for old, _new in told[1:]] == [new for _old, new in told[:-1]]
    # Every round was a conflict, and whoever came second saw both values.
    assert sum(editor.conflicts for editor in editors) == ROUNDS
    assert sum(editor.both_shown for editor in editors) == ROUNDS
    complaint.refresh_from_db()
    assert (complaint.description, complaint.channel) == (told[-1][1], Channel.LETTER)
