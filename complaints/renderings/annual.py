"""The annual report in words, tables and pictures, from figures that were frozen; and its register as CSV."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from complaints.figures.months import Month
from complaints.figures.rounding import half_up, percentage
from complaints.figures.table import CATEGORIES, mean_days
from complaints.law import local_day
from complaints.models import AnnualReport
from complaints.queries.year import REGISTER
from complaints.renderings import charts
from complaints.renderings.labels import DASH, basis_name, category_name
from complaints.renderings.paper import Grid, Paper, Section
from complaints.renderings.printed import printed
from complaints.renderings.table_csv import FORMULA
from complaints.vocabulary import (
    Channel,
    CommitmentState,
    CountingBasis,
    DeclineGround,
    Duty,
    Following,
    OtherReason,
    Verdict,
)

_WEEK = 7


def pdf(report: AnnualReport, *, language: str) -> bytes:
    """The report as a tagged PDF."""
    with translation.override(language):
        return printed(paper(report))


def register(report: AnnualReport) -> bytes:
    """The register of 9:12a for machines; a summary that looks like a formula has an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, REGISTER)
    writer.writeheader()
    for row in report.register:
        harmless = {name: f"'{text}" if str(text).startswith(FORMULA) else text for name, text in row.items()}
        writer.writerow(harmless)
    return out.getvalue().encode()


def paper(report: AnnualReport) -> Paper:
    """The report as its parts, in the language in force."""
    figures = report.figures
    day = day_of(report)
    return Paper(
        title=title(report),
        lead=_("What people complained about in %(year)s, what became of it, and what we learned.")
        % {"year": report.year},
        day=day,
        marks=tuple(_marks(report)),
        sections=tuple(_sections(report, figures)),
        foot=f"{settings.BODY_NAME} · {date_format(day, 'j F Y')}",
    )


def title(report: AnnualReport) -> str:
    """What the report is called."""
    return _("Annual report on complaints %(year)s") % {"year": report.year}


def day_of(report: AnnualReport) -> date:
    """The day of its publication, or of its making where it is not published."""
    return local_day(report.published_at or report.prepared_at)


def _marks(report: AnnualReport) -> Iterator[str]:
    if report.published_at is None:
        yield _("Draft, not published.")
    if report.reason:
        yield _("Edition %(number)s: %(reason)s") % {"number": report.number, "reason": report.reason}
    if settings.DEMO:
        yield _("Demonstration: apart from the published totals, these figures are invented.")


def _sections(report: AnnualReport, figures: Mapping[str, Any]) -> Iterator[Section]:
    yield _in_short(figures)
    yield _bridge(figures)
    yield _received(figures)
    yield _stock(figures)
    yield from _judged(figures)
    yield _terms(figures)
    yield from _earlier(figures)
    yield _ombudsman(figures)
    yield _defects(figures)
    if report.lessons:
        yield Section(_("What we learned and changed"), [part for part in report.lessons.splitlines() if part.strip()])
    yield from _months(figures)
    yield Section(
        _("How this was counted"),
        [
            _(
                "One complaint counts as one, also where the months of the published table counted complainants. "
                "Counted is what the register held when the report was made; void registrations count nowhere."
            ),
            _("The register of the written complaints (Awb 9:12a) is published with this report as a file."),
        ],
    )


def _in_short(figures: Mapping[str, Any]) -> Section:
    judged, outcome = figures["judged"], figures["judged"]["outcome"]
    forms = figures["received"]["form"]
    total = judged["total"]
    paragraphs = [
        _("We received %(complaints)s complaints and %(interventions)s interventions of the National Ombudsman.")
        % {"complaints": forms["written"] + forms["oral"], "interventions": forms["intervention"]}
    ]
    if total:
        paragraphs.append(
            _(
                "We closed %(total)s complaints. Of these %(justified)s (%(share)s%%) were justified, in whole or in "
                "part; %(in_time)s%% was handled within six weeks."
            )
            % {
                "total": total,
                "justified": outcome.get(Verdict.JUSTIFIED, 0),
                "share": percentage(outcome.get(Verdict.JUSTIFIED, 0), total),
                "in_time": percentage(judged["within_six_weeks"], total),
            }
        )
    return Section(_("In short"), paragraphs)


