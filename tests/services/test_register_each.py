"""Several complaints from one letter: one for each client, or split where something counts differs."""

from dataclasses import replace
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record.checking import Unusable
from complaints.services.intake import (
    BasisMissing,
    NoClients,
    NothingDiffers,
    PartyEntry,
    register,
    register_each,
)
from complaints.vocabulary import Category, PartyRole, Procedure
from tests.cases import CANONICAL, RECEIVED_ON, noon, register_complaint
from tests.people import SYSTEM, unit

pytestmark = pytest.mark.django_db

LAWYER = PartyEntry(name="mr. P. de Boer", role=PartyRole.REPRESENTATIVE, address="Gracht 1, Stad")
LETTER = replace(CANONICAL, parties=(LAWYER,), complainants=40)


def each(clients: list[PartyEntry], **changes: Any) -> list[Complaint]:
    return register_each(actor=SYSTEM, now=noon(RECEIVED_ON), intake=replace(LETTER, **changes), clients=clients)


def split(first: Complaint, **changes: Any) -> Complaint:
    entry = replace(CANONICAL, split_from_id=first.pk, **changes)
    return register(actor=SYSTEM, now=noon(RECEIVED_ON), intake=entry)


class TestForEachClient:
    """One lawyer's letter for forty clients is forty complaints."""

    def test_forty_complaints_in_one_go(self) -> None:
        made = each([PartyEntry(name=f"Klager {number}", v_number=f"{number:010}") for number in range(40)])
        assert len({complaint.reference for complaint in made}) == 40
        assert {complaint.complainants for complaint in made} == {1}
        names = [list(each.parties.order_by("id").values_list("name", flat=True)) for each in made[:2]]
        assert names == [["Klager 0", "mr. P. de Boer"], ["Klager 1", "mr. P. de Boer"]]

    def test_without_clients_or_with_one_reference_for_all_it_is_refused(self) -> None:
        with pytest.raises(NoClients) as caught:
            each([])
        assert caught.value.field == "clients"
        with pytest.raises(NoClients) as caught:
            each([PartyEntry(name="Klager")], reference="K1")
        assert caught.value.field == "reference"

    def test_one_that_does_not_fit_keeps_all_out(self) -> None:
        before = Complaint.objects.count()
        with pytest.raises(Unusable):
            each([PartyEntry(name="Klager"), PartyEntry(name="a\x00b")])
        assert Complaint.objects.count() == before


class TestSplitting:
    """Only where category, complainant or unit differs; else it is a part."""

    @pytest.mark.parametrize(
        "differs", [{"category": Category.SERVICE}, {"parties": (PartyEntry(name="Iemand anders"),)}]
    )
    def test_a_complaint_of_its_own_that_names_the_first(self, differs: dict[str, Any]) -> None:
        first = register_complaint()
        made = split(first, **differs)
        assert (made.split_from, made.received_on) == (first, first.received_on)

    def test_another_unit_is_another_complaint(self) -> None:
        assert split(register_complaint(), unit_id=unit().pk).split_from is not None

    def test_where_nothing_differs_it_is_refused(self) -> None:
        first = register_complaint()
        with pytest.raises(NothingDiffers) as caught:
            split(first)
        assert caught.value.field == "category"

    def test_from_what_one_may_not_see_or_is_not_there_nothing_is_split(self) -> None:
        first = register_complaint()
        Complaint.objects.filter(pk=first.pk)
        with pytest.raises(Unusable) as caught:
            register(actor=SYSTEM, now=noon(RECEIVED_ON), intake=replace(CANONICAL, split_from_id=2**40))
        assert caught.value.field == "split_from"


def test_the_advisory_procedure_names_its_basis() -> None:
    entry = replace(CANONICAL, procedure=Procedure.COMMITTEE, procedure_basis=" ")
    with pytest.raises(BasisMissing) as caught:
        register(actor=SYSTEM, now=noon(RECEIVED_ON), intake=entry)
    assert (caught.value.field, caught.value.article) == ("procedure_basis", "Awb 9:13")
