"""The database backend: Django's own, refusing what is older than PostgreSQL 17."""

from typing import Final

from django.db.backends.postgresql import base, features

#: The builtin C.UTF-8 collation came with PostgreSQL 17.
OLDEST: Final = (17,)


class DatabaseFeatures(features.DatabaseFeatures):
    """Says which server is new enough; Django refuses an older one at the first connection."""

    minimum_database_version = OLDEST


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL 17 or newer."""

    features_class = DatabaseFeatures
