-- Made again from the ledger, from its first position on.
TRUNCATE lookup.api_key;
