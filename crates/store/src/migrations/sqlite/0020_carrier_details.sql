-- What carriers and the people behind them say in more detail.

-- What a report that came early says beside its code.
ALTER TABLE early_receipts ADD COLUMN detail TEXT;
