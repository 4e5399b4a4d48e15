"""The migrations: complete, and able to go back."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tests.house import rows
from tests.house.rows import OWNER

pytestmark = pytest.mark.django_db(databases=list(settings.DATABASES))

GUARDS = """
    SELECT 'trigger', tgrelid::regclass::text || '.' || tgname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
    UNION SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION SELECT 'check', conname FROM pg_constraint WHERE conname = 'complaint_received_on_is_the_dutch_day'
    UNION SELECT 'sequence', sequencename FROM pg_sequences WHERE sequencename = 'complaints_reference'
    UNION SELECT 'column', attname FROM pg_attribute
    WHERE attrelid = to_regclass('complaints_event') AND attname = 'xact' AND NOT attisdropped
"""


def guards() -> set[tuple[str, str]]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(GUARDS)
        return set(cursor.fetchall())


def migrate_to(*targets: tuple[str, str | None]) -> None:
    """As the owner migrates; within the test's transaction, so that nothing of it stays."""
    executor = MigrationExecutor(connections[OWNER])
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def test_the_models_and_the_migrations_say_the_same() -> None:
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "complaints" not in said.getvalue()


def test_the_guards_go_and_come_back_whole() -> None:
    before = guards()
    assert {kind for kind, _ in before} == {"trigger", "function", "check", "sequence", "column"}
    migrate_to(("complaints", "0001_initial"))
    assert guards() == set()
    migrate_to()
    assert guards() == before


def test_what_came_back_guards_again() -> None:
    migrate_to(("complaints", "0001_initial"))
    migrate_to()
    complaint = rows.complaint()

    def unsaid() -> None:
        type(complaint).objects.using(OWNER).filter(pk=complaint.pk).update(description="stil")
        with connections[OWNER].cursor() as cursor:
            cursor.execute("DELETE FROM complaints_event")

    assert rows.refused_by(unsaid) == "event_is_append_only"


def test_everything_goes_back_to_nothing_and_comes_again() -> None:
    before = guards()
    migrate_to(("complaints", None))
    with connections[OWNER].cursor() as cursor:
        tables = connections[OWNER].introspection.table_names(cursor)
    assert [table for table in tables if table.startswith("complaints_")] == []
    migrate_to()
    assert guards() == before


def test_a_role_that_no_alert_can_go_to_is_taken_out_of_the_ladder_and_for_none_comes_the_coordinator() -> None:
    migrate_to(("complaints", "0011_norms"))
    with connections[OWNER].cursor() as cursor:
        cursor.execute("UPDATE complaints_rung SET roles = '{publisher,handler}' WHERE code = 'overdue'")
        cursor.execute("UPDATE complaints_rung SET roles = '{auditor}' WHERE code = 'last_day'")
    migrate_to(("complaints", "0013_alerts_to_somebody"))
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT DISTINCT code, roles FROM complaints_rung WHERE code IN ('overdue', 'last_day')")
        assert dict(cursor.fetchall()) == {"overdue": ["handler"], "last_day": ["coordinator"]}
    migrate_to()