def _bridge(figures: Mapping[str, Any]) -> Section:
    forms = figures["received"]["form"]
    rows = [
        (_("Written complaints"), str(forms["written"])),
        (_("Oral complaints"), str(forms["oral"])),
        (_("Interventions of the National Ombudsman"), str(forms["intervention"])),
        (_("Total received"), str(sum(forms.values()))),
    ]
    return Section(_("From complaints to total"), grid=Grid(_("What the total is made of"), _number_heads(), rows))


def _received(figures: Mapping[str, Any]) -> Section:
    received = figures["received"]
    numbers = [(category_name(name), received["category"].get(name, 0)) for name in CATEGORIES]
    picture = charts.bars("categories", _("Received by category"), numbers)
    rows = [(label, str(number)) for label, number in numbers]
    rows += [
        (_("Channel: %(name)s") % {"name": Channel(name).label}, str(n)) for name, n in received["channel"].items()
    ]
    rows += [(_("Directorate: %(name)s") % {"name": name or _("none")}, str(n)) for name, n in received["unit"].items()]
    caption = _("Received by category; complaints besides by channel and directorate")
    return Section(_("Received"), grid=Grid(caption, _number_heads(), rows), pictures=[picture] if picture else [])


def _stock(figures: Mapping[str, Any]) -> Section:
    stock = figures["stock"]
    rows = [
        (_("Carried over from the year before"), str(stock["open_at_start"])),
        (_("Received"), str(stock["received"])),
        (_("Closed"), str(stock["closed"])),
        (_("Open at the end of the year"), str(stock["open_at_end"])),
        (_("Of which past the lawful last day"), str(stock["over_term"])),
    ]
    return Section(_("Open complaints"), grid=Grid(_("Complaints, without interventions"), _number_heads(), rows))


def _judged(figures: Mapping[str, Any]) -> Iterator[Section]:
    judged = figures["judged"]
    total, outcome = judged["total"], judged["outcome"]
    if not total:
        return
    labels: dict[str, str] = {name: str(Verdict(name).label) for name in (Verdict.JUSTIFIED, Verdict.UNJUSTIFIED)}
    labels |= {name: str(OtherReason(name).label) for name in OtherReason.values}
    numbers = [(label, outcome.get(name, 0)) for name, label in labels.items()]
    rows = [numbers[0], (_("of which in part"), judged["partly"]), *numbers[1:]]
    counted = [(label, str(number), f"{percentage(number, total)}%") for label, number in rows]
    heads = (_("Outcome"), _("Number"), _("Share"))
    picture = charts.bars("outcomes", _("Closed by outcome"), numbers)
    yield Section(
        _("Outcomes"), grid=Grid(_("Closed in the year"), heads, counted), pictures=[picture] if picture else []
    )
    yield Section("", grid=_by_category(judged["category"]))
    if judged["ground"]:
        grounds = [(str(DeclineGround(name).label), str(number)) for name, number in judged["ground"].items()]
        yield Section("", grid=Grid(_("Not taken up, by ground (Awb 9:8)"), _number_heads(), grounds))


def _by_category(cells: Mapping[str, int]) -> Grid:
    heads = (_("Category"), _("Justified"), _("Unjustified"), _("The rest"))
    rows = []
    for category in CATEGORIES:
        numbers = [cells.get(f"{category}.{verdict}", 0) for verdict in Verdict.values]
        if any(numbers):
            rows.append((category_name(category), *map(str, numbers)))
    return Grid(_("Verdicts by category"), heads, rows)


def _terms(figures: Mapping[str, Any]) -> Section:
    judged, acts = figures["judged"], figures["acts"]
    total = judged["total"]
    rows = []
    if total:
        middle = figures["median_days"]
        rows = [
            (_("Within six weeks"), _share(judged["within_six_weeks"], total)),
            (_("Within the lawful term"), _share(judged["within_term"], total)),
            (_("Days, mean"), number_format(mean_days(figures["days"], total), 1)),
            (_("Days, median"), number_format(Decimal(middle), 1)),
            (_("Weeks, mean"), str(half_up(figures["days"], total * _WEEK))),
        ]
    rows += [
        (_("Extended (Awb 9:11(2))"), str(acts["extended"])),
        (_("Further delay agreed to in writing (Awb 9:11(3))"), str(acts["agreed"])),
        (_("Reopened"), str(acts["reopened"])),
    ]
    return Section(_("Terms"), grid=Grid(_("In time, of what was closed"), (_("Figure"), _("Value")), rows))


