"""Absences, the bell, digests, rungs by the hour, and who is told as what."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0012_rungs_go_to_known_roles'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(blank=True, null=True, verbose_name='last day of absence')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('sent', 'Sent'), ('parked', 'Parked'), ('cancelled', 'Cancelled')], default='pending', max_length=10, verbose_name='status')),
                ('message_id', models.CharField(max_length=120, unique=True, verbose_name='message id')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('attempts', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='attempts')),
                ('try_at', models.DateTimeField(verbose_name='next try at')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('failure', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='failure')),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='rolegrant',
            name='role_grant_role_known',
        ),
        migrations.RemoveConstraint(
            model_name='rung',
            name='rung_unit_known',
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_to_send',
        ),
        migrations.AddField(
            model_name='alert',
            name='due_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='due at'),
        ),
        migrations.AddField(
            model_name='clock',
            name='next_alert_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='next alert at'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='seen_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='seen at'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='told_as',
            field=models.CharField(choices=[('handler', 'Handler'), ('substitute', 'Substitute of an absent handler'), ('coordinator', 'Coordinator of the unit'), ('liaison', 'Ombudsman liaison'), ('manager', 'Manager of the unit'), ('administrator', 'Administrator')], default='handler', max_length=20, verbose_name='told as'),
        ),
        migrations.AddField(
            model_name='rung',
            name='since',
            field=models.DateTimeField(blank=True, null=True, verbose_name='holds since'),
        ),
        migrations.AddField(
            model_name='user',
            name='digest_hour',
            field=models.PositiveSmallIntegerField(default=8, verbose_name='hour of the daily mail'),
        ),
        migrations.AddField(
            model_name='user',
            name='mails',
            field=models.CharField(choices=[('digest', 'One mail on working mornings; what is urgent at once'), ('single', 'A mail for each alert, at once')], default='digest', max_length=10, verbose_name='alerts by e-mail'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='channel',
            field=models.CharField(choices=[('email', 'E-mail'), ('bell', 'Bell on the desk')], default='email', max_length=10, verbose_name='channel'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='message_id',
            field=models.CharField(blank=True, max_length=120, verbose_name='message id'),
        ),
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('handler', 'Handler'), ('coordinator', 'Coordinator'), ('publisher', 'Publisher'), ('liaison', 'Ombudsman liaison'), ('auditor', 'Auditor'), ('privacy_officer', 'Privacy officer'), ('manager', 'Manager'), ('administrator', 'Administrator')], max_length=20, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='rung',
            name='offset',
            field=models.SmallIntegerField(validators=[django.core.validators.MinValueValidator(-60), django.core.validators.MaxValueValidator(60)], verbose_name='from the last day'),
        ),
        migrations.AlterField(
            model_name='rung',
            name='roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('handler', 'Handler'), ('substitute', 'Substitute of an absent handler'), ('coordinator', 'Coordinator of the unit'), ('liaison', 'Ombudsman liaison'), ('manager', 'Manager of the unit'), ('administrator', 'Administrator')], max_length=20), size=None, verbose_name='goes to'),
        ),
        migrations.AlterField(
            model_name='rung',
            name='unit',
            field=models.CharField(choices=[('calendar_days', 'Calendar days'), ('working_days', 'Working days'), ('hours', 'Hours')], max_length=15, verbose_name='counted in'),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['handler', 'coordinator', 'publisher', 'liaison', 'auditor', 'privacy_officer', 'manager', 'administrator'])), name='role_grant_role_known'),
        ),
        migrations.AddConstraint(
            model_name='rung',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['calendar_days', 'working_days', 'hours'])), name='rung_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='rung',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unit', 'hours'), _negated=True), ('repeat_days__isnull', True), _connector='OR'), name='rung_by_the_hour_comes_once'),
        ),
        migrations.AddConstraint(
            model_name='rung',
            constraint=models.CheckConstraint(condition=models.Q(('roles__len__gte', 1), ('roles__contained_by', ['handler', 'substitute', 'coordinator', 'liaison', 'manager', 'administrator'])), name='rung_goes_to_somebody'),
        ),
        migrations.AddConstraint(
            model_name='rung',
            constraint=models.CheckConstraint(condition=models.Q(('offset__gte', -60), ('offset__lte', 60)), name='rung_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('mails__in', ['digest', 'single'])), name='user_mails_known'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('digest_hour__lte', 23)), name='user_digest_hour_of_a_day'),
        ),
        migrations.AddField(
            model_name='absence',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='absence',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='who is absent'),
        ),
        migrations.AddField(
            model_name='absence',
            name='substitute',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='substitute'),
        ),
        migrations.AddField(
            model_name='digest',
            name='recipient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipient'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='digest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='complaints.digest', verbose_name='digest'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('digest__isnull', True), ('status', 'pending')), fields=['try_at', 'id'], name='delivery_to_send'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('channel', 'bell'), ('seen_at__isnull', True), ('status', 'sent')), fields=['recipient'], name='delivery_unseen'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(condition=models.Q(('message_id', ''), _negated=True), fields=('message_id',), name='delivery_message_id_once'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('told_as__in', ['handler', 'substitute', 'coordinator', 'liaison', 'manager', 'administrator'])), name='delivery_told_as_known'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'email'), models.Q(('message_id', ''), _negated=True)), models.Q(('channel', 'bell'), ('message_id', '')), _connector='OR'), name='delivery_by_mail_has_a_message_id'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__isnull', True), ('last_on__gte', models.F('first_on')), _connector='OR'), name='absence_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('substitute', models.F('person')), _negated=True), ('substitute__isnull', True), _connector='OR'), name='absence_substitute_is_another'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at__isnull', True)), expressions=[('person', '='), (models.Func('first_on', 'last_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='absence_once_a_day'),
        ),
        migrations.AddIndex(
            model_name='digest',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['try_at', 'id'], name='digest_to_send'),
        ),
        migrations.AddIndex(
            model_name='digest',
            index=models.Index(condition=models.Q(('status', 'parked')), fields=['id'], name='digest_parked'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('recipient',), name='digest_one_waits_per_recipient'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'sent', 'parked', 'cancelled'])), name='digest_status_known'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(models.Q(('status', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='digest_sent_has_a_moment'),
        ),
    ]
