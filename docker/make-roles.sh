#!/bin/sh
# Runs once, when the database is made: the owner migrates, the application's user gets no more
# rights than it needs (the migration grants them), and neither is a superuser.
set -eu
: "${OWNER_PASSWORD:?}" "${APP_PASSWORD:?}"
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE gehoor_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE gehoor_app LOGIN PASSWORD :'app_password';
CREATE DATABASE gehoor OWNER gehoor_owner;
REVOKE ALL ON DATABASE gehoor FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE gehoor TO gehoor_app;
SQL
