-- What carriers and the people behind them say in more detail.

-- The reasons of a number stand side by side: one that is set does not replace another, one that is lifted leaves the rest.
CREATE TABLE suppressions_rebuilt (
    organization_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, number, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO suppressions_rebuilt SELECT organization_id, number, reason, at FROM suppressions;
DROP TABLE suppressions;
ALTER TABLE suppressions_rebuilt RENAME TO suppressions;

-- What a report that came early says beside its code.
ALTER TABLE early_receipts ADD COLUMN detail TEXT;
ALTER TABLE early_receipts ADD COLUMN opted_out INTEGER NOT NULL DEFAULT 0;

-- What a program means by data_coding 0 (GSM 7-bit) and 1 (absent: by what the octets show).
ALTER TABLE smpp_accounts ADD COLUMN data_coding_0 INTEGER NOT NULL DEFAULT 1;
ALTER TABLE smpp_accounts ADD COLUMN data_coding_1 INTEGER;

-- What a part is known by while it is in doubt whether the carrier has our answer.
ALTER TABLE inbound_parts ADD COLUMN likeness TEXT;
