"""Many complaints of the work list at once: assign, release, extend and print, foretold and answered row by row."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.services import corrections
from complaints.vocabulary import Category
from tests.cases import take_up
from tests.faces.desk import MORNING, desk_of, text_of
from tests.faces.test_desk_worklist import received, references, work
from tests.people import anna, at_desk, bram, hanna, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


class TestManyAtOnce:
    """Assign, release, extend and print: a form, a preview, a result per row."""

    def chosen(self, client: Client, **query: str) -> list[str]:
        return [f"{row.complaint.pk}:{row.complaint.version}" for row in work(client, **query).context["page"].rows]

    def post(self, client: Client, act: str, **typed: Any) -> Any:
        return client.post("/admin/work/bulk/", {"act": act, "query": ""} | typed)

    def test_assigning_shows_what_would_happen_and_then_what_did(self) -> None:
        received(date(2026, 1, 5), "fine")
        received(date(2026, 1, 5), "another")
        odd = received(date(2026, 1, 5), "odd")
        client = desk_of(bram())
        frozen = ",".join(self.chosen(client))
        corrections.edit(
            complaint_id=odd.pk, version=None, actor=at_desk(anna()), now=MORNING, changes={"language": "en"}
        )
        typed = {"handler_id": str(anna().pk), "reason": "Verdeling", "frozen": frozen}
        asked = self.post(client, "assign", chosen=self.chosen(client))
        assert "3 complaints chosen" in text_of(asked)
        preview = self.post(client, "assign", step="preview", **typed)
        assert "2 complaints can be done. 1 is refused and left out." in text_of(preview)
        assert "changed in the meantime by Anna de Wit" in text_of(preview)
        assert references(work(client, handler="anna")) == []
        done = self.post(client, "assign", step="do", **typed | {"frozen": preview.context["frozen"]})
        assert "Done on 2 complaints." in text_of(done)
        assert sorted(references(work(client, handler="anna"))) == ["another", "fine"]

    def test_all_of_the_list_goes_beyond_the_page(self) -> None:
        for number in range(60):
            received(date(2026, 1, 5), f"N{number:02}", category=Category.IT)
        received(date(2026, 1, 5), "other")
        client = desk_of(bram())
        asked = self.post(client, "release", all="yes", query="category=it")
        assert "60 complaints chosen" in text_of(asked)
        assert asked.context["back"] == "/admin/work/?category=it"

    def test_releasing_and_extending(self) -> None:
        complaint = take_up(received(date(2026, 1, 5), "one"))
        client = desk_of(anna())
        told = {"weeks": "2", "notified_on": "2026-02-02", "method": "letter", "reason": "Horen lukt niet eerder."}
        done = self.post(client, "extend", step="do", frozen=f"{complaint.pk}:{complaint.version}", **told)
        assert "Done on 1 complaint." in text_of(done)
        complaint.refresh_from_db()
        assert complaint.last_day == date(2026, 3, 2)
        self.post(client, "release", step="do", frozen=f"{complaint.pk}:{complaint.version}", reason="Verlof")
        complaint.refresh_from_db()
        assert complaint.handler is None

    def test_what_is_missing_is_asked_and_nothing_typed_is_lost(self) -> None:
        complaint = received(date(2026, 1, 5), "one")
        frozen = f"{complaint.pk}:{complaint.version}"
        answer = self.post(
            desk_of(anna()), "extend", step="preview", frozen=frozen, notified_on="2026-02-02", reason="Bijna klaar."
        )
        assert answer.status_code == 422
        assert "Bijna klaar." in text_of(answer)
        assert answer.context["frozen"] == frozen

    def test_printing_gives_one_file(self) -> None:
        complaint = received(date(2026, 1, 5), "one")
        client = desk_of(anna())
        asked = self.post(client, "print", chosen=[f"{complaint.pk}:{complaint.version}"])
        assert "Print as one PDF" in text_of(asked)
        answer = self.post(client, "print", step="do", frozen=asked.context["frozen"], reason="Werkoverleg")
        assert answer.content.startswith(b"%PDF")
        assert complaint.events.get(action="file_printed").reason == "Werkoverleg"

    def test_the_form_can_be_changed_after_the_preview(self) -> None:
        complaint = received(date(2026, 1, 5), "one")
        frozen = f"{complaint.pk}:{complaint.version}"
        answer = self.post(desk_of(anna()), "release", step="form", frozen=frozen, reason="Toch niet")
        assert (answer.status_code, answer.context["step"]) == (200, "form")
        assert 'value="Toch niet"' in answer.content.decode()

    @pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["²:1"], ["1:" + "9" * 30]])
    def test_nothing_chosen_goes_back_to_the_list_and_says_so(self, chosen: list[str]) -> None:
        answer = desk_of(anna()).post(
            "/admin/work/bulk/", {"act": "assign", "query": "category=it", "chosen": chosen}, follow=True
        )
        assert answer.redirect_chain == [("/admin/work/?category=it", 302)]
        assert "Choose complaints first" in text_of(answer)

    def test_too_many_go_back_too(self) -> None:
        many = [f"{number}:1" for number in range(1, 102)]
        answer = desk_of(anna()).post("/admin/work/bulk/", {"act": "print", "query": "", "chosen": many}, follow=True)
        assert "at most 100 complaints" in text_of(answer)

    def test_no_other_act(self) -> None:
        assert self.post(desk_of(anna()), "close").status_code == 404
        assert desk_of(anna()).get("/admin/work/bulk/").status_code == 405

    def test_what_one_may_not_see_answers_as_if_it_were_not_there(self) -> None:
        elsewhere = received(date(2026, 1, 5), "north", unit_id=unit().pk)
        client = desk_of(hanna())
        frozen = f"{elsewhere.pk}:{elsewhere.version}"
        done = self.post(client, "release", step="do", frozen=frozen, reason="x")
        assert "north" not in text_of(done)
        assert "Done on 0 complaints." in text_of(done)
