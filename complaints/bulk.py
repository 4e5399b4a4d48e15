"""One act on many complaints: each in a transaction of its own, each with its own answer.

The rules are those of the act's service, asked once per complaint; one that is refused holds up no
other. Trying out does the same and takes it back, so a preview foretells what doing will answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.access import Actor
from complaints.channels import pdf
from complaints.channels.pdf import NotPrintable
from complaints.law import local_day
from complaints.record.case_files import Bundle
from complaints.services import documents, handling, terms
from complaints.workflow import Refusal

#: What one act on one complaint takes: its key, and the version that was seen.
OneAct = Callable[[int, int], object]


@dataclass(frozen=True)
class Chosen:
    """A complaint that somebody chose, and the version of it that he saw."""

    pk: int
    version: int


@dataclass(frozen=True)
class Outcome:
    """What became of one of them: done, or refused."""

    pk: int
    refusal: Refusal | None = None


def assigning(*, actor: Actor, now: datetime, handler_id: int | None, reason: str) -> OneAct:
    """Assign to a handler, or with None release."""
    return _act(handling.assign, actor=actor, now=now, handler_id=handler_id, reason=reason)


def extending(*, actor: Actor, now: datetime, **notice: Any) -> OneAct:
    """Extend the term (Awb 9:11 lid 2), the notices told on one day; see ``terms.extend``."""
    return _act(terms.extend, actor=actor, now=now, **notice)


def carry_out(act: OneAct, chosen: Sequence[Chosen]) -> list[Outcome]:
    """Do it on each that was chosen."""
    return [_tried(act, one) for one in chosen]


def try_out(act: OneAct, chosen: Sequence[Chosen]) -> list[Outcome]:
    """Do it on each and take it back: what each would answer."""
    return [_tried(partial(_taken_back, act), one) for one in chosen]


def printed(
    chosen: Sequence[Chosen], named: Sequence[tuple[str, str]], *, actor: Actor, now: datetime, reason: str
) -> bytes:
    """The facts and what happened of each as one PDF, behind a list that names what is left out and why.

    ``named`` is the reference and the category of each, for the list. Every complaint that is printed says so in its
    trail. Raises ``NotPrintable`` for a name on the list.
    """
    parts, rows = [], []
    for place, (one, (reference, category)) in enumerate(zip(chosen, named, strict=True), start=1):
        part, why = _printed(one, actor, now, reason)
        parts += [part] if part else []
        rows.append([str(place), reference, category, why or _("printed"), str(pdf.pages_of(part)) if part else "0"])
    cover = pdf.set_cover(
        title=_("Printed from the work list"),
        language=(get_language() or "nl")[:2],
        day=local_day(now),
        heads=[_("No."), _("Our reference"), _("Category"), _("Result"), _("Pages")],
        rows=rows,
    )
    return pdf.bound([cover, *parts])


def _printed(one: Chosen, actor: Actor, now: datetime, reason: str) -> tuple[bytes, str]:
    nothing_else = Bundle(letters=frozenset(), documents=frozenset())
    try:
        made = documents.print_file(complaint_id=one.pk, actor=actor, now=now, bundle=nothing_else, reason=reason)
    except Refusal as refusal:
        return b"", str(refusal)
    except NotPrintable:
        return b"", _("It holds characters that no typeface has.")  # nor could the list show them
    return made, ""


def _act(service: Callable[..., object], **given: Any) -> OneAct:
    def one(pk: int, version: int) -> object:
        return service(complaint_id=pk, version=version, **given)

    return one


def _tried(act: OneAct, one: Chosen) -> Outcome:
    try:
        act(one.pk, one.version)
    except Refusal as refusal:
        return Outcome(one.pk, refusal)
    return Outcome(one.pk)


def _taken_back(act: OneAct, pk: int, version: int) -> None:
    with transaction.atomic():
        act(pk, version)
        transaction.set_rollback(True)
