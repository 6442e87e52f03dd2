-- The same as in SQLite: what real carriers need, their credentials, routes and decisions, what comes in, and what goes
-- back to whoever sent.

ALTER TABLE providers DROP CONSTRAINT providers_organization_id_name_key;
ALTER TABLE providers
    ADD COLUMN secrets TEXT NOT NULL DEFAULT '', -- sealed; empty: none
    ADD COLUMN hook_token TEXT, -- the unguessable part of its webhook's address; none in rows of the first version
    ADD COLUMN reports BIGINT NOT NULL DEFAULT 1, -- 0: gives no delivery reports, SENT is final
    ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN removed_at BIGINT;
UPDATE providers SET updated_at = created_at;
CREATE UNIQUE INDEX providers_name ON providers (organization_id, name) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX providers_hook ON providers (hook_token);

ALTER TABLE organizations ADD COLUMN callback_secret TEXT;

-- The two journals of a node fill buckets of their own.
ALTER TABLE message_buckets ADD COLUMN side BIGINT NOT NULL DEFAULT 0;

ALTER TABLE messages ADD COLUMN decision_id BIGINT;
CREATE INDEX messages_inbound ON messages (organization_id, id) WHERE direction = 2;

-- Why messages go the way they go; many messages share one.
CREATE TABLE decisions (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE routes (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    rank BIGINT NOT NULL,
    rule TEXT NOT NULL,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, name)
);

-- Whose the inbound messages of a shared provider are.
CREATE TABLE numbers (
    provider_id BIGINT NOT NULL,
    address TEXT NOT NULL,
    keyword TEXT NOT NULL, -- empty: whatever the text starts with
    organization_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, address, keyword)
);

CREATE TABLE smpp_accounts (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    system_id TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    allowed_ips TEXT NOT NULL, -- one a line
    max_binds BIGINT NOT NULL,
    rate_per_second BIGINT,
    send_window BIGINT NOT NULL,
    senders TEXT NOT NULL, -- one a line
    class BIGINT NOT NULL,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

-- What has to be told: final states to callbacks and SMPP accounts, inbound messages to SMPP accounts.
CREATE TABLE outbox (
    target BIGINT NOT NULL, -- 0: the message's callback; else an SMPP account
    id BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    kind BIGINT NOT NULL, -- 1: a final state; 2: an inbound message
    state BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    owner BIGINT NOT NULL, -- above 0: that owner is telling it; 0: waits
    created_at BIGINT NOT NULL,
    PRIMARY KEY (target, id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX outbox_due ON outbox (target, due_at, id) WHERE owner = 0;

-- Which deliveries of carriers are stored already, by their id or a hash of what they say.
CREATE TABLE inbound_seen (
    provider_id BIGINT NOT NULL,
    dedupe TEXT NOT NULL,
    message_id BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, dedupe)
);
CREATE INDEX inbound_seen_age ON inbound_seen (seen_at);

-- Parts of long inbound messages until all are there.
CREATE TABLE inbound_parts (
    provider_id BIGINT NOT NULL,
    from_addr TEXT NOT NULL,
    to_addr TEXT NOT NULL,
    reference BIGINT NOT NULL,
    total BIGINT NOT NULL,
    number BIGINT NOT NULL,
    alphabet BIGINT NOT NULL,
    octets BYTEA NOT NULL,
    dedupe TEXT NOT NULL,
    raw TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, from_addr, to_addr, reference, total, number)
);
CREATE INDEX inbound_parts_age ON inbound_parts (received_at);
