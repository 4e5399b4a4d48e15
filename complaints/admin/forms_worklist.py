"""The filters of the work list, as they stand in its address."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.admin import forms_fields as fields
from complaints.admin.tags import day
from complaints.queries.worklist import ALL, OPEN, Due, Filters, Mark, Who
from complaints.queries.worklist_choices import handlers, units
from complaints.queries.worklist_order import Key, Sort
from complaints.queries.worklist_waits import Waits
from complaints.vocabulary import Category, Language, Status

WHOSE: Final = ((Who.ANYONE, _("Everyone")), (Who.MINE, _("Mine")), (Who.UNASSIGNED, _("Unassigned")))
DUES: Final = (
    (Due.ANY, _("Any day")),
    (Due.SOON, _("Within 5 working days")),
    (Due.WEEK, _("Due this week")),
    (Due.OVERDUE, _("Overdue")),
)
MARKS: Final = (
    (Mark.EXTENDED, _("Extended")),
    (Mark.COMMITTEE, _("Advisory committee")),
    (Mark.OMBUDSMAN, _("Ombudsman")),
    (Mark.REPEAT, _("Repeat")),
)
WAITING: Final = (
    (Waits.NEW, _("New for me")),
    (Waits.ARRIVED, _("Something arrived")),
    (Waits.TO_READ, _("To read as second person")),
    (Waits.HEARING, _("Hearing this week")),
    (Waits.COMMITMENT, _("Commitments due")),
)
#: Fields that stand beside the search box; the others are on a page of their own.
_IN_SIGHT: Final = frozenset({"q", "category", "status"})


class FilterForm(forms.Form):
    """Everything by which the list is narrowed; on the list itself only a few are in sight."""

    q = fields.line(_("Reference or name"), longest=200, required=False)
    category = fields.choice(_("Category"), Category.choices, empty=_("All categories"), required=False)
    status = fields.choice(
        _("Status"), [*Status.choices, (ALL, _("All, ended too"))], empty=_("All open"), required=False
    )
    who = fields.choice(_("Whose work"), WHOSE, required=False)
    due = fields.choice(_("Last day"), DUES, required=False)
    waits = fields.choice(_("What waits for me"), WAITING, empty=_("Anything"), required=False)
    handler = fields.line(_("Handler"), longest=150, required=False)
    unit = fields.line(_("Unit"), longest=40, required=False)
    mark = fields.choice(_("Mark"), MARKS, empty=_("With or without"), required=False)
    label = fields.line(_("Label"), longest=40, required=False)
    language = fields.choice(_("Language"), Language.choices, empty=_("All languages"), required=False)
    received_from = fields.day(_("Received from"), required=False)
    received_until = fields.day(_("Received until"), required=False)
    sort = forms.ChoiceField(choices=[(sort.value, sort.value) for sort in Sort], required=False)

    use_required_attribute = False

    def in_sight(self) -> Iterator[forms.BoundField]:
        """The fields of the list itself."""
        return (field for field in self if field.name in _IN_SIGHT)

    def kept(self) -> Iterator[tuple[str, str]]:
        """What else the address says, so that narrowing further keeps it."""
        return ((name, self.data[name]) for name in self.fields if name not in _IN_SIGHT and self.data.get(name))

    def filters(self) -> Filters:
        """What the list is narrowed to; what cannot be read narrows nothing.

        Who looks for a reference or a name wants it found wherever it is: without a status chosen,
        what has ended is searched too.
        """
        values = self._values()
        search = " ".join(values.get("q", "").split())
        status = values.get("status", "")
        return Filters(
            who=Who(values.get("who", "")),
            due=Due(values.get("due", "")),
            category=Category(values["category"]) if values.get("category") else None,
            status=status or (ALL if search and not values.get("due") else OPEN),
            search=search,
            waits=Waits(values["waits"]) if values.get("waits") else None,
            handler=values.get("handler", ""),
            unit=values.get("unit", ""),
            mark=Mark(values["mark"]) if values.get("mark") else None,
            label=values.get("label", ""),
            language=Language(values["language"]) if values.get("language") else None,
            received_from=values.get("received_from"),
            received_until=values.get("received_until"),
        )

    def sorted_by(self) -> Sort:
        """By what the list is sorted."""
        return Sort(self._values().get("sort", ""))

    def address(self) -> str:
        """The filters and the order alone, as they stand in an address."""
        query = QueryDict(mutable=True)
        query.update({name: self.data[name] for name in self.fields if self.data.get(name)})
        return query.urlencode()

    def chips(self) -> list[tuple[str, str]]:
        """What is filtered, each as the name of its parameter and the words for it."""
        return [(name, words) for name, words in self.chips_with_all() if name not in _OWN_PLACE]

    def chips_with_all(self) -> list[tuple[str, str]]:
        """The same, with what the list itself shows elsewhere."""
        values = self._values()
        return [(name, self._words(name, values[name])) for name in self.fields if values.get(name) and name != "sort"]

    def _words(self, name: str, value: Any) -> str:
        if name == "q":
            return f"“{' '.join(value.split())}”"
        field = self.fields[name]
        if isinstance(value, date):
            return f"{field.label}: {day(value, 'j M Y')}"
        if isinstance(field, forms.ChoiceField):
            label = str(dict(_plain(field.choices))[value])
            return label if name not in ("handler", "unit", "language") else f"{field.label}: {label}"
        return f"{field.label}: {value}"

    def _values(self) -> dict[str, Any]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})


#: What the list shows elsewhere than among the chips.
_OWN_PLACE: Final = frozenset({"who", "due"})


class WideFilterForm(FilterForm):
    """All filters on one page, with the handlers and units that there are."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["handler"] = fields.choice(_("Handler"), handlers(), empty=_("Anybody"), required=False)
        self.fields["unit"] = fields.choice(_("Unit"), units(), empty=_("All units"), required=False)
        self.fields["sort"].widget = forms.HiddenInput()


def form_of(query: QueryDict) -> FilterForm:
    """The filters that an address holds."""
    return FilterForm(query)


def key_of(request: HttpRequest, name: str) -> Key | None:
    """Where a page starts, from the address; None where nothing (readable) stands there."""
    day_text, separator, pk_text = request.GET.get(name, "").partition("_")
    if not separator or not pk_text.isascii() or not pk_text.isdigit() or len(pk_text) > 18:
        return None
    try:
        day = date.fromisoformat(day_text) if day_text else None
    except ValueError:
        return None
    return Key(day, int(pk_text))


def text_of(key: Key | None) -> str:
    """A key as it stands in an address."""
    return "" if key is None else f"{key.day.isoformat() if key.day else ''}_{key.pk}"


def _plain(choices: Any) -> list[tuple[str, StrOrPromise]]:
    return [(str(code), label) for code, label in choices]
