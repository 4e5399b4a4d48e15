"""How somebody keeps the work list: columns, and views for himself or a unit."""

from typing import Any

import pytest

from complaints.access import NotAllowed
from complaints.models import Unit, WorkView
from complaints.queries.worklist_choices import units_of, views_of
from complaints.record.checking import Unusable
from complaints.services.work_views import NameTaken, NoSuchView, choose_columns, remove_view, save_view
from complaints.vocabulary import ListColumn
from tests.cases import noon
from tests.people import SYSTEM, anna, at_desk, bram, hanna, unit
from tests.services.acting import TODAY, UNPRINTABLE

pytestmark = pytest.mark.django_db


def saved(who: Any = anna, name: str = "Te laat", **changes: Any) -> WorkView:
    given: dict[str, Any] = {
        "actor": at_desk(who()),
        "now": noon(TODAY),
        "name": name,
        "query": "due=overdue",
    } | changes
    return save_view(**given)


def test_columns_are_kept_in_their_order_and_once_each() -> None:
    choose_columns(actor=at_desk(anna()), columns=[ListColumn.UNIT, ListColumn.STATUS, ListColumn.UNIT])
    user = anna()
    user.refresh_from_db()
    assert user.list_columns == ["unit", "status"]


def test_no_columns_are_the_usual_ones_again() -> None:
    choose_columns(actor=at_desk(anna()), columns=[ListColumn.UNIT])
    assert choose_columns(actor=at_desk(anna()), columns=[]).list_columns == []


def test_a_column_that_the_list_has_not_is_refused() -> None:
    with pytest.raises(Unusable) as caught:
        choose_columns(actor=at_desk(anna()), columns=["weather"])  # type: ignore[list-item]  # as a hand might send it
    assert caught.value.field == "columns"


def test_a_view_is_kept_under_its_name_and_has_a_key_that_nobody_guesses() -> None:
    view, other = saved(name="  Te   laat "), saved(name="Deze week")
    assert (view.name, view.query, view.unit, view.saved_at) == ("Te laat", "due=overdue", None, noon(TODAY))
    assert len(view.key) == 22
    assert view.key != other.key
    assert list(views_of(anna()).own) == [other, view]


def test_a_view_of_ones_own_is_offered_to_nobody_else() -> None:
    saved()
    assert views_of(bram()).own == views_of(bram()).shared == []


def test_a_view_of_a_unit_is_offered_to_who_works_for_it() -> None:
    north, south = saved(name="Noord", unit_id=unit().pk), saved(name="Zuid", unit_id=unit("south").pk)
    assert views_of(hanna()).shared == [south]
    assert views_of(bram()).shared == [north, south]
    assert views_of(anna()).shared == []


def test_a_view_is_shared_with_a_unit_of_ones_own_only() -> None:
    elsewhere = unit()
    with pytest.raises(NotAllowed) as caught:
        saved(hanna, unit_id=elsewhere.pk)
    assert caught.value.field == "unit_id"
    assert saved(hanna, unit_id=unit("south").pk).unit == unit("south")
    assert units_of(hanna()) == [(str(unit("south").pk), unit("south").name)]
    assert len(units_of(anna())) == 2


def test_a_unit_that_is_no_more_is_refused() -> None:
    Unit.objects.filter(pk=unit().pk).update(is_active=False)
    with pytest.raises(Unusable):
        saved(unit_id=unit().pk)


def test_one_name_is_given_once_by_one_person() -> None:
    saved()
    with pytest.raises(NameTaken) as caught:
        saved()
    assert caught.value.field == "name"
    assert saved(bram).name == "Te laat"
    assert WorkView.objects.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, *UNPRINTABLE])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Unusable) as caught:
        saved(name=name)
    assert caught.value.field == "name"


@pytest.mark.parametrize("query", ["x" * 1001, *UNPRINTABLE])
def test_filters_that_cannot_be_kept_are_refused(query: str) -> None:
    with pytest.raises(Unusable) as caught:
        saved(query=query)
    assert caught.value.field == "query"


def test_a_view_is_removed_by_its_owner_alone() -> None:
    view = saved(unit_id=unit().pk)
    with pytest.raises(NoSuchView):
        remove_view(actor=at_desk(bram()), key=view.key)
    remove_view(actor=at_desk(anna()), key=view.key)
    assert not WorkView.objects.exists()


def test_a_job_has_no_views() -> None:
    with pytest.raises(NotAllowed):
        save_view(actor=SYSTEM, now=noon(TODAY), name="x", query="")
