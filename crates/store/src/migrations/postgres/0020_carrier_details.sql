-- What carriers and the people behind them say in more detail.

-- The reasons of a number stand side by side: one that is set does not replace another, one that is lifted leaves the rest.
ALTER TABLE suppressions DROP CONSTRAINT suppressions_pkey;
ALTER TABLE suppressions ADD PRIMARY KEY (organization_id, number, reason);

-- What a report that came early says beside its code.
ALTER TABLE early_receipts ADD COLUMN detail TEXT;
ALTER TABLE early_receipts ADD COLUMN opted_out BIGINT NOT NULL DEFAULT 0;

-- What a program means by data_coding 0 (GSM 7-bit) and 1 (absent: by what the octets show).
ALTER TABLE smpp_accounts ADD COLUMN data_coding_0 BIGINT NOT NULL DEFAULT 1;
ALTER TABLE smpp_accounts ADD COLUMN data_coding_1 BIGINT;

-- What a part is known by while it is in doubt whether the carrier has our answer.
ALTER TABLE inbound_parts ADD COLUMN likeness TEXT;
