"""A rung goes to who can act on a complaint: other roles are taken out, and none left is the coordinator."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KNOWN = ["handler", "coordinator", "liaison", "administrator"]


def keep_known(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take out of each rung the roles that no alert can go to."""
    Rung = apps.get_model("complaints", "Rung")
    for rung in Rung.objects.using(schema_editor.connection.alias).exclude(roles__contained_by=KNOWN):
        rung.roles = [role for role in rung.roles if role in KNOWN]
        rung.save(update_fields=["roles"])
    Rung.objects.using(schema_editor.connection.alias).filter(roles=[]).update(roles=["coordinator"])


class Migration(migrations.Migration):
    """Data alone; what was taken out is not known any more on the way back, and harms nobody."""

    dependencies = [("complaints", "0011_norms")]

    operations = [migrations.RunPython(keep_known, migrations.RunPython.noop)]
