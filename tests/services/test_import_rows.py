"""The import of register files: what becomes of good rows."""

import pytest

from complaints.models import Complaint
from tests.register_files import take
from tests.register_yard import by_the_yard, csv_of

pytestmark = pytest.mark.django_db


def test_every_kind_of_row_is_taken_and_taken_again_changes_nothing():
    content = csv_of(*by_the_yard(600))
    counts, rejected = take(content)
    assert rejected == []
    assert (counts.read, counts.created) == (600, 600)
    assert Complaint.objects.count() == 600
    counts, rejected = take(content)
    assert rejected == []
    assert (counts.created, counts.unchanged, counts.updated) == (0, 600, 0)
