"""The search: extensions, text-search configurations that fold accents, and the tables that acts feed."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

#: Made by the owner; both are trusted, so that no superuser is needed.
EXTENSIONS = (
    "CREATE EXTENSION IF NOT EXISTS unaccent; CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "DROP EXTENSION IF EXISTS pg_trgm; DROP EXTENSION IF EXISTS unaccent",
)

#: Dutch by its stems, and names as they are written; accents folded in both.
CONFIGURATIONS = (
    """
    CREATE TEXT SEARCH CONFIGURATION gehoor (COPY = pg_catalog.dutch);
    ALTER TEXT SEARCH CONFIGURATION gehoor
        ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
    CREATE TEXT SEARCH CONFIGURATION gehoor_names (COPY = pg_catalog.simple);
    ALTER TEXT SEARCH CONFIGURATION gehoor_names
        ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple
    """,
    "DROP TEXT SEARCH CONFIGURATION gehoor_names; DROP TEXT SEARCH CONFIGURATION gehoor",
)

#: The words of a long row are kept as they are: looking into it unpacks nothing.
UNPACKED = (
    "ALTER TABLE complaints_findable ALTER COLUMN words SET STORAGE EXTERNAL",
    "ALTER TABLE complaints_findable ALTER COLUMN words SET STORAGE EXTENDED",
)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0020_work_lists'),
    ]

    operations = [
        migrations.RunSQL(sql=EXTENSIONS[0], reverse_sql=EXTENSIONS[1]),
        migrations.RunSQL(sql=CONFIGURATIONS[0], reverse_sql=CONFIGURATIONS[1]),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=40, verbose_name='word')),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
                'default_permissions': (),
                'indexes': [models.Index(fields=['text'], name='word_by_text'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['text'], name='word_by_likeness', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Findable',
            fields=[
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='findable', serialize=False, to='complaints.complaint', verbose_name='complaint')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='words')),
                ('unit', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'complaint in the search',
                'verbose_name_plural': 'complaints in the search',
                'default_permissions': (),
                'indexes': [models.Index(fields=['-received_on', '-complaint'], include=('unit',), name='findable_newest_first'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='findable_by_word')],
            },
        ),
        migrations.RunSQL(sql=UNPACKED[0], reverse_sql=UNPACKED[1]),
    ]
