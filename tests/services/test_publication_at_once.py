"""Two at once on the same month: the figures are compiled once, approved once, published once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from complaints.figures.months import Month
from complaints.models import Edition, EditionMember
from complaints.services import publication
from complaints.vocabulary import EditionStatus
from complaints.workflow import Refusal
from tests.months import row, store
from tests.people import SYSTEM, at_desk, chris, dewi

pytestmark = pytest.mark.django_db(transaction=True)

MAY = Month(2023, 5)
NOW = datetime(2023, 6, 2, 10, tzinfo=UTC)
AT_ONCE = 4


def at_once(act: Callable[[], object]) -> list[object]:
    """Let four do the same at the same moment; what each got, a refusal as its kind."""
    start = Barrier(AT_ONCE)

    def one() -> object:
        try:
            start.wait(timeout=30)
            return act()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [future.result(timeout=60) for future in [pool.submit(one) for _each in range(AT_ONCE)]]


@pytest.fixture(autouse=True)
def _register() -> None:
    with transaction.atomic():
        store([row(date(2023, 5, 3)) for _each in range(50)])
    chris(), dewi()


def test_four_jobs_at_once_make_one_draft() -> None:
    results = at_once(lambda: publication.compile_if_due(month=MAY, actor=SYSTEM, now=NOW))
    assert results.count(None) == AT_ONCE - 1
    assert Edition.objects.get().status == EditionStatus.DRAFT
    assert EditionMember.objects.filter(cell__startswith="received.").count() == 50


def test_four_who_compile_at_once_leave_one_draft_with_its_members_once() -> None:
    results = at_once(lambda: publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW))
    assert all(isinstance(result, publication.Draft) for result in results)
    assert Edition.objects.get().adopted_by == chris()
    assert EditionMember.objects.filter(cell__startswith="received.").count() == 50


def test_four_who_publish_at_once_publish_once() -> None:
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=NOW)
    results = at_once(lambda: publication.publish(month=MAY, actor=at_desk(chris()), now=NOW))
    assert results.count(publication.AlreadyPublished) == AT_ONCE - 1
    assert Edition.objects.get().status == EditionStatus.PUBLISHED
