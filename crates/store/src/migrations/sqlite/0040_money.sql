-- Money: balances, the ledger, top-ups, alerts and price lists.

-- One row an organization that pays or has paid. Whoever takes from what is available locks it; the journals that only
-- give back write rows of their own (balance_moves), so that settling never waits for accepting. A balance is the sum.
CREATE TABLE balances (
    organization_id INTEGER PRIMARY KEY,
    mode INTEGER NOT NULL, -- 1: unlimited; 2: prepaid
    currency TEXT NOT NULL,
    credit_limit_micros INTEGER NOT NULL,
    refund INTEGER NOT NULL, -- 1: none; 2: failed; 3: failed and expired
    alert_below_micros INTEGER, -- absent: no alert
    alerted INTEGER NOT NULL, -- 1: it is below, and that was told
    available_micros INTEGER NOT NULL,
    reserved_micros INTEGER NOT NULL,
    spent_micros INTEGER NOT NULL,
    funding_micros INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (available_micros + reserved_micros + spent_micros + funding_micros = 0)
) STRICT;

-- `journal` is the node and the side that moved it, as in rollups.
CREATE TABLE balance_moves (
    organization_id INTEGER NOT NULL,
    journal INTEGER NOT NULL,
    available_micros INTEGER NOT NULL,
    reserved_micros INTEGER NOT NULL,
    spent_micros INTEGER NOT NULL,
    funding_micros INTEGER NOT NULL,
    PRIMARY KEY (organization_id, journal),
    CHECK (available_micros + reserved_micros + spent_micros + funding_micros = 0)
) STRICT, WITHOUT ROWID;

-- Immutable, but for the person's name and note, which can be replaced by a pseudonym.
CREATE TABLE ledger_entries (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    kind INTEGER NOT NULL, -- below 10: of messages; from 10 on: of people and payment providers
    at INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    available_micros INTEGER NOT NULL,
    reserved_micros INTEGER NOT NULL,
    spent_micros INTEGER NOT NULL,
    funding_micros INTEGER NOT NULL,
    batch_id INTEGER,
    top_up_id INTEGER,
    actor TEXT,
    note TEXT,
    PRIMARY KEY (organization_id, id),
    CHECK (available_micros + reserved_micros + spent_micros + funding_micros = 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entries_explicit ON ledger_entries (organization_id, id) WHERE kind >= 10;
CREATE TRIGGER ledger_entries_stay BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger entries are never removed'); END;
CREATE TRIGGER ledger_entries_are_immutable
BEFORE UPDATE OF organization_id, id, kind, at, messages, segments, available_micros, reserved_micros, spent_micros,
    funding_micros, batch_id, top_up_id ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;

-- The same by day (UTC) and kind, so that no statement scans entries.
CREATE TABLE ledger_days (
    organization_id INTEGER NOT NULL,
    day INTEGER NOT NULL, -- days since 1970
    kind INTEGER NOT NULL,
    journal INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    available_micros INTEGER NOT NULL,
    reserved_micros INTEGER NOT NULL,
    spent_micros INTEGER NOT NULL,
    funding_micros INTEGER NOT NULL,
    PRIMARY KEY (organization_id, day, kind, journal)
) STRICT, WITHOUT ROWID;

CREATE TABLE top_ups (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    source TEXT NOT NULL, -- admin, or a payment provider
    reference TEXT, -- the payment provider's, or the administrator's own; unique
    state INTEGER NOT NULL, -- 1: pending; 2: paid; 3: failed
    amount_micros INTEGER NOT NULL,
    currency TEXT NOT NULL,
    actor TEXT,
    note TEXT,
    entry_id INTEGER, -- its ledger entry, once it is paid
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source, reference)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX top_ups_id ON top_ups (id);

-- One row each time that a balance falls below its threshold.
CREATE TABLE balance_alerts (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    available_micros INTEGER NOT NULL,
    below_micros INTEGER NOT NULL,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX balance_alerts_id ON balance_alerts (id);

CREATE TABLE prices (
    organization_id INTEGER NOT NULL, -- 0: the platform's
    id INTEGER NOT NULL,
    prefix TEXT NOT NULL, -- digits; empty: every number
    provider_id INTEGER NOT NULL, -- 0: all
    class INTEGER NOT NULL, -- 0: all
    direction INTEGER NOT NULL,
    price_micros INTEGER NOT NULL,
    currency TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, prefix, provider_id, class, direction, currency, valid_from)
) STRICT, WITHOUT ROWID;

-- Rises with every change of prices and of how organizations pay: who keeps them in memory looks at this alone.
CREATE TABLE tariff_version (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO tariff_version (one, version) VALUES (1, 1);

-- The refund rule that a message was accepted under (0: nobody pays for it), what is held for it and what was taken.
ALTER TABLE messages ADD COLUMN terms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN held_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN paid_micros INTEGER NOT NULL DEFAULT 0;
