"""Django's PostgreSQL backend, from the version on that has the collation we rely on."""
