"""Drafts: what somebody typed in a form that he has not sent yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0024_search_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=40, verbose_name='act')),
                ('fields', models.JSONField(verbose_name='fields')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('complaint', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='complaints.complaint', verbose_name='complaint')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='whose draft')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'default_permissions': (),
                'indexes': [models.Index(fields=['saved_at'], name='draft_by_age')],
                'constraints': [models.UniqueConstraint(fields=('user', 'complaint', 'act'), name='draft_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('act', ''), _negated=True), name='draft_has_act')],
            },
        ),
    ]
