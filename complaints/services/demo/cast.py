"""Who works in the demonstration: an invented body with four units, and its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from complaints.vocabulary import Role

#: The units, code to name.
UNITS: Final[Mapping[str, str]] = {
    "noord": "Regio Noord",
    "rivieren": "Regio Rivieren",
    "kust": "Regio Kust",
    "balie": "Centrale Klantbalie",
}


@dataclass(frozen=True)
class Colleague:
    """Somebody who signs in: his role, in one unit or ("") in all."""

    username: str
    first_name: str
    last_name: str
    role: Role
    unit: str = ""
    is_active: bool = True


COLLEAGUES: Final[Sequence[Colleague]] = (
    Colleague("anna", "Anna", "de Wit", Role.HANDLER),
    Colleague("hanna", "Hanna", "Jansen", Role.HANDLER, "kust"),
    Colleague("joost", "Joost", "Verbeek", Role.HANDLER, "noord"),
    Colleague("karima", "Karima", "Benali", Role.HANDLER, "rivieren"),
    Colleague("lars", "Lars", "Hoekstra", Role.HANDLER, "balie"),
    Colleague("mira", "Mira", "Postma", Role.HANDLER, "kust"),
    Colleague("ilse", "Ilse", "Kok", Role.HANDLER, is_active=False),
    Colleague("bram", "Bram", "Bakker", Role.COORDINATOR, "noord"),
    Colleague("nadine", "Nadine", "Visser", Role.COORDINATOR, "rivieren"),
    Colleague("otto", "Otto", "Prins", Role.COORDINATOR, "kust"),
    Colleague("petra", "Petra", "Schouten", Role.COORDINATOR, "balie"),
    Colleague("chris", "Chris", "Peters", Role.PUBLISHER),
    Colleague("dewi", "Dewi", "Kartika", Role.PUBLISHER),
    Colleague("eva", "Eva", "Mol", Role.LIAISON),
    Colleague("fleur", "Fleur", "Smit", Role.AUDITOR),
    Colleague("gijs", "Gijs", "Vos", Role.ADMINISTRATOR),
)

#: Who prepares the published figures, and who approves them: two people.
PREPARES, APPROVES = "chris", "dewi"
#: Who answers the ombudsman.
LIAISON = "eva"
#: Who left: she handled complaints of the past alone.
LEFT = "ilse"


def handlers(unit: str, *, past: bool) -> tuple[str, ...]:
    """Who handles complaints of a unit now, or handled them in the past."""
    return tuple(
        each.username
        for each in COLLEAGUES
        if each.role is Role.HANDLER and each.unit in ("", unit) and (each.is_active or past)
    )


def coordinator(unit: str) -> str:
    """Who coordinates a unit."""
    return next(each.username for each in COLLEAGUES if each.role is Role.COORDINATOR and each.unit == unit)
