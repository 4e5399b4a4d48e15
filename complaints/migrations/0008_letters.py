"""Letters: templates, drafts, what was fixed and sent, and what the database refuses of them."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: What a letter says never changes again once it was fixed; when and how it left neither.
LETTER_STAYS = (
    """
    CREATE FUNCTION complaints_letter_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE'
           OR OLD.state <> 'draft'
              AND (NEW.id, NEW.complaint_id, NEW.number, NEW.kind, NEW.language, NEW.side, NEW.party_id, NEW.recipient,
                   NEW.address, NEW.subject, NEW.body, NEW.by_day, NEW.weeks, NEW.reason, NEW.code, NEW.destination,
                   NEW.fixed_on, NEW.fixed_by_id, NEW.kept_as, NEW.sha256, NEW.again_of_id)
                  IS DISTINCT FROM
                  (OLD.id, OLD.complaint_id, OLD.number, OLD.kind, OLD.language, OLD.side, OLD.party_id, OLD.recipient,
                   OLD.address, OLD.subject, OLD.body, OLD.by_day, OLD.weeks, OLD.reason, OLD.code, OLD.destination,
                   OLD.fixed_on, OLD.fixed_by_id, OLD.kept_as, OLD.sha256, OLD.again_of_id)
           OR OLD.state IN ('sent', 'returned')
              AND ((NEW.sent_on, NEW.method) IS DISTINCT FROM (OLD.sent_on, OLD.method)
                   OR NEW.state NOT IN ('sent', 'returned'))
           OR OLD.state = 'dropped' AND NEW.state <> 'dropped'
           OR OLD.state = 'fixed' AND NEW.state = 'draft'
        THEN
            RAISE EXCEPTION 'a letter that was fixed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_stays', TABLE = 'complaints_letter';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER letter_stays BEFORE UPDATE OR DELETE ON complaints_letter
    FOR EACH ROW EXECUTE FUNCTION complaints_letter_stays()
    """,
    "DROP TRIGGER letter_stays ON complaints_letter; DROP FUNCTION complaints_letter_stays()",
)

APPEND_ONLY_TABLES = ("letteract", "lettertemplate", "lettertext")

APPEND_ONLY = (
    ";".join(
        f"CREATE TRIGGER {name}_is_append_only BEFORE UPDATE OR DELETE ON complaints_{name} "
        "FOR EACH ROW EXECUTE FUNCTION complaints_append_only()"
        for name in APPEND_ONLY_TABLES
    ),
    ";".join(f"DROP TRIGGER {name}_is_append_only ON complaints_{name}" for name in APPEND_ONLY_TABLES),
)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0007_same_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('acknowledgement', 'Acknowledgement (9:6)'), ('completion', 'Request for completion (9:4)'), ('copy', 'Copy to the person complained about (9:9)'), ('invitation', 'Invitation to a hearing (9:10)'), ('report', 'Report of the hearing (9:10)'), ('extension', 'Extension (9:11)'), ('consent', 'Request to agree to further delay (9:11)'), ('declined', 'Notice of not handling (9:8)'), ('forwarded', 'Forwarding told (2:3)'), ('routed', 'Not a complaint'), ('settled', 'Settlement confirmed (9:5)'), ('withdrawn', 'Withdrawal confirmed'), ('closing', 'Answer to the complaint (9:12)'), ('ombudsman', 'Answer to the ombudsman (9:31)')], max_length=16, verbose_name='letter')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('side', models.CharField(choices=[('complainant', 'Complainant or representative'), ('person', 'Person complained about'), ('ombudsman', 'National Ombudsman')], max_length=12, verbose_name='goes to')),
                ('recipient', models.CharField(max_length=200, verbose_name='addressee')),
                ('address', models.TextField(blank=True, max_length=500, verbose_name='address')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('template_version', models.PositiveSmallIntegerField(verbose_name='version of the template')),
                ('by_day', models.DateField(blank=True, null=True, verbose_name='day that it sets')),
                ('weeks', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='weeks')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('code', models.CharField(blank=True, max_length=16, verbose_name='which')),
                ('destination', models.CharField(blank=True, max_length=200, verbose_name='sent on to')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('fixed', 'To be sent'), ('sent', 'Sent'), ('returned', 'Came back'), ('dropped', 'Dropped')], default='draft', max_length=8, verbose_name='state')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('fixed_on', models.DateField(blank=True, null=True, verbose_name='date of the letter')),
                ('kept_as', models.CharField(blank=True, max_length=120, verbose_name='kept as')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('method', models.CharField(blank=True, choices=[('letter', 'By letter'), ('email', 'By e-mail'), ('portal', 'Through the portal'), ('phone', 'By telephone'), ('in_person', 'In person')], max_length=10, verbose_name='how')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent on')),
                ('returned_on', models.DateField(blank=True, null=True, verbose_name='came back on')),
                ('return_reason', models.CharField(blank=True, max_length=300, verbose_name='why it came back')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LetterAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'act of a letter',
                'verbose_name_plural': 'acts of letters',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('acknowledgement', 'Acknowledgement (9:6)'), ('completion', 'Request for completion (9:4)'), ('copy', 'Copy to the person complained about (9:9)'), ('invitation', 'Invitation to a hearing (9:10)'), ('report', 'Report of the hearing (9:10)'), ('extension', 'Extension (9:11)'), ('consent', 'Request to agree to further delay (9:11)'), ('declined', 'Notice of not handling (9:8)'), ('forwarded', 'Forwarding told (2:3)'), ('routed', 'Not a complaint'), ('settled', 'Settlement confirmed (9:5)'), ('withdrawn', 'Withdrawal confirmed'), ('closing', 'Answer to the complaint (9:12)'), ('ombudsman', 'Answer to the ombudsman (9:31)')], max_length=16, verbose_name='letter')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('text', models.TextField(verbose_name='text')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
            ],
            options={
                'verbose_name': 'template of a letter',
                'verbose_name_plural': 'templates of letters',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LetterText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('replaced_at', models.DateTimeField(verbose_name='replaced at')),
            ],
            options={
                'verbose_name': 'earlier text of a letter',
                'verbose_name_plural': 'earlier texts of letters',
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='clock',
            name='clock_superseded_has_reason',
        ),
        migrations.AlterField(
            model_name='clock',
            name='superseded_reason',
            field=models.CharField(blank=True, choices=[('extended', 'Extended (9:11 lid 2)'), ('consented', 'Agreed with the complainant (9:11 lid 3)'), ('receipt_corrected', 'Receipt corrected'), ('new_date', 'New date agreed'), ('decree', 'New decree (Atw 3 lid 3)'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('voided', 'Declared void'), ('dropped', 'No longer needed'), ('returned', 'The letter came back (2:11)')], max_length=20, verbose_name='reason'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('superseded_at__isnull', True), ('superseded_reason', '')), models.Q(('superseded_at__isnull', False), ('superseded_reason__in', ['extended', 'consented', 'receipt_corrected', 'new_date', 'decree', 'closed', 'reopened', 'voided', 'dropped', 'returned'])), _connector='OR'), name='clock_superseded_has_reason'),
        ),
        migrations.AddField(
            model_name='letter',
            name='again_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='again', to='complaints.letter', verbose_name='second sending of'),
        ),
        migrations.AddField(
            model_name='letter',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='complaints.complaint', verbose_name='complaint'),
        ),
        migrations.AddField(
            model_name='letter',
            name='drafted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='letter',
            name='fixed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='fixed by'),
        ),
        migrations.AddField(
            model_name='letter',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='complaints.party', verbose_name='party'),
        ),
        migrations.AddField(
            model_name='letter',
            name='read_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by'),
        ),
        migrations.AddField(
            model_name='letteract',
            name='act',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='by_letter', to='complaints.act', verbose_name='act'),
        ),
        migrations.AddField(
            model_name='letteract',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts_done', to='complaints.letter', verbose_name='letter'),
        ),
        migrations.AddField(
            model_name='lettertemplate',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='lettertext',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_texts', to='complaints.letter', verbose_name='letter'),
        ),
        migrations.AddField(
            model_name='lettertext',
            name='replaced_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='replaced by'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'fixed')), fields=['fixed_on', 'id'], name='letter_to_send'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('complaint', 'number'), name='letter_number_once'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acknowledgement', 'completion', 'copy', 'invitation', 'report', 'extension', 'consent', 'declined', 'forwarded', 'routed', 'settled', 'withdrawn', 'closing', 'ombudsman'])), name='letter_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='letter_language_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['complainant', 'person', 'ombudsman'])), name='letter_side_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'fixed', 'sent', 'returned', 'dropped'])), name='letter_state_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['', 'letter', 'email', 'portal', 'phone', 'in_person'])), name='letter_method_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recipient', ''), _negated=True), models.Q(('subject', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='letter_has_addressee_and_text', violation_error_message='A letter has an addressee, a subject and a text.'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'draft'), _negated=True), ('fixed_on__isnull', False), ('sha256__regex', '^[0-9a-f]{64}$'), models.Q(('kept_as', ''), _negated=True)), models.Q(models.Q(('state__in', ['fixed', 'sent', 'returned']), _negated=True), ('fixed_on__isnull', True), ('kept_as', ''), ('sha256', '')), _connector='OR'), name='letter_fixed_iff_made', violation_error_message='A letter that is fixed has its file, and no other has.'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'returned']), ('sent_on__isnull', False), models.Q(('method', ''), _negated=True)), models.Q(models.Q(('state__in', ['sent', 'returned']), _negated=True), ('sent_on__isnull', True)), _connector='OR'), name='letter_sent_iff_day', violation_error_message='A letter that left has its day and its way.'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returned_on__isnull', False), ('state', 'returned')), models.Q(models.Q(('state', 'returned'), _negated=True), ('return_reason', ''), ('returned_on__isnull', True)), _connector='OR'), name='letter_returned_iff_day', violation_error_message='A letter that came back has its day.'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_by__isnull', True)), models.Q(('read_at__isnull', False), ('read_by__isnull', False), models.Q(('read_by', models.F('drafted_by')), _negated=True)), _connector='OR'), name='letter_read_by_another', violation_error_message='Who wrote a letter is not its second reader.'),
        ),
        migrations.AddConstraint(
            model_name='lettertemplate',
            constraint=models.UniqueConstraint(fields=('kind', 'language', 'version'), name='letter_template_version_once'),
        ),
        migrations.AddConstraint(
            model_name='lettertemplate',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acknowledgement', 'completion', 'copy', 'invitation', 'report', 'extension', 'consent', 'declined', 'forwarded', 'routed', 'settled', 'withdrawn', 'closing', 'ombudsman'])), name='letter_template_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='lettertemplate',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='letter_template_language_known'),
        ),
        migrations.AddConstraint(
            model_name='lettertemplate',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='letter_template_has_text', violation_error_message='A template has a text.'),
        ),
        migrations.RunSQL(sql=LETTER_STAYS[0], reverse_sql=LETTER_STAYS[1]),
        migrations.RunSQL(sql=APPEND_ONLY[0], reverse_sql=APPEND_ONLY[1]),
    ]
