"""Documents: the papers of a case, and what the database refuses of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


#: A paper never changes and is never removed: what the scanner says, where it belongs and that it was
#: taken out is added to it once.
DOCUMENT_STAYS = (
    """
    CREATE FUNCTION complaints_document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE'
           OR (NEW.id, NEW.complaint_id, NEW.number, NEW.kind, NEW.source, NEW.received_on, NEW.name, NEW.media_type,
               NEW.size, NEW.sha256, NEW.kept_as, NEW.added_at, NEW.added_by_id)
              IS DISTINCT FROM
              (OLD.id, OLD.complaint_id, OLD.number, OLD.kind, OLD.source, OLD.received_on, OLD.name, OLD.media_type,
               OLD.size, OLD.sha256, OLD.kept_as, OLD.added_at, OLD.added_by_id)
           OR OLD.scan <> 'waiting' AND (NEW.scan, NEW.virus) IS DISTINCT FROM (OLD.scan, OLD.virus)
           OR OLD.taken_out_at IS NOT NULL
              AND (NEW.taken_out_at, NEW.taken_out_by_id, NEW.taken_out_reason)
                  IS DISTINCT FROM (OLD.taken_out_at, OLD.taken_out_by_id, OLD.taken_out_reason)
        THEN
            RAISE EXCEPTION 'a document stays as it was taken in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'document_stays', TABLE = 'complaints_document';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER document_stays BEFORE UPDATE OR DELETE ON complaints_document
    FOR EACH ROW EXECUTE FUNCTION complaints_document_stays()
    """,
    "DROP TRIGGER document_stays ON complaints_document; DROP FUNCTION complaints_document_stays()",
)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0008_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('complaint', 'Complaint as received'), ('enclosure', 'Enclosure'), ('authorisation', 'Authorisation (2:1)'), ('consent', 'Consent in writing (9:11)'), ('statement', 'Account of the person complained about'), ('report', 'Report of the hearing (9:10)'), ('advice', 'Advice (9:15)'), ('correspondence', 'Correspondence'), ('other', 'Another document')], max_length=16, verbose_name='kind')),
                ('source', models.CharField(choices=[('complainant', 'Complainant or representative'), ('person', 'Person complained about'), ('house', 'Our own organisation'), ('adviser', 'Adviser'), ('ombudsman', 'National Ombudsman'), ('other', 'Somebody else')], max_length=12, verbose_name='came from')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('media_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('kept_as', models.CharField(max_length=120, verbose_name='kept as')),
                ('added_at', models.DateTimeField(verbose_name='added at')),
                ('scan', models.CharField(choices=[('unscanned', 'Not scanned for viruses'), ('waiting', 'Waits for the virus scanner'), ('clean', 'No virus found'), ('infected', 'Virus found')], max_length=10, verbose_name='virus scan')),
                ('virus', models.CharField(blank=True, max_length=200, verbose_name='virus')),
                ('taken_out_at', models.DateTimeField(blank=True, null=True, verbose_name='taken out at')),
                ('taken_out_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was taken out')),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='complaints.act', verbose_name='belongs to')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='complaints.complaint', verbose_name='complaint')),
                ('taken_out_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken out by')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('scan', 'waiting')), fields=['id'], name='document_to_scan')],
                'constraints': [models.UniqueConstraint(fields=('complaint', 'number'), name='document_number_once'), models.UniqueConstraint(condition=models.Q(('taken_out_at__isnull', True)), fields=('complaint', 'sha256'), name='document_content_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['complaint', 'enclosure', 'authorisation', 'consent', 'statement', 'report', 'advice', 'correspondence', 'other'])), name='document_kind_known'), models.CheckConstraint(condition=models.Q(('source__in', ['complainant', 'person', 'house', 'adviser', 'ombudsman', 'other'])), name='document_source_known'), models.CheckConstraint(condition=models.Q(('scan__in', ['unscanned', 'waiting', 'clean', 'infected'])), name='document_scan_known'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('kept_as', ''), _negated=True), ('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 1)), name='document_has_name_and_file', violation_error_message='A document has a name and a file.'), models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), models.Q(('virus', ''), _negated=True)), models.Q(models.Q(('scan', 'infected'), _negated=True), ('virus', '')), _connector='OR'), name='document_virus_iff_infected', violation_error_message='A document in which a virus was found names it.'), models.CheckConstraint(condition=models.Q(models.Q(('taken_out_at__isnull', True), ('taken_out_by__isnull', True), ('taken_out_reason', '')), models.Q(('taken_out_at__isnull', False), ('taken_out_by__isnull', False), models.Q(('taken_out_reason', ''), _negated=True)), _connector='OR'), name='document_taken_out_by_somebody', violation_error_message='Taking a document out has a person and a reason.')],
            },
        ),
        migrations.RunSQL(sql=DOCUMENT_STAYS[0], reverse_sql=DOCUMENT_STAYS[1]),
    ]
