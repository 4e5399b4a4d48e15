"""Other systems that are told of alerts, and each message to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0014_ladder_by_the_hour'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=500, verbose_name='address')),
                ('sealed_secret', models.CharField(editable=False, max_length=300, verbose_name='secret')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WebhookMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=60, unique=True, verbose_name='message id')),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('sent', 'Sent'), ('parked', 'Parked'), ('cancelled', 'Cancelled')], default='pending', max_length=10, verbose_name='status')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('try_at', models.DateTimeField(verbose_name='next try at')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('failure', models.CharField(blank=True, max_length=300, verbose_name='failure')),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhook_messages', to='complaints.alert', verbose_name='alert')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='complaints.webhook', verbose_name='webhook')),
            ],
            options={
                'verbose_name': 'message of a webhook',
                'verbose_name_plural': 'messages of webhooks',
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('url__startswith', 'https://')), name='webhook_goes_over_https'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('sealed_secret', ''), _negated=True), name='webhook_has_secret'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.UniqueConstraint(fields=('unit', 'url'), name='webhook_once_per_unit', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['-attempts', 'try_at', 'id'], name='webhook_message_to_send'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(condition=models.Q(('status', 'parked')), fields=['webhook'], name='webhook_message_parked'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(fields=['webhook', '-id'], name='webhook_message_newest'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.UniqueConstraint(fields=('webhook', 'alert'), name='webhook_message_once_per_alert'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'sent', 'parked', 'cancelled'])), name='webhook_message_status_known'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(models.Q(('status', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='webhook_message_sent_has_a_moment'),
        ),
    ]
