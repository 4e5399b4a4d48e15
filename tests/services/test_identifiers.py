"""Identifiers: V-number of ten digits, BSN by the eleven-test and only with a legal basis."""

from typing import Any

import pytest

from complaints.record.checking import Unusable
from complaints.record.identifiers import passes_eleven_test
from complaints.services.intake import PartyEntry
from complaints.services.people import add_party
from complaints.vocabulary import PartyRole
from tests.cases import register_complaint
from tests.services.acting import act, refused

BSN = "111222333"


@pytest.mark.parametrize("bsn", [BSN, "123456782", "010000008"])
def test_a_bsn_passes(bsn: str) -> None:
    assert passes_eleven_test(bsn)


@pytest.mark.parametrize("bsn", ["000000000", "111222334", "11122233", "1112223333", "11122233a", "١١١٢٢٢٣٣٣", ""])
def test_what_is_none_does_not(bsn: str) -> None:
    assert not passes_eleven_test(bsn)


def test_of_any_nine_digits_one_last_digit_at_most_passes() -> None:
    assert sum(passes_eleven_test(f"12345678{digit}") for digit in range(10)) == 1


@pytest.mark.django_db
class TestKeeping:
    """Only where a setting names the legal basis."""

    def party(self, **changes: Any) -> dict[str, Any]:
        return {"name": "Fatima el Amrani", "role": PartyRole.AFFECTED, "bsn": BSN} | changes

    def test_without_a_basis_none_is_kept(self) -> None:
        refused(add_party, register_complaint(), Unusable, field="bsn", **self.party())
        with pytest.raises(Unusable) as caught:
            register_complaint(parties=(PartyEntry(name="A", bsn=BSN),))
        assert caught.value.field == "parties-0-bsn"

    def test_with_a_basis_it_is_kept(self, settings: Any) -> None:
        settings.BSN_LEGAL_BASIS = "Wet algemene bepalingen burgerservicenummer, artikel 10"
        complaint = register_complaint(parties=(PartyEntry(name="A", bsn=BSN),))
        act(add_party, complaint, **self.party())
        assert set(complaint.parties.values_list("bsn", flat=True)) == {BSN}

    def test_one_that_fails_the_test_is_refused(self, settings: Any) -> None:
        settings.BSN_LEGAL_BASIS = "Wabb"
        refused(add_party, register_complaint(), Unusable, field="bsn", **self.party(bsn="111222334"))
