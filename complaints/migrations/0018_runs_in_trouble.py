"""Every screen of the desk asks for the newest run of each job that succeeded, and that failed or has no end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two partial indexes."""

    dependencies = [("complaints", "0014_ladder_by_the_hour")]

    operations = [
        migrations.AddIndex(
            model_name="jobrun",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False), ("failure", "")),
                fields=["job", "-started_at", "-id"],
                name="job_run_succeeded",
            ),
        ),
        migrations.AddIndex(
            model_name="jobrun",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), models.Q(("failure", ""), _negated=True), _connector="OR"),
                fields=["job", "-started_at", "-id"],
                name="job_run_in_trouble",
            ),
        ),
    ]
