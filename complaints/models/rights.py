"""What the application's database user may do: no more than it needs.

The owner migrates; the application's user reads, adds and changes, adds only to what is appended,
and removes only what is disposable. The catalogue test compares this with the database.
"""

from django.apps import apps

#: Appended: added to and read, never changed or removed.
APPENDED = frozenset(
    {
        "complaints_act",
        "complaints_consent",
        "complaints_contact",
        "complaints_defect",
        "complaints_event",
        "complaints_extension",
        "complaints_letteract",
        "complaints_letterblock",
        "complaints_lettertemplate",
        "complaints_lettertext",
        "complaints_note",
        "django_admin_log",
    }
)

#: Filled by the owner's migrations, only read by the application.
READ_ONLY = frozenset({"auth_permission", "django_content_type", "django_migrations"})

#: Disposable: sessions, drafts of figures, grants of roles, what is recomputed, runs of long ago.
REMOVABLE = frozenset(
    {
        "auth_group_permissions",
        "complaints_calendarday",
        "complaints_edition",
        "complaints_editionmember",
        "complaints_jobrun",
        "complaints_rolegrant",
        "complaints_rung",
        "complaints_user_groups",
        "complaints_user_user_permissions",
        "django_session",
    }
)


def rights() -> dict[str, frozenset[str]]:
    """Per table the privileges of the application's user."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return {table: _privileges(table) for table in sorted(tables | {"django_migrations"})}


def grants(app_role: str) -> list[str]:
    """The statements that give ``app_role`` exactly these rights; run by the owner after migrating."""
    role = '"' + app_role.replace('"', '""') + '"'
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
    statements += [
        f'GRANT {", ".join(sorted(privileges))} ON "{table}" TO {role}' for table, privileges in rights().items()
    ]
    return statements


def _privileges(table: str) -> frozenset[str]:
    if table in READ_ONLY:
        return frozenset({"SELECT"})
    if table in APPENDED:
        return frozenset({"SELECT", "INSERT"})
    if table in REMOVABLE:
        return frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
    return frozenset({"SELECT", "INSERT", "UPDATE"})
