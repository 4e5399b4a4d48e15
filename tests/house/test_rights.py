"""The application's database user may do what ``models.rights`` lists, and nothing else."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connections, transaction

from complaints.models import rights
from tests.house import rows
from tests.house.rows import OWNER

pytestmark = pytest.mark.django_db(databases=list(settings.DATABASES))

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")


@pytest.fixture
def role() -> str:
    """The application's user; where the tests have one user only, a role that is made for the moment."""
    if OWNER != "default":
        return str(settings.DATABASES["default"]["USER"])
    with connections[OWNER].cursor() as cursor:
        cursor.execute("CREATE ROLE gehoor_rights_test")
        for statement in rights.grants("gehoor_rights_test"):
            cursor.execute(statement)
    return "gehoor_rights_test"


def granted(role: str) -> dict[str, frozenset[str]]:
    """Per table of the database what the role may do, whichever way it came to it."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """SELECT tablename, privilege, has_table_privilege(%s, format('%%I', tablename), privilege)
            FROM pg_tables, unnest(%s::text[]) AS privilege WHERE schemaname = 'public'""",
            [role, list(PRIVILEGES)],
        )
        found: dict[str, set[str]] = {}
        for table, privilege, has in cursor.fetchall():
            found.setdefault(table, set()).update({privilege} if has else set())
    return {table: frozenset(privileges) for table, privileges in found.items()}


def test_the_catalogue_is_the_table(role: str) -> None:
    assert granted(role) == rights.rights()


def test_what_is_appended_is_never_changed_or_removed() -> None:
    table = rights.rights()
    assert {table[name] for name in rights.APPENDED} == {frozenset({"SELECT", "INSERT"})}
    assert {table[name] for name in rights.READ_ONLY} == {frozenset({"SELECT"})}
    kept = set(table) - rights.REMOVABLE
    assert not any("DELETE" in table[name] for name in kept)
    assert set(table) >= rights.APPENDED | rights.READ_ONLY | rights.REMOVABLE


def test_every_append_only_table_of_the_register_is_so_by_rights_and_by_trigger() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_is\\_append\\_only'")
        by_trigger = {table for (table,) in cursor.fetchall()}
    assert by_trigger == {table for table in rights.APPENDED if table.startswith("complaints_")}


def test_the_role_makes_nothing_and_is_nobody_special(role: str) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
                   has_schema_privilege(rolname, 'public', 'CREATE'),
                   has_database_privilege(rolname, current_database(), 'CREATE')
            FROM pg_roles WHERE rolname = %s""",
            [role],
        )
        assert cursor.fetchone() == (False,) * 7
        cursor.execute(
            """SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'
            AND (NOT has_sequence_privilege(%s, format('%%I', sequencename), 'USAGE')
                 OR has_sequence_privilege(%s, format('%%I', sequencename), 'UPDATE'))""",
            [role, role],
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("table", sorted(rights.APPENDED))
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_trail_is_out_of_reach(role: str, table: str, statement: str) -> None:
    refused(role, statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM complaints_complaint",
        "DELETE FROM complaints_clock",
        "DELETE FROM complaints_party",
        "TRUNCATE complaints_rolegrant",
        "ALTER TABLE complaints_event DISABLE TRIGGER event_is_append_only",
        "DROP TRIGGER complaint_change_has_event ON complaints_complaint",
        "CREATE TABLE public.more (id int)",
        "SET session_replication_role = replica",
        "SELECT setval('complaints_reference', 1)",
        "UPDATE django_migrations SET name = 'x'",
    ],
)
def test_what_guards_the_register_cannot_be_set_aside(role: str, statement: str) -> None:
    refused(role, statement)


def done_by(role: str, *statements: str) -> None:
    """The role itself does this."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        if OWNER == "default":
            cursor.execute(f'SET LOCAL ROLE "{role}"')
        for statement in statements:
            cursor.execute(statement)


def refused(role: str, statement: str) -> None:
    """The role itself tries; the database says that it may not."""
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        done_by(role, statement)


def test_what_is_disposable_can_be_removed(role: str) -> None:
    tables = sorted(rights.REMOVABLE)
    done_by(role, *[f"DELETE FROM {table} WHERE false" for table in tables])


def test_granting_again_takes_away_what_was_given_besides(role: str) -> None:
    rows.complaint()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'GRANT DELETE, TRUNCATE ON complaints_event TO "{role}"')
        assert granted(role) != rights.rights()
        for statement in rights.grants(role):
            cursor.execute(statement)
    assert granted(role) == rights.rights()


def test_a_role_of_any_name_is_quoted() -> None:
    assert all('"a""b"' in statement for statement in rights.grants('a"b'))
