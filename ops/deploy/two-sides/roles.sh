#!/bin/bash
# The first start of PostgreSQL runs this: each side gets a role, which owns the schemas that it makes.
# A node of the query side logs in as a role of its own, so that it cannot speak for another.
# What the query side may do with the ledger, the command side says when it has made it.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set command_password `cat /run/secrets/command-password`
\set query_1_password `cat /run/secrets/query-1-password`
\set query_2_password `cat /run/secrets/query-2-password`
\set query_3_password `cat /run/secrets/query-3-password`
CREATE ROLE keyledger_command LOGIN PASSWORD :'command_password';
CREATE ROLE keyledger_query;
GRANT CREATE ON DATABASE :"DBNAME" TO keyledger_command, keyledger_query;
CREATE ROLE keyledger_query_1 LOGIN PASSWORD :'query_1_password' IN ROLE keyledger_query;
CREATE ROLE keyledger_query_2 LOGIN PASSWORD :'query_2_password' IN ROLE keyledger_query;
CREATE ROLE keyledger_query_3 LOGIN PASSWORD :'query_3_password' IN ROLE keyledger_query;
ALTER ROLE keyledger_query_1 SET ROLE keyledger_query;
ALTER ROLE keyledger_query_2 SET ROLE keyledger_query;
ALTER ROLE keyledger_query_3 SET ROLE keyledger_query;
SQL
