"""To whom a letter goes (Awb 2:1, 9:9): the representative where there is one, else the complainant."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, Party
from complaints.vocabulary import LetterSide, PartyRole
from complaints.workflow import Refusal

#: Where the National Ombudsman receives his post.
OMBUDSMAN_ADDRESS = "Postbus 93122\n2509 AC Den Haag"


class NoAddressee(Refusal):
    """Nobody of this side is known, or nobody knows where he lives."""

    code = "no_addressee"


@dataclass(frozen=True)
class Addressee:
    """Who gets a letter, and where; ``party`` where he is one of the case."""

    name: str
    address: str
    party: Party | None = None


def addressee(complaint: Complaint, side: LetterSide) -> Addressee:
    """Give who gets a letter to this side as he is known now; raises :class:`NoAddressee`."""
    if side is LetterSide.OMBUDSMAN:
        return Addressee("Nationale ombudsman", OMBUDSMAN_ADDRESS)
    if side is LetterSide.PERSON:
        return _person(complaint)
    parties = {party.role: party for party in complaint.parties.order_by("-id")}
    party = parties.get(PartyRole.REPRESENTATIVE) or parties.get(PartyRole.COMPLAINANT)
    if party is None:
        raise NoAddressee(_("Nobody is named to whom this letter can go; add the complainant first."), field="side")
    return Addressee(party.name, party.address, party)


def has_moved(party: Party, address: str) -> bool:
    """Tell whether somebody lives elsewhere by now than this letter says."""
    return party.address.split() != address.split()


def _person(complaint: Complaint) -> Addressee:
    person = complaint.persons_complained_about.select_related("unit", "user").order_by("id").first()
    if person is None:
        raise NoAddressee(_("Nobody is named as the person complained about; add him first."), field="side")
    inside = [person.job_title if person.name else "", person.unit.name if person.unit else "", settings.BODY_NAME]
    return Addressee(str(person), "\n".join(line for line in inside if line))
