ALTER TABLE ledger.reader ADD COLUMN role name;
ALTER TABLE ledger.reader ALTER COLUMN role SET DEFAULT session_user;

COMMENT ON COLUMN ledger.reader.role IS 'Who logged in as the node: nobody else changes its row, but for the owner of the table. Nobody in rows of older versions.';

ALTER TABLE ledger.reader ENABLE ROW LEVEL SECURITY;

CREATE POLICY seen_by_all ON ledger.reader FOR SELECT USING (true);
CREATE POLICY own_row_inserted ON ledger.reader FOR INSERT WITH CHECK (role = session_user);
CREATE POLICY own_row_updated ON ledger.reader FOR UPDATE USING (coalesce(role, session_user) = session_user);
CREATE POLICY own_row_deleted ON ledger.reader FOR DELETE
  USING (coalesce(role, session_user) = session_user OR serves_until < clock_timestamp() - interval '1 day');
