"""Letters by e-mail, text blocks, and when an address was last confirmed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0009_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='address_confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='address confirmed on'),
        ),
        migrations.CreateModel(
            name='LetterBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'text block',
                'verbose_name_plural': 'text blocks',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('language', 'name', 'version'), name='letter_block_version_once'), models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='letter_block_language_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='letter_block_has_name', violation_error_message='A text block has a name.')],
            },
        ),
        migrations.CreateModel(
            name='LetterMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('message_id', models.CharField(max_length=120, unique=True, verbose_name='message id')),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('sent', 'Sent'), ('parked', 'Parked'), ('cancelled', 'Cancelled')], default='pending', max_length=10, verbose_name='status')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('try_at', models.DateTimeField(verbose_name='next try at')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('failure', models.CharField(blank=True, max_length=300, verbose_name='failure')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mails', to='complaints.letter', verbose_name='letter')),
            ],
            options={
                'verbose_name': 'letter by e-mail',
                'verbose_name_plural': 'letters by e-mail',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('status', 'pending')), fields=['try_at', 'id'], name='letter_mail_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('letter',), name='letter_mail_waits_once'), models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'sent', 'parked', 'cancelled'])), name='letter_mail_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(models.Q(('status', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='letter_mail_sent_has_a_moment')],
            },
        ),
        migrations.RunSQL(
            sql="CREATE TRIGGER letterblock_is_append_only BEFORE UPDATE OR DELETE ON complaints_letterblock "
            "FOR EACH ROW EXECUTE FUNCTION complaints_append_only()",
            reverse_sql="DROP TRIGGER letterblock_is_append_only ON complaints_letterblock",
        ),
    ]
