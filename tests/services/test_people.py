"""The people and parts of a case: added, changed, and kept apart from the handler (Awb 9:7)."""

from datetime import date
from typing import Any

import pytest

from complaints.models import Complaint, Part, Party
from complaints.record.checking import Unusable
from complaints.services.people import (
    HandlesItNow,
    NoSuchParty,
    add_part,
    add_party,
    add_person_complained_about,
    change_party,
    confirm_address,
    record_involvement,
)
from complaints.vocabulary import PartyRole
from complaints.workflow import NotNow
from tests.cases import judged_and_closed, register_complaint, take_up
from tests.people import anna, at_desk, bram, hanna, ilse, unit
from tests.services.acting import TODAY, UNPRINTABLE, act, changed_meanwhile, last_event, refused

pytestmark = pytest.mark.django_db

LAWYER: dict[str, Any] = {"name": "mr. Jansen", "role": PartyRole.REPRESENTATIVE}


def first_party(complaint: Complaint) -> Party:
    return complaint.parties.order_by("id")[0]


class TestParties:
    """Complainants, representatives and persons affected."""

    def test_are_added(self) -> None:
        complaint = register_complaint()
        given = LAWYER | {"email": "j@recht.example", "email_agreed_on": TODAY, "v_number": "0012345678"}
        act(add_party, complaint, **given)
        party = complaint.parties.get(name="mr. Jansen")
        assert (party.role, party.email, party.v_number) == ("representative", "j@recht.example", "0012345678")
        event = last_event(complaint)
        assert (event.action, event.changes) == ("edit", {"party": [None, party.pk]})

    def test_move_house_and_the_trail_says_which_field_and_not_what(self) -> None:
        complaint = register_complaint()
        party = first_party(complaint)
        changes = {"address": "Kerkstraat 2, 1234 AB Ons Dorp", "name": party.name, "phone": "0612345678"}
        act(change_party, complaint, party_id=party.pk, changes=changes)
        party.refresh_from_db()
        assert (party.address, party.phone) == ("Kerkstraat 2, 1234 AB Ons Dorp", "0612345678")
        assert last_event(complaint).changes == {"party": [party.pk, ["address", "phone"]]}

    def test_of_another_complaint_are_refused(self) -> None:
        stranger = first_party(register_complaint())
        refused(change_party, register_complaint(), NoSuchParty, party_id=stranger.pk, changes={"name": "Een ander"})
        refused(change_party, register_complaint(), NoSuchParty, party_id=2**70, changes={})

    def test_keep_their_complaint(self) -> None:
        complaint, other = register_complaint(), register_complaint()
        given: dict[str, Any] = {"party_id": first_party(complaint).pk, "changes": {"complaint": other}}
        refused(change_party, complaint, NoSuchParty, **given)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("name", " "),
            ("name", "x" * 201),
            ("role", "judge"),
            ("email", "nowhere"),
            ("email", None),
            ("v_number", "12345"),
            ("v_number", "1234567890\n"),
            ("email_agreed_on", "soon"),
            *(("address", text) for text in UNPRINTABLE),
        ],
    )
    def test_what_does_not_fit_is_refused(self, name: str, value: Any) -> None:
        complaint = register_complaint()
        base: dict[str, Any] = {"email": "f@mail.example"} if name == "email_agreed_on" else {}
        party = first_party(complaint)
        refused(change_party, complaint, Unusable, field=name, party_id=party.pk, changes=base | {name: value})
        refused(add_party, complaint, Unusable, field=name, **LAWYER | base | {name: value})

    def test_who_agrees_to_electronic_mail_gives_an_address(self) -> None:
        complaint = register_complaint()
        agreed: dict[str, Any] = {"email_agreed_on": TODAY}
        refused(add_party, complaint, Unusable, field="email", article="Awb 2:8", **LAWYER, **agreed)
        party = first_party(complaint)
        refused(change_party, complaint, Unusable, field="email", article="Awb 2:8", party_id=party.pk, changes=agreed)


class TestPersonsComplainedAbout:
    """Whose conduct it concerns."""

    def test_are_added_by_name_job_or_user(self) -> None:
        complaint = register_complaint()
        act(add_person_complained_about, complaint, job_title="baliemedewerker", unit_id=unit().pk)
        act(add_person_complained_about, complaint, user=ilse())
        people = complaint.persons_complained_about.order_by("id")
        assert [str(person) for person in people] == ["baliemedewerker", "Ilse Kok"]
        assert last_event(complaint).changes == {"person_complained_about": [None, people[1].pk]}

    def test_may_be_who_writes_it_down_and_then_sees_it_no_more(self) -> None:
        complaint = register_complaint()
        act(add_person_complained_about, complaint, user=anna())
        assert last_event(complaint).actor == anna()

    def test_is_never_the_handler(self) -> None:
        complaint = take_up(register_complaint())
        refused(add_person_complained_about, complaint, HandlesItNow, field="user", article="Awb 9:7", user=anna())

    def test_is_named_once(self) -> None:
        complaint = register_complaint()
        act(add_person_complained_about, complaint, user=hanna())
        refused(add_person_complained_about, complaint, Unusable, field="user", user=hanna())

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("name", {}),
            ("name", {"name": " ", "job_title": " "}),
            ("name", {"name": "x" * 201}),
            ("job_title", {"job_title": "x" * 121}),
            ("unit", {"name": "A", "unit_id": 2**70}),
            *(("name", {"name": text}) for text in UNPRINTABLE),
        ],
    )
    def test_what_does_not_fit_is_refused(self, field: str, given: dict[str, Any]) -> None:
        refused(add_person_complained_about, register_complaint(), Unusable, field=field, **given)


