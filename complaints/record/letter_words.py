"""What stands in a letter: the value of each placeholder, and which conditions hold, of one complaint.

Days and numbers are written in the language of the letter; nothing here is read by a template again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import law
from complaints.letters.template import Draft, fill, parse, placeholders_in
from complaints.models import Complaint, Letter, User
from complaints.record import clocks
from complaints.vocabulary import (
    ActKind,
    CommitmentState,
    Deviation,
    LetterSide,
    Norm,
    OtherReason,
    PartyRole,
    Procedure,
    Verdict,
)
from complaints.workflow import Refusal

#: A value of fewer characters stands in too many other words to be marked.
_SHORTEST: Final = 3


@dataclass(frozen=True)
class Words:
    """The values by placeholder, and the conditions that hold."""

    values: dict[str, str]
    holds: frozenset[str]


def words_of(letter: Letter, *, writer: User, today: date) -> Words:
    """Give what a template of this letter can say; ``today`` is local, and says whether the answer is late."""
    with translation.override(letter.language):
        return Words(_values(letter, writer, today), frozenset(_holds(letter, today)))


def filled(letter: Letter, text: str, *, writer: User, today: date) -> Draft:
    """Fill the text of a template for a letter; raises ``UnusableTemplate``."""
    words = words_of(letter, writer=writer, today=today)
    return fill(parse(text), words.values, words.holds)


def filled_in(letter: Letter, text: str, *, writer: User, today: date) -> frozenset[str]:
    """Give the lines that a template of this text fills in from the register, as they stand in the letter."""
    template, words = parse(text), words_of(letter, writer=writer, today=today)
    asked = {name for passage in template.passages for name in placeholders_in(passage.text)}
    lines = {line.strip() for name in asked for line in words.values.get(name, "").split("\n")}
    return frozenset(line for line in lines if len(line) >= _SHORTEST)


def _values(letter: Letter, writer: User, today: date) -> dict[str, str]:
    complaint = letter.complaint
    handler = complaint.handler or writer
    return {
        "salutation": _salutation(letter),
        "reference": complaint.reference,
        "received_on": written(complaint.received_on),
        "last_day": written(complaint.last_day),
        "by_day": written(letter.by_day),
        "reason": letter.reason,
        "description": complaint.description,
        "findings": complaint.findings,
        "judgment": complaint.judgment,
        "conclusions": complaint.conclusions,
        "norms": ", ".join(str(Norm(norm).label).lower() for norm in complaint.norms),
        "parts": _parts(complaint),
        "commitments": _commitments(complaint),
        "adviser": complaint.adviser or (_("an advisory committee") if _is_advised(complaint) else ""),
        "forwarded_to": letter.destination or complaint.forwarded_to,
        "handler": str(handler),
        "phone": handler.phone,
        **_of_extension(letter, today),
        **_of_acts(complaint),
        **_of_intervention(complaint),
    }


def _holds(letter: Letter, today: date) -> Iterator[str]:
    complaint = letter.complaint
    said = {
        "by_day": letter.by_day is not None,
        "committee": _is_advised(complaint),
        "late": complaint.last_day is not None and today > complaint.last_day,
        "extended": complaint.acts.standing().filter(kind=ActKind.EXTENDED, has_effect=True).exists(),
        "parts": complaint.parts.exists(),
        "represented": complaint.parties.filter(role=PartyRole.REPRESENTATIVE).exists(),
        "wholly_justified": complaint.verdict == Verdict.JUSTIFIED and not complaint.partly,
        "partly": complaint.partly,
        "unjustified": complaint.verdict == Verdict.UNJUSTIFIED,
        "no_judgment": complaint.other_reason == OtherReason.NO_JUDGMENT,
        "norms": bool(complaint.norms),
        "deviates": deviates(complaint),
        "conclusions": bool(complaint.conclusions),
        "no_conclusions": complaint.has_no_conclusions,
        "commitments": complaint.commitments.filter(state=CommitmentState.OPEN).exists(),
    }
    yield from (name for name, is_so in said.items() if is_so)
    yield complaint.regime
    yield complaint.category
    if letter.code:
        yield letter.code


def _salutation(letter: Letter) -> str:
    if letter.side == LetterSide.OMBUDSMAN:
        return _("Dear Sir or Madam,")
    return _("Dear %(name)s,") % {"name": letter.recipient}


def _of_extension(letter: Letter, today: date) -> dict[str, str]:
    """The term as this letter extends it, told on the day on which it is written."""
    if not letter.weeks:
        return {}
    proposed = law.Extension(letter.weeks, today)
    try:
        term = clocks.handling_term_with(
            letter.complaint, clocks.term_acts().filter(complaint=letter.complaint), proposed
        )
    except Refusal:  # its act says why, when it is sent
        return {}
    weeks = ngettext("%(weeks)s week", "%(weeks)s weeks", letter.weeks) % {"weeks": letter.weeks}
    return {"weeks": weeks, "new_last_day": written(term.last_day)}


def _of_acts(complaint: Complaint) -> dict[str, str]:
    newest = {act.kind: act for act in complaint.acts.order_by("happened_on", "id")}
    heard, reported, closed = (newest.get(kind) for kind in (ActKind.HEARD, ActKind.HEARING_REPORTED, ActKind.CLOSED))
    return {
        "heard_on": written(heard.happened_on) if heard else "",
        "report": reported.detail if reported else "",
        "agreement": closed.detail if closed else "",
    }


def _of_intervention(complaint: Complaint) -> dict[str, str]:
    if not complaint.is_intervention:
        return {}
    asked = complaint.rounds.order_by("-number").first()
    return {
        "ombudsman_reference": complaint.intervention.ombudsman_reference,
        "question": asked.question if asked else complaint.description,
    }


def _parts(complaint: Complaint) -> str:
    return "\n\n".join(
        "\n".join(line for line in (f"{part.number}. {part.conduct}", part.finding, _outcome(part.verdict)) if line)
        for part in complaint.parts.order_by("number")
    )


def _outcome(verdict: str) -> str:
    return _("Judgment: %(verdict)s.") % {"verdict": Verdict(verdict).label.lower()} if verdict else ""


def _commitments(complaint: Complaint) -> str:
    return "\n".join(
        "- " + _("%(what)s, by %(day)s") % {"what": " ".join(each.text.split()), "day": written(each.due_on)}
        for each in complaint.commitments.filter(state=CommitmentState.OPEN).order_by("number")
    )


def deviates(complaint: Complaint) -> bool:
    """Tell whether the judgment that stands departs from the advice (Awb 9:16)."""
    judged = complaint.acts.filter(kind=ActKind.JUDGED).order_by("-id").first()
    return judged is not None and judged.code == Deviation.DEVIATES


def _is_advised(complaint: Complaint) -> bool:
    return complaint.procedure == Procedure.COMMITTEE


def written(day: date | None) -> str:
    """A day as a letter writes it: 5 januari 2026; "" for none."""
    return date_format(day, "j F Y") if day else ""
