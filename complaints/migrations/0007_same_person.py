"""Indexes by which the same person is found, whatever the capitals."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes alone."""

    dependencies = [("complaints", "0006_procedure_guards")]

    operations = [
        migrations.AddIndex(
            model_name="party",
            index=models.Index(django.db.models.functions.text.Upper("name"), name="party_by_name_in_capitals"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(django.db.models.functions.text.Upper("email"), name="party_by_email_in_capitals"),
        ),
    ]
