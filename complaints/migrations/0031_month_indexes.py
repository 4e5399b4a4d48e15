"""The indexes from which a month is answered: wider, and built while the register goes on."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

_COUNTED = models.Q(status="closed") & ~models.Q(category="ombudsman")


class Aside(AddIndexConcurrently):
    """Build without keeping anybody from writing; within a transaction, which cannot do so, plainly."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Build it."""
        if schema_editor.connection.in_atomic_block:
            migrations.AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, *args: Any) -> None:
        """Take it away."""
        if args[1].connection.in_atomic_block:
            migrations.AddIndex.database_backwards(self, *args)
        else:
            super().database_backwards(*args)


class NoLonger(RemoveIndexConcurrently):
    """Take away without keeping anybody from writing; within a transaction, which cannot do so, plainly."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take it away."""
        if schema_editor.connection.in_atomic_block:
            migrations.RemoveIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, *args: Any) -> None:
        """Build it again."""
        if args[1].connection.in_atomic_block:
            migrations.RemoveIndex.database_backwards(self, *args)
        else:
            super().database_backwards(*args)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("complaints", "0030_edition_work")]

    operations = [
        Aside(
            "act",
            models.Index(
                name="act_reopened_or_voided",
                fields=["happened_on", "complaint"],
                condition=models.Q(kind__in=["reopened", "voided"]),
            ),
        ),
        Aside(
            "complaint",
            models.Index(
                name="complaint_month_received",
                fields=["received_on", "category"],
                include=["id", "complainants", "closed_on", "six_weeks_on", "lawful_last_day"],
                condition=~models.Q(status="void"),
            ),
        ),
        Aside(
            "complaint",
            models.Index(
                name="complaint_month_judged",
                fields=["closed_on", "verdict"],
                include=[
                    "id",
                    "category",
                    "procedure_kind",
                    "decline_ground",
                    "other_reason",
                    "partly",
                    "received_on",
                    "six_weeks_on",
                    "lawful_last_day",
                    "complainants",
                ],
                condition=_COUNTED,
            ),
        ),
        NoLonger("complaint", "complaint_received_month"),
        NoLonger("complaint", "complaint_judged_month"),
    ]
