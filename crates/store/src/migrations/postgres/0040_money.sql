-- The same as in SQLite: balances, the ledger, top-ups, alerts and price lists.

-- One row an organization that pays or has paid. Whoever takes from what is available locks it; the journals that only
-- give back write rows of their own (balance_moves), so that settling never waits for accepting. A balance is the sum.
CREATE TABLE balances (
    organization_id BIGINT PRIMARY KEY,
    mode BIGINT NOT NULL, -- 1: unlimited; 2: prepaid
    currency TEXT NOT NULL,
    credit_limit_micros BIGINT NOT NULL,
    refund BIGINT NOT NULL, -- 1: none; 2: failed; 3: failed and expired
    alert_below_micros BIGINT, -- absent: no alert
    alerted BIGINT NOT NULL, -- 1: it is below, and that was told
    available_micros BIGINT NOT NULL,
    reserved_micros BIGINT NOT NULL,
    spent_micros BIGINT NOT NULL,
    funding_micros BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK (available_micros + reserved_micros + spent_micros + funding_micros = 0)
) WITH (fillfactor = 50);

-- `journal` is the node and the side that moved it, as in rollups.
CREATE TABLE balance_moves (
    organization_id BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    available_micros BIGINT NOT NULL,
    reserved_micros BIGINT NOT NULL,
    spent_micros BIGINT NOT NULL,
    funding_micros BIGINT NOT NULL,
    PRIMARY KEY (organization_id, journal),
    CHECK (available_micros + reserved_micros + spent_micros + funding_micros = 0)
) WITH (fillfactor = 50);

-- Immutable, but for the person's name and note, which can be replaced by a pseudonym.
CREATE TABLE ledger_entries (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL, -- below 10: of messages; from 10 on: of people and payment providers
    at BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    segments BIGINT NOT NULL,
    available_micros BIGINT NOT NULL,
    reserved_micros BIGINT NOT NULL,
    spent_micros BIGINT NOT NULL,
    funding_micros BIGINT NOT NULL,
    batch_id BIGINT,
    top_up_id BIGINT,
    actor TEXT,
    note TEXT,
    PRIMARY KEY (organization_id, id),
    CHECK (available_micros + reserved_micros + spent_micros + funding_micros = 0)
);
CREATE INDEX ledger_entries_explicit ON ledger_entries (organization_id, id) WHERE kind >= 10;
CREATE FUNCTION ledger_entries_immutable() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION 'ledger entries are never changed or removed'; END $body$;
CREATE TRIGGER ledger_entries_stay BEFORE DELETE OR TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_immutable();
CREATE TRIGGER ledger_entries_are_immutable
    BEFORE UPDATE OF organization_id, id, kind, at, messages, segments, available_micros, reserved_micros,
        spent_micros, funding_micros, batch_id, top_up_id ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_immutable();

-- The same by day (UTC) and kind, so that no statement scans entries.
CREATE TABLE ledger_days (
    organization_id BIGINT NOT NULL,
    day BIGINT NOT NULL, -- days since 1970
    kind BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    segments BIGINT NOT NULL,
    available_micros BIGINT NOT NULL,
    reserved_micros BIGINT NOT NULL,
    spent_micros BIGINT NOT NULL,
    funding_micros BIGINT NOT NULL,
    PRIMARY KEY (organization_id, day, kind, journal)
);

CREATE TABLE top_ups (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    source TEXT NOT NULL, -- admin, or a payment provider
    reference TEXT, -- the payment provider's, or the administrator's own; unique
    state BIGINT NOT NULL, -- 1: pending; 2: paid; 3: failed
    amount_micros BIGINT NOT NULL,
    currency TEXT NOT NULL,
    actor TEXT,
    note TEXT,
    entry_id BIGINT, -- its ledger entry, once it is paid
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, source, reference)
);
CREATE UNIQUE INDEX top_ups_id ON top_ups (id);

-- One row each time that a balance falls below its threshold.
CREATE TABLE balance_alerts (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    available_micros BIGINT NOT NULL,
    below_micros BIGINT NOT NULL,
    currency TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX balance_alerts_id ON balance_alerts (id);

CREATE TABLE prices (
    organization_id BIGINT NOT NULL, -- 0: the platform's
    id BIGINT NOT NULL,
    prefix TEXT NOT NULL, -- digits; empty: every number
    provider_id BIGINT NOT NULL, -- 0: all
    class BIGINT NOT NULL, -- 0: all
    direction BIGINT NOT NULL,
    price_micros BIGINT NOT NULL,
    currency TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, prefix, provider_id, class, direction, currency, valid_from)
);

-- Rises with every change of prices and of how organizations pay: who keeps them in memory looks at this alone.
CREATE TABLE tariff_version (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    version BIGINT NOT NULL
);
INSERT INTO tariff_version (one, version) VALUES (1, 1);

-- The refund rule that a message was accepted under (0: nobody pays for it), what is held for it and what was taken.
ALTER TABLE messages ADD COLUMN terms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN held_micros BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN paid_micros BIGINT NOT NULL DEFAULT 0;
