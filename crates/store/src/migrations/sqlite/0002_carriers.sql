-- What real carriers need: their credentials, routes and decisions, what comes in, and what goes back to whoever sent.

-- Rebuilt, because SQLite cannot drop the constraint that also counted the names of removed providers.
CREATE TABLE providers_rebuilt (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL, -- 0: the platform's
    adapter TEXT NOT NULL,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    secrets TEXT NOT NULL, -- sealed; empty: none
    hook_token TEXT, -- the unguessable part of its webhook's address; none in rows of the first version
    rank INTEGER NOT NULL,
    rate_per_second INTEGER,
    send_window INTEGER NOT NULL,
    price_micros INTEGER NOT NULL,
    currency TEXT NOT NULL,
    reports INTEGER NOT NULL, -- 0: gives no delivery reports, SENT is final
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;
INSERT INTO providers_rebuilt
    SELECT id, organization_id, adapter, name, config, '', NULL, rank, rate_per_second, send_window, price_micros,
        currency, 1, active, created_at, created_at, NULL
    FROM providers;
DROP TABLE providers;
ALTER TABLE providers_rebuilt RENAME TO providers;
CREATE UNIQUE INDEX providers_name ON providers (organization_id, name) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX providers_hook ON providers (hook_token);

ALTER TABLE organizations ADD COLUMN callback_secret TEXT;

-- On PostgreSQL each journal fills buckets of its own; here there is one journal, and it is the front.
ALTER TABLE message_buckets ADD COLUMN side INTEGER NOT NULL DEFAULT 0;

ALTER TABLE messages ADD COLUMN decision_id INTEGER;
CREATE INDEX messages_inbound ON messages (organization_id, id) WHERE direction = 2;

-- Why messages go the way they go; many messages share one.
CREATE TABLE decisions (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE routes (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    rank INTEGER NOT NULL,
    rule TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, name)
) STRICT, WITHOUT ROWID;

-- Whose the inbound messages of a shared provider are.
CREATE TABLE numbers (
    provider_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    keyword TEXT NOT NULL, -- empty: whatever the text starts with
    organization_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (provider_id, address, keyword)
) STRICT, WITHOUT ROWID;

CREATE TABLE smpp_accounts (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    system_id TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    allowed_ips TEXT NOT NULL, -- one a line
    max_binds INTEGER NOT NULL,
    rate_per_second INTEGER,
    send_window INTEGER NOT NULL,
    senders TEXT NOT NULL, -- one a line
    class INTEGER NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What has to be told: final states to callbacks and SMPP accounts, inbound messages to SMPP accounts.
CREATE TABLE outbox (
    target INTEGER NOT NULL, -- 0: the message's callback; else an SMPP account
    id INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    kind INTEGER NOT NULL, -- 1: a final state; 2: an inbound message
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    owner INTEGER NOT NULL, -- above 0: that owner is telling it; 0: waits
    created_at INTEGER NOT NULL,
    PRIMARY KEY (target, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (target, due_at, id) WHERE owner = 0;

-- Which deliveries of carriers are stored already, by their id or a hash of what they say.
CREATE TABLE inbound_seen (
    provider_id INTEGER NOT NULL,
    dedupe TEXT NOT NULL,
    message_id INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (provider_id, dedupe)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbound_seen_age ON inbound_seen (seen_at);

-- Parts of long inbound messages until all are there.
CREATE TABLE inbound_parts (
    provider_id INTEGER NOT NULL,
    from_addr TEXT NOT NULL,
    to_addr TEXT NOT NULL,
    reference INTEGER NOT NULL,
    total INTEGER NOT NULL,
    number INTEGER NOT NULL,
    alphabet INTEGER NOT NULL,
    octets BLOB NOT NULL,
    dedupe TEXT NOT NULL,
    raw TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (provider_id, from_addr, to_addr, reference, total, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbound_parts_age ON inbound_parts (received_at);
