#!/bin/bash
# The first start of PostgreSQL runs this: each side gets a role of its own, which owns the schemas that it makes.
# What the query side may do with the ledger, the command side says when it has made it.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set command_password `cat /run/secrets/command-password`
\set query_password `cat /run/secrets/query-password`
CREATE ROLE keyledger_command LOGIN PASSWORD :'command_password';
CREATE ROLE keyledger_query LOGIN PASSWORD :'query_password';
GRANT CREATE ON DATABASE :"DBNAME" TO keyledger_command, keyledger_query;
SQL
