-- Organizations, credentials, providers, messages and everything that moves them.
-- The same tables as in SQLite; the large ones are partitioned by id, a month each (see partitions.rs).
-- Times are ms since 1970 UTC, money is micros, ids are 63-bit integers in order of time, flags are 0 or 1.

CREATE TABLE owners (
    owner BIGINT PRIMARY KEY,
    node BIGINT NOT NULL,
    lease_until BIGINT NOT NULL, -- 0: fenced off for good
    started_at BIGINT NOT NULL
);

-- The last round each journal committed, and an id above all that it had drawn.
CREATE TABLE journal_marks (
    owner BIGINT NOT NULL,
    side BIGINT NOT NULL,
    round BIGINT NOT NULL,
    high_id BIGINT NOT NULL,
    PRIMARY KEY (owner, side)
);

CREATE TABLE organizations (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    max_segments BIGINT NOT NULL,
    unknown_policy TEXT,
    validity_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE api_keys (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    hash BYTEA NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    scopes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    last_used_at BIGINT,
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE providers (
    id BIGINT PRIMARY KEY,
    organization_id BIGINT NOT NULL, -- 0: the platform's
    adapter TEXT NOT NULL,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    rank BIGINT NOT NULL,
    rate_per_second BIGINT,
    send_window BIGINT NOT NULL,
    price_micros BIGINT NOT NULL,
    currency TEXT NOT NULL,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (organization_id, name)
);

-- A bucket is a run of messages in the order of their commits; its number is the id of its first message.
CREATE TABLE message_buckets (
    bucket BIGINT PRIMARY KEY,
    node BIGINT NOT NULL,
    first_id BIGINT NOT NULL,
    last_id BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    awaited_until BIGINT NOT NULL -- 0: no receipt is awaited in it any more
);
CREATE INDEX message_buckets_live ON message_buckets (awaited_until);

CREATE TABLE messages (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    bucket BIGINT NOT NULL,
    direction BIGINT NOT NULL,
    class BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    state BIGINT NOT NULL,
    held BIGINT NOT NULL DEFAULT 0,
    provider_id BIGINT,
    provider_forced BIGINT NOT NULL DEFAULT 0,
    batch_id BIGINT,
    batch_row BIGINT,
    api_key_id BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    max_retries BIGINT NOT NULL,
    segments BIGINT NOT NULL,
    ids_awaited BIGINT NOT NULL DEFAULT 0,
    ids_delivered BIGINT NOT NULL DEFAULT 0,
    ucs2 BIGINT NOT NULL,
    price_micros BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    currency TEXT NOT NULL,
    country TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    submitted_at BIGINT,
    ended_at BIGINT,
    to_addr TEXT NOT NULL,
    from_addr TEXT,
    body TEXT NOT NULL,
    carrier_ids TEXT, -- one a line
    error_code TEXT,
    detail TEXT,
    callback_url TEXT,
    metadata TEXT,
    PRIMARY KEY (organization_id, id)
) PARTITION BY RANGE (id);
CREATE TABLE messages_rest PARTITION OF messages DEFAULT;
CREATE INDEX messages_number ON messages (bucket, organization_id, to_addr, id);

CREATE TABLE events (
    organization_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    state BIGINT NOT NULL,
    at BIGINT NOT NULL,
    detail TEXT,
    metadata TEXT,
    PRIMARY KEY (organization_id, message_id, id)
) PARTITION BY RANGE (message_id);
CREATE TABLE events_rest PARTITION OF events DEFAULT;

CREATE TABLE lane_entries (
    organization_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    provider_id BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    owner BIGINT NOT NULL, -- above 0: in that owner's memory; 0: waiting to be claimed; -1: not due
    attempts BIGINT NOT NULL,
    begun_at BIGINT,
    scheduled BIGINT NOT NULL,
    PRIMARY KEY (organization_id, message_id)
) WITH (fillfactor = 45);
CREATE INDEX lane_waiting ON lane_entries (provider_id, priority, organization_id, due_at, message_id) WHERE owner = 0;
CREATE INDEX lane_due ON lane_entries (due_at, message_id) WHERE owner = -1;

CREATE TABLE awaited (
    bucket BIGINT NOT NULL,
    provider_id BIGINT NOT NULL,
    carrier_id TEXT NOT NULL,
    message_id BIGINT NOT NULL,
    segment BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    reported BIGINT NOT NULL, -- 0, or the code of the last report
    PRIMARY KEY (bucket, provider_id, carrier_id, message_id, segment)
) WITH (fillfactor = 50);

-- One row for each spelling of the carrier's id that may match.
CREATE TABLE early_receipts (
    provider_id BIGINT NOT NULL,
    spelling TEXT NOT NULL,
    id BIGINT NOT NULL,
    carrier_id TEXT NOT NULL,
    spellings TEXT NOT NULL, -- the others, one a line
    to_addr TEXT,
    reference_id BIGINT,
    reference_attempt BIGINT,
    status BIGINT NOT NULL,
    error_code TEXT,
    raw TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    retried BIGINT NOT NULL,
    PRIMARY KEY (provider_id, spelling, id)
);
CREATE INDEX early_receipts_age ON early_receipts (received_at);
CREATE INDEX early_receipts_fresh ON early_receipts (received_at) WHERE retried = 0;

CREATE TABLE idempotency (
    organization_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    body_hash BYTEA NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE suppressions (
    organization_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, number)
);

CREATE TABLE batches (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    api_key_id BIGINT,
    state BIGINT NOT NULL,
    spool TEXT,
    settings TEXT NOT NULL,
    total_rows BIGINT,
    row_done BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    failure TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX batches_running ON batches (id) WHERE state = 1;

CREATE TABLE batch_faults (
    organization_id BIGINT NOT NULL,
    batch_id BIGINT NOT NULL,
    row_number BIGINT NOT NULL,
    place BIGINT NOT NULL, -- among the faults of one chunk: a row may have several
    kind BIGINT NOT NULL,
    field TEXT NOT NULL,
    fault TEXT NOT NULL,
    mend TEXT NOT NULL,
    PRIMARY KEY (organization_id, batch_id, row_number, place)
);

-- Which ids to look through at which minute: one row a round, organization and minute, so that expiry costs a message nothing.
CREATE TABLE deadlines (
    organization_id BIGINT NOT NULL,
    due_minute BIGINT NOT NULL,
    first_id BIGINT NOT NULL,
    last_id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, due_minute, first_id)
);
CREATE INDEX deadlines_due ON deadlines (due_minute);

-- `journal` is the node and the side that moved the count, so that no two journals wait for each other's rows;
-- a row of one journal may be negative, only the sum over journals means something.
CREATE TABLE rollups (
    quarter BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    direction BIGINT NOT NULL,
    provider_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    class BIGINT NOT NULL,
    country TEXT NOT NULL,
    state BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    segments BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    PRIMARY KEY (quarter, organization_id, direction, provider_id, campaign_id, class, country, state, journal)
);

-- The same counts of all time and all organizations, for metrics.
CREATE TABLE totals (
    provider_id BIGINT NOT NULL,
    direction BIGINT NOT NULL,
    state BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    segments BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    PRIMARY KEY (provider_id, direction, state, journal)
);

-- Messages that are not final, now.
CREATE TABLE gauges (
    organization_id BIGINT NOT NULL,
    provider_id BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    state BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    PRIMARY KEY (organization_id, provider_id, priority, state, journal)
);
