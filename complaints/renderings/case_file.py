"""The file of a case in words: its facts, its people, what happened; with words taken out where asked."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.documents.pages import Page, Section
from complaints.models import Act, Complaint

Blacking = Callable[[str], str]


def facts_page(complaint: Complaint, *, day: date, language: str, foot: str, black: Blacking) -> Page:
    """The first pages behind the list: who, what, when, and all that was done, oldest first."""
    return Page(
        title=_("Complaint %(reference)s") % {"reference": complaint.reference},
        language=language,
        day=day,
        foot=foot,
        facts=[(label, black(value)) for label, value in _facts(complaint) if value],
        sections=[
            Section(title, [[black(line) for line in lines] for lines in paragraphs])
            for title, paragraphs in _sections(complaint)
            if paragraphs
        ],
    )


def text_page(title: str, words: str, *, day: date, language: str, foot: str, black: Blacking) -> Page:
    """A text that was taken in, as pages."""
    paragraphs = [part.splitlines() for part in black(words).replace("\r\n", "\n").split("\n\n") if part.strip()]
    return Page(title=title, language=language, day=day, foot=foot, sections=[Section(" ", paragraphs)])


def _facts(complaint: Complaint) -> Sequence[tuple[str, str]]:
    return (
        (_("Received"), _day(complaint.received_on)),
        (_("Last day"), _day(complaint.last_day)),
        (_("Status"), str(complaint.get_status_display())),
        (_("Category"), str(complaint.get_category_display())),
        (_("Channel"), str(complaint.get_channel_display())),
        (_("Procedure"), str(complaint.get_procedure_display())),
        (_("Closed"), _day(complaint.closed_on)),
        (_("Verdict"), str(complaint.get_verdict_display() if complaint.verdict else "")),
        *((str(party.get_role_display()), party.name) for party in complaint.parties.order_by("id")),
        *((_("Person complained about"), str(one)) for one in complaint.persons_complained_about.order_by("id")),
    )


def _sections(complaint: Complaint) -> Sequence[tuple[str, list[list[str]]]]:
    parts = [
        [_("Part %(number)s") % {"number": part.number}, *part.conduct.splitlines()]
        for part in complaint.parts.order_by("number")
    ]
    return (
        (_("The complaint"), [*_paragraphs(complaint.description), *parts]),
        (_("What happened"), [_happened(act) for act in complaint.acts.order_by("happened_on", "id")]),
        (_("Findings"), _paragraphs(complaint.findings)),
        (_("Judgment"), _paragraphs(complaint.judgment)),
        (_("Conclusions"), _paragraphs(complaint.conclusions)),
    )


def _happened(act: Act) -> list[str]:
    said = [str(act.get_kind_display()), act.addressee, str(act.get_method_display() if act.method else "").lower()]
    head = f"{_day(act.happened_on) or _('day not known')}: {', '.join(each for each in said if each)}"
    return [head, *act.detail.splitlines()]


def _paragraphs(text: str) -> list[list[str]]:
    return [part.splitlines() for part in text.split("\n\n") if part.strip()]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