class TestInvolvement:
    """Who was involved in the conduct may not handle it."""

    def test_is_recorded_once(self) -> None:
        complaint = register_complaint()
        act(record_involvement, complaint, user=hanna(), reason="Nam de telefoon op.")
        act(record_involvement, complaint, user=hanna(), reason="Nog eens gemeld.")
        involved = complaint.involvements.get()
        assert (involved.user, involved.reason) == (hanna(), "Nam de telefoon op.")
        assert str(involved) == f"{complaint.reference}: Hanna Jansen"
        event = last_event(complaint)
        assert (event.changes, event.reason) == ({"involved": [None, "hanna"]}, "Nog eens gemeld.")

    def test_is_never_that_of_the_handler(self) -> None:
        complaint = take_up(register_complaint())
        refused(record_involvement, complaint, HandlesItNow, field="user", article="Awb 9:7", user=anna())

    @pytest.mark.parametrize("reason", ["x" * 201, "a\nb", *UNPRINTABLE])
    def test_a_reason_that_does_not_fit_is_refused(self, reason: str) -> None:
        refused(record_involvement, register_complaint(), Unusable, field="reason", user=hanna(), reason=reason)


class TestParts:
    """The parts of a complaint: each one conduct."""

    def test_are_numbered_on(self) -> None:
        complaint = register_complaint(parts=("De balie was dicht.",))
        act(add_part, complaint, conduct="Niemand belde terug.")
        part = complaint.parts.get(number=2)
        assert (part.conduct, str(part)) == ("Niemand belde terug.", f"{complaint.reference} / 2")
        assert last_event(complaint).changes == {"part": [None, 2]}

    @pytest.mark.parametrize("conduct", ["", " ", *UNPRINTABLE])
    def test_without_a_conduct_are_refused(self, conduct: str) -> None:
        refused(add_part, register_complaint(), Unusable, field="conduct", conduct=conduct)

    def test_there_is_an_end_to_them(self) -> None:
        complaint = register_complaint()
        Part.objects.create(complaint=complaint, number=32767, conduct="De laatste.")
        refused(add_part, complaint, Unusable, field="number", conduct="Nog een.")


WAYS: list[tuple[Any, dict[str, Any]]] = [
    (add_party, LAWYER),
    (change_party, {"party_id": 1, "changes": {}}),
    (add_person_complained_about, {"name": "Een medewerker"}),
    (add_part, {"conduct": "Niemand belde terug."}),
]


@pytest.mark.parametrize(("verb", "given"), WAYS)
def test_is_refused_once_the_complaint_has_ended(verb: Any, given: dict[str, Any]) -> None:
    refused(verb, judged_and_closed(), NotNow, on=date(2026, 2, 4), **given)


@pytest.mark.parametrize(("verb", "given"), WAYS)
def test_the_second_of_two_people_is_told_what_changed(verb: Any, given: dict[str, Any]) -> None:
    changed_meanwhile(verb, register_complaint(), **given)


def test_an_involvement_follows_the_same_rules() -> None:
    refused(record_involvement, judged_and_closed(), NotNow, on=date(2026, 2, 4), user=bram())
    changed_meanwhile(record_involvement, register_complaint(), by=at_desk(bram()), user=hanna())


class TestAddresses:
    """People move between shelters: the body knows when an address was last right."""

    def test_are_confirmed_as_of_today(self) -> None:
        complaint = register_complaint()
        party = first_party(complaint)
        assert party.address_confirmed_on is None
        act(confirm_address, complaint, party_id=party.pk)
        assert first_party(complaint).address_confirmed_on == TODAY
        assert last_event(complaint).changes == {"address_confirmed": [party.pk, TODAY.isoformat()]}

    def test_that_change_are_known_from_that_day(self) -> None:
        complaint = register_complaint()
        act(change_party, complaint, party_id=first_party(complaint).pk, changes={"address": "Achterweg 2"})
        assert first_party(complaint).address_confirmed_on == TODAY
        act(change_party, complaint, party_id=first_party(complaint).pk, changes={"address": ""})
        assert first_party(complaint).address_confirmed_on is None

    def test_of_nobody_are_not_confirmed(self) -> None:
        refused(confirm_address, register_complaint(), NoSuchParty, party_id=0)
