"""What stands under the table, in the order of the published page and in the language in force."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.figures.months import Month
from complaints.figures.table import MonthFigures
from complaints.queries.editions import Entry, Series, dated_basis
from complaints.renderings.labels import basis_name, category_name, column_name, month_name, reason_name, shown
from complaints.renderings.paper import Section
from complaints.vocabulary import CountingBasis

_LARGEST_NAMED = 2


def title(series: Series) -> str:
    """What the document is called."""
    newest = month_name(series.entries[0].month)
    return _("Handling of complaints, %(body)s: %(month)s") % {"body": settings.BODY_NAME, "month": newest}


def marks(series: Series) -> tuple[str, ...]:
    """What must be said before anything is read: that it is a draft, that it is a demonstration."""
    found = []
    drafts = [month_name(entry.month) for entry in series.entries if not entry.is_published]
    if drafts:
        found.append(_("Draft, not published: %(months)s.") % {"months": ", ".join(drafts)})
    if settings.DEMO:
        found.append(_("Demonstration: apart from the published totals, these figures are invented."))
    return tuple(found)


def sections(series: Series) -> tuple[Section, ...]:
    """Everything under the table."""
    return (*in_words(series.entries[0].figures), *beside(series))


def in_words(figures: MonthFigures) -> tuple[Section, ...]:
    """A month in words: what was received, how long it took, what was judged."""
    return (Section(_("Explanation of the table"), [*_received(figures), *_in_time(figures)]), *_judged(figures))


def beside(series: Series) -> tuple[Section, ...]:
    """What must be known of the months: columns, notes, breaks, the law."""
    found = [Section(_("What the columns hold"), [_columns()])]
    if notes := _grouped_notes(series):
        found.append(Section(_("Notes on the months"), (), notes))
    if breaks := breaks_in(series):
        found.append(Section(_("Break in the series"), [text for _month, text in breaks]))
    found.append(Section(_("The law"), [_law()]))
    return tuple(found)


def notes_on(entry: Entry) -> tuple[str, ...]:
    """What must be said about a month: draft, misfit, correction with what it changed, its reason."""
    return tuple(_notes_on(entry))


def breaks_in(series: Series) -> tuple[tuple[Month, str], ...]:
    """Where the series counts another unit than before, oldest first."""
    setting = dated_basis()
    months = sorted(entry.month for entry in series.entries)
    found = []
    for month in setting.breaks(months):
        before = months[months.index(month) - 1]
        text = _(
            "Up to %(last)s this table counts %(old)s, from %(first)s on it counts %(new)s. "
            "These figures must not be compared with each other."
        ) % {
            "last": month_name(before),
            "first": month_name(month),
            "old": _unit(setting.of(before)),
            "new": _unit(setting.of(month)),
        }
        found.append((month, text))
    return tuple(found)


def _unit(basis: CountingBasis) -> str:
    if basis is CountingBasis.COMPLAINANTS:
        return _("complainants (with family and others involved)")
    return basis_name(basis).lower()


def _received(figures: MonthFigures) -> Iterator[str]:
    values = {"month": month_name(figures.month), "total": figures.total}
    if figures.basis is CountingBasis.COMPLAINANTS:
        text = _("In %(month)s complaints of %(total)s complainants were received.") % values
    else:
        text = (
            ngettext(
                "In %(month)s %(total)s complaint was received.",
                "In %(month)s %(total)s complaints were received.",
                figures.total,
            )
            % values
        )
    shown = {name: number for name, number in figures.received.items() if number}
    largest = sorted(shown, key=lambda name: -shown[name])
    named = [f"{category_name(name)} ({shown[name]})" for name in largest[:_LARGEST_NAMED]]
    if named:
        text += " " + _("The largest categories: %(categories)s.") % {"categories": _listed(named)}
    yield text


def _in_time(figures: MonthFigures) -> Iterator[str]:
    if not figures.judged:
        return
    shares = {
        "judged": figures.judged,
        "share": shown(figures.within_six_weeks_pct),
        "part": shown(figures.within_six_weeks),
    }
    text = _("%(share)s%% was handled within the statutory six weeks (%(part)s of %(judged)s).") % shares
    weeks = figures.mean_weeks or 0
    mean = ngettext(
        "On average, handling took %(weeks)s week (%(days)s days).",
        "On average, handling took %(weeks)s weeks (%(days)s days).",
        weeks,
    ) % {"weeks": weeks, "days": number_format(figures.mean_days or 0, 1)}
    yield f"{text} {mean}"
    lawful = {"judged": figures.judged, "share": shown(figures.within_term_pct), "part": shown(figures.within_term)}
    yield (
        _("By the lawful term, with extension and agreed delay, it was %(share)s%% (%(part)s of %(judged)s).") % lawful
    )


def _judged(figures: MonthFigures) -> Iterator[Section]:
    if figures.judged is None:
        return
    text = ngettext(
        "In %(month)s %(judged)s complaint was judged, whenever it was received.",
        "In %(month)s %(judged)s complaints were judged, whenever they were received.",
        figures.judged,
    ) % {"month": month_name(figures.month), "judged": figures.judged}
    yield Section(_("Judged"), [text], _outcomes(figures) if figures.judged else ())


def _outcomes(figures: MonthFigures) -> tuple[str, ...]:
    justified = _("Justified: %(count)s (%(share)s%%)") % {
        "count": shown(figures.justified),
        "share": shown(figures.justified_pct),
    }
    if figures.partly_justified:
        justified += _(", of which %(count)s in part") % {"count": figures.partly_justified}
    unjustified = _("Unjustified: %(count)s (%(share)s%%)") % {
        "count": shown(figures.unjustified),
        "share": shown(figures.unjustified_pct),
    }
    rest = _("The rest: %(count)s (%(share)s%%)") % {
        "count": shown(figures.other_outcome),
        "share": shown(figures.other_outcome_pct),
    }
    reasons = [
        f"{reason_name(name).lower()} {shown(number)}"
        for name, number in (figures.other_reasons or {}).items()
        if number != 0
    ]
    return justified, unjustified, f"{rest}: {_listed(reasons)}" if reasons else rest


def _columns() -> str:
    return _(
        "Other is about, among other things, interpreters and facilities. Policy is about policy, and about "
        "what is not for us and is forwarded to partners. NO are interventions of the National Ombudsman: "
        "these are counted as received only."
    )


def _law() -> str:
    return _(
        "A complaint is handled within six weeks after its receipt, or within ten weeks where an advisory "
        "committee is involved. This may be postponed by at most four weeks, and further as far as the complainant "
        "agrees in writing (General Administrative Law Act, article 9:11). Who is not satisfied with the handling "
        "can turn to the National Ombudsman within a year."
    )


def _notes_on(entry: Entry) -> Iterator[str]:
    edition = entry.edition
    if not entry.is_published:
        yield _("Draft, not published.")
    if entry.misfit:
        yield _("The cells add up to %(sum)s, the total says %(total)s; both stand as they were published.") % {
            "sum": entry.misfit.cells_sum,
            "total": entry.misfit.stated_total,
        }
    if edition.reason:
        yield _("Edition %(number)s: %(reason)s") % {"number": edition.number, "reason": edition.reason}
    if edition.overrule_reason:
        yield _("Published in spite of a check that fails: %(reason)s") % {"reason": edition.overrule_reason}
    if entry.earlier is not None and entry.corrections:
        changes = [
            _("%(column)s %(after)s (was %(before)s)")
            % {"column": column_name(change.column), "after": change.after, "before": change.before}
            for change in entry.corrections
        ]
        yield _("Changed since edition %(earlier)s: %(changes)s.") % {
            "earlier": entry.earlier.edition.number,
            "changes": ", ".join(changes),
        }
    if entry.figures.hidden:
        yield _("Numbers below %(below)s, and those by which they could be found, are not shown: x, or no share.") % {
            "below": entry.figures.below
        }
    yield from _earlier_misfits(entry)
    if edition.note:
        yield edition.note


def _earlier_misfits(entry: Entry) -> Iterator[str]:
    earlier = entry.earlier
    while earlier:
        if earlier.misfit:
            yield _(
                "In edition %(number)s, as published earlier, the cells add up to %(sum)s against a total of %(total)s."
            ) % {
                "number": earlier.edition.number,
                "sum": earlier.misfit.cells_sum,
                "total": earlier.misfit.stated_total,
            }
        earlier = earlier.earlier


def _grouped_notes(series: Series) -> tuple[str, ...]:
    """The notes with their months, one line for months of which the same is to be said."""
    months: dict[str, list[str]] = {}
    for entry in series.entries:
        for note in notes_on(entry):
            months.setdefault(note, []).append(entry.month.short)
    return tuple(f"{', '.join(named)}: {note}" for note, named in months.items())


def _listed(words: Sequence[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
