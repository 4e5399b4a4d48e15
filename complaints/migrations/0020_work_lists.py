"""Saved views and chosen columns of the work list, and the indexes from which it and the start page are read."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0018_runs_in_trouble'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('query', models.CharField(blank=True, max_length=1000, verbose_name='filters')),
                ('key', models.CharField(max_length=22, unique=True, verbose_name='key')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='user',
            name='list_columns',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('complainant', 'Complainant'), ('category', 'Category'), ('status', 'Status'), ('handler', 'Handler'), ('received', 'Received'), ('unit', 'Unit'), ('channel', 'Channel'), ('procedure_kind', 'Kind of procedure'), ('labels', 'Labels'), ('language', 'Language')], max_length=20), blank=True, db_default=[], default=list, editable=False, size=None, verbose_name='columns of the work list'),
        ),
        migrations.AddIndex(
            model_name='act',
            index=models.Index(condition=models.Q(('code', 'wants'), ('kind', 'hearing_answered')), fields=['complaint', 'id'], name='act_wants_hearing'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('met_on__isnull', True), ('superseded_at__isnull', True)), fields=['complaint', 'ends_on'], include=('kind',), name='clock_running'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('met_on__isnull', True), ('superseded_at__isnull', True)), fields=['kind', 'ends_on'], name='clock_running_of_kind'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['due_on', 'id'], name='commitment_open'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('handler__isnull', True), ('status__in', ('registered', 'in_handling', 'ready_to_send'))), fields=['last_day', 'id'], name='complaint_without_handler'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('status__in', ('registered', 'in_handling', 'ready_to_send'))), fields=['labels'], name='complaint_open_labels'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['received_on', 'id'], name='complaint_by_receipt'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('status__in', ('registered', 'in_handling', 'ready_to_send'))), fields=['received_on', 'id'], name='complaint_open_by_receipt'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('action__in', ('answer_hearing', 'answer_inquiry', 'complete', 'document', 'receive_advice'))), fields=['complaint', 'id'], name='event_of_arrival'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'draft')), fields=['complaint'], name='letter_in_draft'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('list_columns__contained_by', ['complainant', 'category', 'status', 'handler', 'received', 'unit', 'channel', 'procedure_kind', 'labels', 'language'])), name='user_list_columns_known', violation_error_message='The work list has no such column.'),
        ),
        migrations.AddField(
            model_name='workview',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_views', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='workview',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_views', to='complaints.unit', verbose_name='shared with'),
        ),
        migrations.AddConstraint(
            model_name='workview',
            constraint=models.UniqueConstraint(fields=('owner', 'name'), name='work_view_name_once', violation_error_message='You have a view of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='workview',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='work_view_has_name', violation_error_message='A saved view has a name.'),
        ),
    ]
