"""What rows call by name, looked up for a chunk at a time: users, units, other complaints, published months."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from complaints.access import Actor
from complaints.figures.months import Month
from complaints.models import Complaint, Edition, Unit, User
from complaints.record import trail
from complaints.services.importing.parsing import Fault
from complaints.services.importing.rows import RegisterRow

_LONGEST_CODE: Final = 40


class Names:
    """The users and units of a chunk of rows, by what the rows call them."""

    def __init__(self, rows: Sequence[RegisterRow]) -> None:
        named = {row.handler for row in rows if row.handler}
        named |= {person.username for row in rows for person in row.persons_complained_about if person.username}
        self.users = dict(User.objects.filter(username__in=named).values_list("username", "pk"))
        self.units: dict[str, int] = {}
        self._codes: dict[str, str] = {}
        for pk, code, name in Unit.objects.order_by("-pk").values_list("pk", "code", "name"):
            for called in (name, name.casefold(), code.casefold()):
                self._name(called, pk, code)
        for pk, code in Unit.objects.values_list("pk", "code"):
            self._name(code, pk, code)
        for called in {row.unit for row in rows if row.unit}:
            if called not in self.units and called.casefold() in self.units:
                self._name(called, self.units[called.casefold()], self._codes[called.casefold()])

    def _name(self, called: str, pk: int, code: str) -> None:
        self.units[called], self._codes[called] = pk, code

    def code_of(self, unit: str) -> str:
        """Give the code of a unit, however it is called; one that is not there is its own code."""
        return self._codes.get(unit, unit)

    def faults(self, row: RegisterRow) -> list[Fault]:
        """Say which users a row names that do not exist, and which unit could not be added."""
        found: list[Fault] = []
        if row.handler and row.handler not in self.users:
            found.append(("handler", _("There is no user %(name)s.") % {"name": row.handler}))
        found.extend(
            ("", _("There is no user %(name)s.") % {"name": person.username})
            for person in row.persons_complained_about
            if person.username and person.username not in self.users
        )
        if row.unit not in self.units and len(row.unit) > _LONGEST_CODE:
            found.append(("unit", _("The code of a unit has at most %(most)d characters.") % {"most": _LONGEST_CODE}))
        return found

    def add_units(self, rows: Iterable[RegisterRow], *, actor: Actor, now: datetime) -> None:
        """Add the units that are not there yet, each under the name that the rows give it."""
        for code in sorted({row.unit for row in rows if row.unit} - self.units.keys()):
            unit = Unit.objects.create(code=code, name=code)
            trail.append(action="unit.add", actor=actor, now=now, changes={"code": [None, code]})
            self._name(code, unit.pk, code)


def complaints_by_reference(references: Iterable[str]) -> dict[str, int]:
    """Give the keys of the complaints with these references."""
    wanted = list(references)
    if not wanted:
        return {}
    return dict(Complaint.objects.filter(reference__in=wanted).values_list("reference", "pk"))


def published_months() -> frozenset[Month]:
    """Give the months that have a published edition."""
    return frozenset(map(Month.of, Edition.objects.published().values_list("month", flat=True)))


def forget_lines(cursor: CursorWrapper) -> None:
    """Begin an import: no reference has been taken yet."""
    cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS import_seen (reference text PRIMARY KEY, line bigint)")
    cursor.execute("TRUNCATE pg_temp.import_seen")


def lines_of(cursor: CursorWrapper, references: Sequence[str]) -> dict[str, int]:
    """Give the lines on which these references were taken before, in this import."""
    cursor.execute("SELECT reference, line FROM pg_temp.import_seen WHERE reference = ANY(%s)", [list(references)])
    return dict(cursor.fetchall())


def remember_lines(cursor: CursorWrapper, lines: Mapping[str, int]) -> None:
    """Keep the lines on which references were taken."""
    cursor.execute(
        "INSERT INTO pg_temp.import_seen SELECT * FROM unnest(%s::text[], %s::bigint[])",
        [list(lines), list(lines.values())],
    )
