"""Who may see and do what: every role, every unit, and the person complained about."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.models import Complaint, RoleGrant, User
from complaints.services.intake import InterventionEntry, PersonEntry
from complaints.vocabulary import Category, Role
from complaints.workflow import ONLY_FOR_INTERVENTIONS, Action
from tests.cases import register_complaint
from tests.people import SYSTEM, anna, at_desk, bram, chris, eva, fleur, gijs, hanna, ilse, person, unit
from tests.services.acting import intervention

pytestmark = pytest.mark.django_db

COORDINATORS_ONLY = {Action.VOID, Action.REOPEN, Action.CLOSE_IN_SPITE, Action.CHARGE_COMMITTEE}
HANDLERS = set(Action) - COORDINATORS_ONLY - ONLY_FOR_INTERVENTIONS
LIAISONS = ONLY_FOR_INTERVENTIONS | {
    *(Action.CONTACT, Action.ASK_INQUIRY, Action.ANSWER_INQUIRY, Action.LETTER, Action.DOCUMENT, Action.NOTE)
}


def karin() -> User:
    """Karin Smeets keeps the privacy of all units."""
    return person("karin", Role.PRIVACY_OFFICER, first_name="Karin", last_name="Smeets")


def register() -> dict[str, Complaint]:
    """A complaint of each unit, one of none, an intervention, and what it asks about."""
    about = register_complaint(unit_id=unit().pk)
    return {
        "north": register_complaint(unit_id=unit().pk),
        "south": register_complaint(unit_id=unit("south", "Regio Zuid").pk),
        "nowhere": register_complaint(),
        "asked about": about,
        "intervention": intervention(unit_id=unit().pk, intervention=InterventionEntry(about_id=about.pk)),
    }


def seen_by(actor: Actor, among: dict[str, Complaint]) -> set[str]:
    seen = set(access.visible_to(actor).values_list("pk", flat=True))
    return {name for name, complaint in among.items() if complaint.pk in seen}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (anna, {"north", "south", "nowhere", "asked about", "intervention"}),
        (bram, {"north", "south", "nowhere", "asked about", "intervention"}),
        (fleur, {"north", "south", "nowhere", "asked about", "intervention"}),
        (karin, {"north", "south", "nowhere", "asked about", "intervention"}),
        (hanna, {"south", "nowhere"}),
        (eva, {"asked about", "intervention"}),
        (chris, set()),
        (gijs, set()),
        (ilse, set()),
    ],
)
def test_each_sees_what_the_work_asks_for(who: Callable[[], User], sees: set[str]) -> None:
    assert seen_by(at_desk(who()), register()) == sees


def test_a_job_sees_everything() -> None:
    among = register()
    assert seen_by(SYSTEM, among) == set(among)
    assert SYSTEM.is_system
    assert not at_desk(anna()).is_system


def test_nobody_sees_a_complaint_about_himself_whatever_his_roles() -> None:
    for who in (anna(), bram(), fleur()):
        complaint = register_complaint(persons_complained_about=(PersonEntry(user_id=who.pk),))
        assert not access.visible_to(at_desk(who)).filter(pk=complaint.pk).exists()
        assert access.acts_of(at_desk(who), complaint) == frozenset()
        assert not access.may(at_desk(who), Action.NOTE, complaint)
        assert access.may(SYSTEM, Action.NOTE, complaint)


def test_a_second_role_adds_to_the_first() -> None:
    among = register()
    who = hanna()
    RoleGrant.objects.create(user=who, role=Role.LIAISON)
    assert seen_by(at_desk(who), among) == {"south", "nowhere", "asked about", "intervention"}


def test_who_is_in_no_unit_and_has_no_role_sees_nothing() -> None:
    among = register()
    nobody = person("nobody", first_name="Niemand", last_name="Niets")
    assert seen_by(at_desk(nobody), among) == set()
    assert access.acts_of(at_desk(nobody), among["nowhere"]) == frozenset()


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        (anna, HANDLERS),
        (bram, set(Action)),
        (eva, LIAISONS),
        (fleur, set()),
        (karin, set()),
        (chris, set()),
        (gijs, set()),
        (ilse, set()),
    ],
)
def test_each_does_what_the_role_covers(who: Callable[[], User], acts: set[Action]) -> None:
    actor, complaint = at_desk(who()), register_complaint(unit_id=unit().pk)
    assert access.acts_of(actor, complaint) == acts
    for action in Action:
        assert access.may(actor, action, complaint) == (action in acts), action


def test_asking_at_once_and_asking_one_by_one_agree() -> None:
    for complaint in register().values():
        for who in (anna, bram, chris, eva, fleur, gijs, hanna, ilse, karin):
            actor = at_desk(who())
            one_by_one = {action for action in Action if access.may(actor, action, complaint)}
            assert access.acts_of(actor, complaint) == one_by_one
    assert access.acts_of(SYSTEM, register_complaint()) == set(Action)


def test_in_another_unit_nothing_may_be_done() -> None:
    among = register()
    actor = at_desk(hanna())
    assert access.acts_of(actor, among["north"]) == frozenset()
    assert access.acts_of(actor, among["south"]) == HANDLERS
    assert access.acts_of(actor, among["nowhere"]) == HANDLERS


def test_what_may_not_be_done_is_refused() -> None:
    complaint = register_complaint()
    access.require(at_desk(bram()), Action.VOID, complaint)
    with pytest.raises(NotAllowed) as caught:
        access.require(at_desk(anna()), Action.VOID, complaint)
    assert caught.value.code == "not_allowed"


@pytest.mark.parametrize(
    ("who", "handles"), [(anna, True), (bram, True), (hanna, False), (eva, False), (fleur, False), (ilse, False)]
)
def test_who_handles_in_the_north(who: Callable[[], User], handles: bool) -> None:
    assert access.handles_for(who(), unit_id=unit().pk) is handles


@pytest.mark.parametrize("category", [Category.OMBUDSMAN, "ombudsman"])
def test_the_liaison_registers_interventions_alone(category: Any) -> None:
    assert access.may_register(eva(), unit_id=None, category=category)
    assert not access.may_register(eva(), unit_id=None, category=Category.IT)
    assert access.may_register(anna(), unit_id=None, category=category)


def test_a_role_is_a_role_in_whichever_unit() -> None:
    assert access.has_role(hanna(), Role.HANDLER, Role.AUDITOR)
    assert not access.has_role(hanna(), Role.AUDITOR)
    assert not access.has_role(ilse(), Role.HANDLER)


def test_looking_and_asking_cost_the_same_for_one_and_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    actor = at_desk(hanna())
    complaints = [register_complaint(unit_id=unit("south").pk) for _ in range(25)]
    with django_assert_num_queries(2):
        assert len(access.visible_to(actor)) == 25
    with django_assert_num_queries(2):
        access.acts_of(actor, complaints[0])
    with django_assert_num_queries(2):
        access.may(actor, Action.NOTE, complaints[0])
    with django_assert_num_queries(1):
        assert len(access.visible_to(SYSTEM)) == 25


class TestUnitsOf:
    """A search looks at less, and never at less than what is seen."""

    @pytest.mark.parametrize("who", [anna, bram, chris, eva, fleur, gijs, hanna, ilse, karin])
    def test_holds_the_unit_of_all_that_is_seen(self, who: Callable[[], User]) -> None:
        register()
        actor = at_desk(who())
        units = access.units_of(actor)
        seen = set(access.visible_to(actor).values_list("unit_id", flat=True))
        assert units is None or seen <= {*units, None}

    def test_is_the_unit_of_a_handler_and_nothing_for_who_sees_nothing(self) -> None:
        assert access.units_of(at_desk(hanna())) == frozenset({unit("south").pk})
        assert access.units_of(at_desk(chris())) == access.units_of(at_desk(ilse())) == frozenset()

    def test_does_not_cut_the_sight_of_a_liaison_of_who_has_all_units_or_of_a_job(self) -> None:
        RoleGrant.objects.create(user=hanna(), role=Role.LIAISON, unit=unit("south"))
        assert access.units_of(at_desk(hanna())) is None
        assert access.units_of(at_desk(anna())) is None
        assert access.units_of(SYSTEM) is None
