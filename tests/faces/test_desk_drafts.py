"""Drafts on the desk: kept while somebody types, put back, wiped when the act is done."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from complaints.models import Complaint, Draft
from complaints.services import corrections
from complaints.services.intake import PersonEntry
from tests.cases import judge, register_complaint, take_up
from tests.faces.desk import MORNING, act, desk_of, page, text_of
from tests.people import anna, at_desk, bram

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def keep(client: Any, complaint: Complaint, slug: str, **fields: Any) -> Any:
    complaint.refresh_from_db()
    typed = {"version": complaint.version, "csrfmiddlewaretoken": "x"} | fields
    return client.post(f"{page(complaint)}{slug}/draft/", typed)


def test_what_was_typed_stands_there_when_somebody_comes_back() -> None:
    client, complaint = desk_of(anna()), take_up(register_complaint())
    answer = keep(client, complaint, "judge", findings="Een <half> verhaal", verdict="justified", norms=["care"])
    assert answer.status_code == 204
    assert "csrfmiddlewaretoken" not in Draft.objects.get().fields
    form = client.get(f"{page(complaint)}judge/")
    said = form.content.decode()
    assert "Een &lt;half&gt; verhaal" in said
    assert "This is your draft of 2 Feb 2026 10:00; nothing of it was sent." in text_of(form)
    assert "errorlist" not in said
    assert 'value="justified" id="id_verdict_0" checked' in said
    assert "judge" in {
        button.slug for _g, buttons in client.get(page(complaint)).context["groups"] for button in buttons
    }


def test_nobody_else_sees_it() -> None:
    complaint = register_complaint()
    keep(desk_of(anna()), complaint, "note", text="Alleen voor mij")
    assert "Alleen voor mij" not in desk_of(bram()).get(f"{page(complaint)}note/").content.decode()


def test_it_is_wiped_when_the_act_is_done_and_not_when_it_is_refused() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    keep(client, complaint, "note", text="Gebeld.")
    keep(client, complaint, "edit", description="Anders")
    assert act(client, complaint, "note", text="").status_code == 422
    assert Draft.objects.count() == 2
    assert act(client, complaint, "note", text="Gebeld.").status_code == 302
    assert Draft.objects.get().act == "edit"


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_it_is_let_go_to_begin_anew(headers: dict[str, str]) -> None:
    client, complaint = desk_of(anna()), register_complaint()
    keep(client, complaint, "note", text="Toch niet")
    answer = client.post(f"{page(complaint)}note/draft/", {"drop": "1"}, headers=headers, follow=True)
    assert answer.status_code == 200
    assert "Toch niet" not in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_draft_of_before_somebody_elses_change_meets_that_change() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    first = client.get(f"{page(complaint)}edit/").context["form"]
    names = ("channel", "language", "regime", "complainants")
    typed = {name: first[name].value() for name in names} | {"description": "Mijn lezing"}
    keep(client, complaint, "edit", **typed)
    corrections.edit(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(bram()),
        now=MORNING,
        changes={"description": "Brams lezing"},
    )
    form = client.get(f"{page(complaint)}edit/").context["form"]
    assert (form["version"].value(), form["description"].value()) == ("1", "Mijn lezing")
    answer = act(client, complaint, "edit", **typed, version=form["version"].value())
    assert answer.status_code == 409
    assert "Brams lezing Mijn lezing" in text_of(answer)


def test_what_cannot_be_kept_is_said_by_the_status() -> None:
    answer = keep(desk_of(anna()), register_complaint(), "note", text="x" * 200_001)
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")


def test_a_draft_belongs_to_a_form_that_is_there_and_to_a_complaint_that_is_seen() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    hers = register_complaint(persons_complained_about=(PersonEntry(user_id=anna().pk),))
    assert keep(client, complaint, "dance").status_code == 404
    assert keep(client, hers, "note", text="x").status_code == 404
    assert client.get(f"{page(complaint)}note/draft/").status_code == 405
    assert not Draft.objects.exists()


def test_a_draft_of_an_act_that_cannot_be_done_any_more_says_so() -> None:
    client, complaint = desk_of(anna()), take_up(register_complaint())
    keep(client, complaint, "judge", findings="Half")
    judge(complaint)
    corrections.void(complaint_id=complaint.pk, version=None, actor=at_desk(bram()), now=MORNING, reason="Dubbel.")
    assert client.get(f"{page(complaint)}judge/").status_code == 409


def test_only_a_form_with_a_long_text_keeps_drafts() -> None:
    client, complaint = desk_of(anna()), register_complaint()
    assert "data-draft" in client.get(f"{page(complaint)}note/").content.decode()
    assert "data-draft" not in client.get(f"{page(complaint)}take-up/").content.decode()
