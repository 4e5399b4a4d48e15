"""The norms of proper conduct that a judgment names."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0010_letter_mails'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint',
            name='norms',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('transparent', 'Transparency'), ('information', 'Good provision of information'), ('listening', 'Listening to the citizen'), ('reasoning', 'Good reasons given'), ('rights', 'Respect for fundamental rights'), ('participation', 'Active participation'), ('treatment', 'Decent treatment'), ('fair_play', 'Fair play'), ('proportion', 'Proportionality'), ('care', 'Special care'), ('made_to_measure', 'Made to measure'), ('cooperation', 'Cooperation'), ('lenience', 'Lenience'), ('promptness', 'Promptness'), ('de_escalation', 'De-escalation'), ('integrity', 'Integrity'), ('reliability', 'Reliability'), ('impartiality', 'Impartiality'), ('reasonableness', 'Reasonableness'), ('preparation', 'Good preparation'), ('organisation', 'Good organisation'), ('professionalism', 'Professionalism')], max_length=20), blank=True, db_default=[], default=list, size=None, verbose_name='norms of proper conduct'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('norms__contained_by', ['transparent', 'information', 'listening', 'reasoning', 'rights', 'participation', 'treatment', 'fair_play', 'proportion', 'care', 'made_to_measure', 'cooperation', 'lenience', 'promptness', 'de_escalation', 'integrity', 'reliability', 'impartiality', 'reasonableness', 'preparation', 'organisation', 'professionalism'])), name='complaint_norms_known', violation_error_message='This is no norm of proper conduct that is known.'),
        ),
    ]
