"""Parked deliveries are counted by monitors every minute, out of all that were ever sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index."""

    dependencies = [("complaints", "0003_default_ladder")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "parked")), fields=["id"], name="delivery_parked"
            ),
        ),
    ]
