"""The state machine is whole: every act and every status has its place in the tables."""

import itertools

import pytest

from complaints import workflow
from complaints.access import MAY
from complaints.vocabulary import OPEN_STATUSES, Role, Status
from complaints.workflow import ALLOWED, FOR_INTERVENTIONS, LEADS_TO, ONLY_FOR_INTERVENTIONS, Action, NotNow, Refusal


def test_every_act_says_when_it_is_allowed_and_who_may_do_it() -> None:
    assert set(ALLOWED) == set(Action)
    assert set(MAY) == set(Action)
    assert all(ALLOWED.values())
    assert all(MAY.values())


def test_only_who_works_on_cases_may_do_anything() -> None:
    assert set().union(*MAY.values()) == {Role.HANDLER, Role.COORDINATOR, Role.LIAISON}
    assert all(Role.COORDINATOR in roles for roles in MAY.values())


def test_an_act_leads_only_where_it_can_be_left_again_or_ends() -> None:
    assert set(LEADS_TO.values()) == set(Status) - {Status.REGISTERED}
    leaving = {status: {act for act in LEADS_TO if status in ALLOWED[act]} for status in Status}
    assert leaving[Status.VOID] == set()
    assert leaving[Status.CLOSED] == {Action.REOPEN, Action.VOID}
    for status in OPEN_STATUSES:
        assert Action.WITHDRAW in leaving[status]


def test_every_status_is_reached_from_registration() -> None:
    reached, fresh = {Status.REGISTERED}, {Status.REGISTERED}
    while fresh:
        fresh = {LEADS_TO[act] for act in LEADS_TO if ALLOWED[act] & fresh} - reached
        reached |= fresh
    assert reached == set(Status)


def test_an_intervention_can_be_brought_to_its_end_and_back() -> None:
    reached = {Status.REGISTERED}
    for _ in Status:
        acts = FOR_INTERVENTIONS & set(LEADS_TO)
        reached |= {LEADS_TO[act] for act in acts if ALLOWED[act] & reached}
    assert reached == {Status.REGISTERED, Status.IN_HANDLING, Status.CLOSED, Status.VOID}


@pytest.mark.parametrize(
    ("action", "status", "intervention"), list(itertools.product(Action, Status, [True, False])), ids=str
)
def test_what_is_offered_is_what_is_allowed(action: Action, status: Status, intervention: bool) -> None:
    fits = status in ALLOWED[action] and (
        action in FOR_INTERVENTIONS if intervention else action not in ONLY_FOR_INTERVENTIONS
    )
    assert workflow.allowed(action, status=status, intervention=intervention) is fits
    if fits:
        workflow.require(action, status=status, intervention=intervention)
        return
    with pytest.raises(NotNow) as caught:
        workflow.require(action, status=status, intervention=intervention)
    assert caught.value.code == "not_now"
    assert str(caught.value)


def test_nothing_is_done_to_a_void_registration_but_a_note() -> None:
    assert {action for action in Action if Status.VOID in ALLOWED[action]} == {Action.NOTE}


def test_a_refusal_says_its_article_behind_its_sentence() -> None:
    assert str(Refusal("Nee.", article="Awb 9:7")) == "Nee. (Awb 9:7)"
    assert str(Refusal("Nee.")) == "Nee."
