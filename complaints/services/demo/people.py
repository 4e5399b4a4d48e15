"""Who complains in the demonstration: invented people, drawn by chance from lists of data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from complaints.services.demo.stories import Participant
from complaints.vocabulary import Channel, PartyRole

DATA: Final = Path(__file__).resolve().parents[2] / "data"
#: From this number of complainants on, not everybody is named.
_MOST_NAMED: Final = 6
_ELECTRONIC: Final = frozenset({Channel.WEB, Channel.PORTAL, Channel.EMAIL})


@dataclass(frozen=True)
class Household:
    """Who takes part in one complaint, and whether somebody acts for them."""

    parties: tuple[Participant, ...]
    is_represented: bool


@cache
def lists() -> Mapping[str, Sequence[str]]:
    """The lists of names and places, by what they are."""
    found: dict[str, Any] = tomllib.loads((DATA / "demo_people.toml").read_text(encoding="utf-8"))
    return found


def household(rng: Random, *, complainants: int, channel: Channel, received_on: date, long_name: bool) -> Household:
    """The people of one complaint: the complainant first, his family, and now and then a representative."""
    surname = rng.choice(lists()["surnames"])
    first = rng.sample(lists()["first_names"], min(complainants, _MOST_NAMED))
    names = [f"{name} {surname}" for name in first]
    if long_name:
        names[0] = rng.choice(lists()["long_names"])
    address = _address(rng)
    family = [
        Participant(role=PartyRole.COMPLAINANT, name=name, address=address, v_number=_v_number(rng))
        for name in names[1:]
    ]
    parties = [_complainant(rng, names[0], address, channel, received_on), *family]
    chance = rng.random()
    if chance < 0.11:
        office = rng.choice(lists()["law_offices"])
        parties.append(Participant(role=PartyRole.REPRESENTATIVE, name=office, address=_address(rng)))
    elif chance < 0.17:
        affected = f"{rng.choice(lists()['first_names'])} {surname}"
        parties.append(Participant(role=PartyRole.AFFECTED, name=affected, v_number=_v_number(rng)))
    return Household(tuple(parties), is_represented=chance < 0.11)


def _complainant(rng: Random, name: str, address: str, channel: Channel, received_on: date) -> Participant:
    writes_mail = channel in _ELECTRONIC or rng.random() < 0.3
    mailbox = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())[:30]
    return Participant(
        role=PartyRole.COMPLAINANT,
        name=name,
        address=address,
        email=f"{mailbox}@post.example" if writes_mail else "",
        email_agreed_on=received_on if writes_mail and rng.random() < 0.6 else None,
        phone=f"06-0{rng.randrange(10_000_000):07d}" if rng.random() < 0.7 else "",
        v_number=_v_number(rng) if rng.random() < 0.8 else "",
    )


def _address(rng: Random) -> str:
    street, town = rng.choice(lists()["streets"]), rng.choice(lists()["towns"])
    postcode = f"{rng.randrange(1000, 10_000)} {rng.choice(lists()['postcode_letters'])}"
    return f"{street} {rng.randrange(1, 200)}\n{postcode} {town}"


def _v_number(rng: Random) -> str:
    """Ten digits; as many leading zeros as no real one has."""
    return f"0000{rng.randrange(1_000_000):06d}"