def _earlier(figures: Mapping[str, Any]) -> Iterator[Section]:
    """The year beside those before it, as far as the register has them."""
    judged = figures["judged"]
    this = {
        "year": figures["year"],
        "received": sum(figures["received"]["form"].values()),
        "judged": judged["total"],
        "justified": judged["outcome"].get(Verdict.JUSTIFIED, 0),
        "within_six_weeks": judged["within_six_weeks"],
        "within_term": judged["within_term"],
    }
    known = [each for each in (this, *figures["earlier"]) if each["received"] or each["judged"]]
    if len(known) < 2:
        return
    rows = [
        (
            *(str(each["year"]), str(each["received"]), str(each["judged"])),
            *(_share(each[part], each["judged"]) for part in ("justified", "within_six_weeks", "within_term")),
        )
        for each in known
    ]
    heads = (
        *(_("Year"), _("Received"), _("Closed")),
        *(_("Justified"), _("Within six weeks"), _("Within the lawful term")),
    )
    yield Section(_("Earlier years"), grid=Grid(_("The same figures of each year"), heads, rows))


def _ombudsman(figures: Mapping[str, Any]) -> Section:
    asked = figures["ombudsman"]
    rows = [
        (_("Interventions received"), str(figures["received"]["form"]["intervention"])),
        (_("Questions to be answered in the year"), str(asked["questions"])),
        (_("Of which answered by his date"), str(asked["answered_in_time"])),
        (_("Recommendations received"), str(asked["recommendations"])),
    ]
    rows += [
        (_("Recommendation: %(name)s") % {"name": Following(name).label if name else _("not yet decided")}, str(number))
        for name, number in asked["following"].items()
    ]
    return Section(
        _("The National Ombudsman"), grid=Grid(_("Interventions and recommendations"), _number_heads(), rows)
    )


def _defects(figures: Mapping[str, Any]) -> Section:
    rows = [(str(Duty(name).label), str(number)) for name, number in figures["defects"].items()]
    states = [(str(CommitmentState(name).label), number) for name, number in figures["commitments"].items()]
    rows += [(_("Commitment: %(name)s") % {"name": name}, str(number)) for name, number in states]
    if not rows:
        return Section(_("Defects of procedure"), [_("No complaint was closed in spite of a missing duty.")])
    text = _("So many complaints were closed in spite of a missing duty, so that the complainant had his answer.")
    return Section(
        _("Defects of procedure"), [text], grid=Grid(_("Missing duties, and commitments"), _number_heads(), rows)
    )


def _months(figures: Mapping[str, Any]) -> Iterator[Section]:
    """The months as published beside what the register gives for them by now."""
    months = figures["months"]
    if not months:
        return
    names = {each["month"]: Month.parse(each["month"]) for each in months}
    heads = (
        *(_("Month"), _("Edition"), _("Counted in"), _("Received"), _("Judged")),
        *(_("Received, counted now"), _("Judged, counted now")),
    )
    rows = [
        (
            names[each["month"]].short,
            str(each["edition"]),
            basis_name(CountingBasis(each["basis"])).lower(),
            str(each["total"]),
            DASH if each["judged"] is None else str(each["judged"]),
            str(each["counted_total"]),
            str(each["counted_judged"]),
        )
        for each in months
    ]
    numbers = [(date_format(names[each["month"]].first_day, "M").lower(), each["counted_total"]) for each in months]
    picture = charts.columns("months", _("Complaints received by month"), numbers)
    yield Section(
        _("The months"),
        [_both(months)],
        grid=Grid(_("As published, and as the register has it now, in complaints"), heads, rows),
        pictures=[picture] if picture else [],
    )


def _both(months: list[dict[str, Any]]) -> str:
    alike = [each for each in months if each["basis"] == CountingBasis.COMPLAINTS]
    moved = [each for each in alike if each["total"] != each["counted_total"]]
    if not alike:
        return _(
            "The months counted complainants, so they cannot be compared with the register, which counts complaints."
        )
    if not moved:
        return _("Every month that counted complaints is as it was published.")
    return _("Changed since they were published: %(months)s.") % {
        "months": ", ".join(Month.parse(each["month"]).short for each in moved)
    }


def _share(part: int, whole: int) -> str:
    return f"{part} ({percentage(part, whole)}%)" if whole else DASH


def _number_heads() -> tuple[str, str]:
    return ("", _("Number"))
