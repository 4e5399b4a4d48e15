"""Acting on a complaint in the tests: a short call, and what a refusal leaves behind (nothing)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection

from complaints.access import Actor
from complaints.models import (
    Act,
    Application,
    Clock,
    Commitment,
    Complaint,
    Consent,
    Contact,
    Defect,
    Event,
    Extension,
    Inquiry,
    Intervention,
    Involvement,
    Letter,
    LetterAct,
    LetterText,
    Note,
    Part,
    Party,
    PersonComplainedAbout,
    Recommendation,
    Round,
)
from complaints.record.case import ChangedMeanwhile
from complaints.vocabulary import Category, ClockKind, Method
from complaints.workflow import Refusal
from tests.cases import noon, register_complaint
from tests.people import anna, at_desk

#: Every table that an act on a complaint may write.
REGISTER = (
    Act,
    Application,
    Clock,
    Commitment,
    Complaint,
    Consent,
    Contact,
    Defect,
    Event,
    Extension,
    Inquiry,
    Intervention,
    Involvement,
    Letter,
    LetterAct,
    LetterText,
    Note,
    Part,
    Party,
    PersonComplainedAbout,
    Recommendation,
    Round,
)

#: A Monday in the middle of the canonical term.
TODAY = date(2026, 1, 19)

#: Texts that no column takes, each with what is wrong about it.
UNPRINTABLE = ("a\x00b", "a\x1bb", "a\u202eb", "a\ud800b")


def everything() -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of the register as it stands."""
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in REGISTER}


def fingerprint() -> list[tuple[Any, ...]]:
    """Every row of the register at once, per table: how many, and a digest of what they say."""
    tables = [model._meta.db_table for model in REGISTER]
    digests = [f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM {table} t" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(digests))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def act(
    verb: Callable[..., Any],
    complaint: Complaint,
    /,
    *,
    by: Actor | None = None,
    on: date = TODAY,
    version: int | None = None,
    **given: Any,
) -> Any:
    """Let Anna (or another) do one act at noon of a day."""
    return verb(complaint_id=complaint.pk, version=version, actor=by or at_desk(anna()), now=noon(on), **given)


def refused(
    verb: Callable[..., Any],
    complaint: Complaint,
    kind: type[Refusal],
    /,
    *,
    code: str | None = None,
    field: str = "",
    article: str = "",
    **given: Any,
) -> str:
    """Give the sentence of a refusal after checking its kind, code, field and article, and that nothing was written."""
    given.setdefault("by", at_desk(anna()))
    before = everything()
    with pytest.raises(kind) as caught:
        act(verb, complaint, **given)
    refusal = caught.value
    assert type(refusal) is kind
    assert (refusal.code, refusal.field, refusal.article) == (code or kind.code, field, article)
    assert everything() == before
    return str(refusal)


def changed_meanwhile(verb: Callable[..., Any], complaint: Complaint, /, **given: Any) -> None:
    """The second of two people is told what the first did, and by whom; nothing is written."""
    given.setdefault("by", at_desk(anna()))
    complaint.refresh_from_db()
    Event.objects.create(
        complaint=complaint,
        action="elsewhere",
        version=complaint.version + 1,
        actor=anna(),
        origin="desk",
        at=noon(TODAY),
        changes={"language": ["nl", "en"]},
    )
    Complaint.objects.filter(pk=complaint.pk).update(version=complaint.version + 1)
    before = everything()
    with pytest.raises(ChangedMeanwhile, match="Anna de Wit") as caught:
        act(verb, complaint, version=complaint.version, **given)
    assert [event.changes for event in caught.value.events] == [{"language": ["nl", "en"]}]
    assert everything() == before


def live(complaint: Complaint, kind: ClockKind) -> Clock:
    """The version of a clock that counts."""
    return complaint.clocks.live().get(kind=kind)


def versions(complaint: Complaint, kind: ClockKind) -> list[tuple[int, date, date | None, str]]:
    """All versions of a clock: number, last day, met on, why superseded."""
    rows = complaint.clocks.filter(kind=kind).order_by("version")
    return [(row.version, row.ends_on, row.met_on, row.superseded_reason) for row in rows]


def last_event(complaint: Complaint) -> Event:
    """The newest event of a complaint; its version is that of the complaint."""
    complaint.refresh_from_db()
    event = complaint.events.order_by("-id")[0]
    assert event.version == complaint.version
    return event


def last_act(complaint: Complaint) -> Act:
    """The newest act of a complaint."""
    return complaint.acts.order_by("-id")[0]


def intervention(**changes: Any) -> Complaint:
    """Register an intervention of the ombudsman."""
    return register_complaint(category=Category.OMBUDSMAN, **changes)


def by_letter(**given: Any) -> dict[str, Any]:
    """What is sent, sent by letter."""
    return {"method": Method.LETTER, **given}
