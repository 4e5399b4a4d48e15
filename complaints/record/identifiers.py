"""Identifiers of people: the citizen service number (BSN), kept only with a legal basis."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from complaints.record.checking import Unusable

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_eleven_test(bsn: str) -> bool:
    """Tell whether nine digits are a BSN (burgerservicenummer): the eleven-test, last weight -1, not all noughts."""
    if len(bsn) != len(_WEIGHTS) or not (bsn.isascii() and bsn.isdigit()) or not int(bsn):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, bsn, strict=True)) % 11 == 0


def require_bsn(bsn: str, *, field: str) -> None:
    """Refuse with ``Unusable`` a BSN that is none, or where no setting names the legal basis to keep it."""
    if not bsn:
        return
    if not settings.BSN_LEGAL_BASIS:
        raise Unusable(_("No BSN is kept here: no legal basis is set."), field=field)
    if not passes_eleven_test(bsn):
        raise Unusable(_("This is no BSN: it does not pass the eleven-test."), field=field)
