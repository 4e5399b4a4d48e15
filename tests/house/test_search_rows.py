"""The rows of the search, as the migration makes them for a register that was there before."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections

from complaints.services import searching
from complaints.services.intake import PersonEntry
from complaints.services.notes import note
from tests.cases import noon, register_complaint
from tests.house.rows import OWNER
from tests.people import SYSTEM, anna, at_desk, unit

pytestmark = pytest.mark.django_db(transaction=True, databases=list(settings.DATABASES))

MIGRATION = import_module("complaints.migrations.0024_search_rows")
NOW = noon(date(2026, 2, 4))


def test_every_complaint_gets_the_row_that_its_acts_would_have_fed() -> None:
    complaint = register_complaint(
        labels=("spoed",),
        unit_id=unit().pk,
        parts=("De deur zat op slot.",),
        persons_complained_about=(PersonEntry(job_title="medewerker balie"),),
    )
    note(complaint_id=complaint.pk, actor=at_desk(anna()), now=NOW, text="Gebeld over het paspoort.")
    editor = SimpleNamespace(connection=connections[OWNER])
    MIGRATION.empty(apps, editor)
    assert searching.would_rebuild() == [complaint.pk]
    MIGRATION.fill(apps, editor)
    assert searching.would_rebuild() == []
    found = searching.search_for(actor=SYSTEM, now=NOW, words="pasport")
    assert [hit.complaint for hit in found.hits] == [complaint]
