"""Runs that failed or have no end are few, and every screen of the desk asks for the newest of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index."""

    dependencies = [("complaints", "0011_norms")]

    operations = [
        migrations.AddIndex(
            model_name="jobrun",
            index=models.Index(
                fields=["job", "-started_at"],
                condition=models.Q(("ended_at__isnull", True), models.Q(("failure", ""), _negated=True), _connector="OR"),
                name="job_run_in_trouble",
            ),
        ),
    ]
