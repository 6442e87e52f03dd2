-- What carriers and the people behind them say in more detail.

-- The reasons of a number stand side by side: one that is set does not replace another, one that is lifted leaves the rest.
ALTER TABLE suppressions DROP CONSTRAINT suppressions_pkey;
ALTER TABLE suppressions ADD PRIMARY KEY (organization_id, number, reason);

-- What a report that came early says beside its code.
ALTER TABLE early_receipts ADD COLUMN detail TEXT;
