"""The month's work: an hour of publication, a check overruled, days of members, changes acknowledged."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0027_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='EditionAcknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cells', models.JSONField(verbose_name='cells')),
                ('reason', models.TextField(verbose_name='reason')),
                ('acknowledged_at', models.DateTimeField(verbose_name='acknowledged at')),
            ],
            options={
                'verbose_name': 'acknowledged change',
                'verbose_name_plural': 'acknowledged changes',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='overrule_reason',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='why published in spite of a check'),
        ),
        migrations.AddField(
            model_name='edition',
            name='planned_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='planned by'),
        ),
        migrations.AddField(
            model_name='edition',
            name='publish_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='to be published at'),
        ),
        migrations.AddField(
            model_name='editionmember',
            name='days',
            field=models.IntegerField(null=True, verbose_name='days'),
        ),
        migrations.AlterField(
            model_name='editionmember',
            name='cell',
            field=models.CharField(max_length=60, verbose_name='cell'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('overrule_reason', ''), ('approved_by__isnull', False), _connector='OR'), name='edition_overruled_by_the_approver'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('planned_by__isnull', True), ('publish_at__isnull', True)), models.Q(('planned_by__isnull', False), ('publish_at__isnull', False), ('status__in', ['approved', 'published'])), _connector='OR'), name='edition_planned_by_someone_when_approved'),
        ),
        migrations.AddField(
            model_name='editionacknowledgement',
            name='acknowledged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='acknowledged by'),
        ),
        migrations.AddField(
            model_name='editionacknowledgement',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint', verbose_name='complaint'),
        ),
        migrations.AddField(
            model_name='editionacknowledgement',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='complaints.edition', verbose_name='edition'),
        ),
        migrations.AddConstraint(
            model_name='editionacknowledgement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='edition_acknowledgement_has_a_reason'),
        ),
    ]
