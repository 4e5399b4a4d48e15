"""What a complaint lacks of what Awb 9:4 asks: asked of the complainant, never a reason to let the term wait."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from complaints.models import Complaint
from complaints.vocabulary import PartyRole


class Lacking(StrEnum):
    """What can be missing (9:4 lid 2); a V-number, telephone or e-mail is never required."""

    NAME = "name"
    ADDRESS = "address"
    DESCRIPTION = "description"


class Named(Protocol):
    """Somebody who takes part, registered or only typed so far."""

    @property
    def role(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def email_agreed_on(self) -> date | None: ...


def lacking(complaint: Complaint) -> tuple[Lacking, ...]:
    """Name what is missing of a complaint; nothing of an intervention."""
    if complaint.is_intervention:
        return ()
    return lacking_of(complaint.parties.all(), complaint.description)


def lacking_of(everybody: Iterable[Named], description: str) -> tuple[Lacking, ...]:
    """Name what is missing where these take part and this is the description.

    The address is that of a complainant or a representative, on paper or, where he agreed to it, by e-mail.
    """
    parties = [party for party in everybody if party.role != PartyRole.AFFECTED]
    missing = []
    if not any(party.role == PartyRole.COMPLAINANT for party in parties):
        missing.append(Lacking.NAME)
    if not any(party.address.strip() or party.email_agreed_on for party in parties):
        missing.append(Lacking.ADDRESS)
    if not description.strip():
        missing.append(Lacking.DESCRIPTION)
    return tuple(missing)
