"""What a complaint lacks of what Awb 9:4 asks: asked of the complainant, never a reason to let the term wait."""

from enum import StrEnum

from complaints.models import Complaint
from complaints.vocabulary import PartyRole


class Lacking(StrEnum):
    """What can be missing (9:4 lid 2); a V-number, telephone or e-mail is never required."""

    NAME = "name"
    ADDRESS = "address"
    DESCRIPTION = "description"


def lacking(complaint: Complaint) -> tuple[Lacking, ...]:
    """Name what is missing of a complaint; nothing of an intervention.

    The address is that of a complainant or a representative, on paper or, where he agreed to it, by e-mail.
    """
    if complaint.is_intervention:
        return ()
    parties = list(complaint.parties.exclude(role=PartyRole.AFFECTED))
    missing = []
    if not any(party.role == PartyRole.COMPLAINANT for party in parties):
        missing.append(Lacking.NAME)
    if not any(party.address.strip() or party.email_agreed_on for party in parties):
        missing.append(Lacking.ADDRESS)
    if not complaint.description.strip():
        missing.append(Lacking.DESCRIPTION)
    return tuple(missing)
