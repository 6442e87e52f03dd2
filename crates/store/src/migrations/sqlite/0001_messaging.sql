-- Organizations, credentials, providers, messages and everything that moves them.
-- Times are ms since 1970 UTC, money is micros, ids are 63-bit integers in order of time, flags are 0 or 1.

CREATE TABLE owners (
    owner INTEGER PRIMARY KEY,
    node INTEGER NOT NULL,
    lease_until INTEGER NOT NULL, -- 0: fenced off for good
    started_at INTEGER NOT NULL
) STRICT;

-- The last round each journal committed, and an id above all that it had drawn.
CREATE TABLE journal_marks (
    owner INTEGER NOT NULL,
    side INTEGER NOT NULL,
    round INTEGER NOT NULL,
    high_id INTEGER NOT NULL,
    PRIMARY KEY (owner, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    max_segments INTEGER NOT NULL,
    unknown_policy TEXT,
    validity_ms INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_keys (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    scopes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE providers (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL, -- 0: the platform's
    adapter TEXT NOT NULL,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    rank INTEGER NOT NULL,
    rate_per_second INTEGER,
    send_window INTEGER NOT NULL,
    price_micros INTEGER NOT NULL,
    currency TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organization_id, name)
) STRICT;

-- A bucket is a run of messages in the order of their commits; its number is the id of its first message.
CREATE TABLE message_buckets (
    bucket INTEGER PRIMARY KEY,
    node INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    awaited_until INTEGER NOT NULL -- 0: no receipt is awaited in it any more
) STRICT;
CREATE INDEX message_buckets_live ON message_buckets (awaited_until);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    class INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    state INTEGER NOT NULL,
    held INTEGER NOT NULL DEFAULT 0,
    provider_id INTEGER,
    provider_forced INTEGER NOT NULL DEFAULT 0,
    batch_id INTEGER,
    batch_row INTEGER,
    api_key_id INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    max_retries INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    ids_awaited INTEGER NOT NULL DEFAULT 0,
    ids_delivered INTEGER NOT NULL DEFAULT 0,
    ucs2 INTEGER NOT NULL,
    price_micros INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    currency TEXT NOT NULL,
    country TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    submitted_at INTEGER,
    ended_at INTEGER,
    to_addr TEXT NOT NULL,
    from_addr TEXT,
    body TEXT NOT NULL,
    carrier_ids TEXT, -- one a line
    error_code TEXT,
    detail TEXT,
    callback_url TEXT,
    metadata TEXT
) STRICT;
CREATE INDEX messages_organization ON messages (organization_id, id);
CREATE INDEX messages_number ON messages (bucket, organization_id, to_addr, id);

CREATE TABLE events (
    organization_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL,
    at INTEGER NOT NULL,
    detail TEXT,
    metadata TEXT,
    PRIMARY KEY (message_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE lane_entries (
    message_id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    owner INTEGER NOT NULL, -- above 0: in that owner's memory; 0: waiting to be claimed; -1: not due
    attempts INTEGER NOT NULL,
    begun_at INTEGER,
    scheduled INTEGER NOT NULL
) STRICT;
CREATE INDEX lane_waiting ON lane_entries (provider_id, priority, organization_id, due_at, message_id) WHERE owner = 0;
CREATE INDEX lane_due ON lane_entries (due_at, message_id) WHERE owner = -1;

CREATE TABLE awaited (
    bucket INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    carrier_id TEXT NOT NULL,
    message_id INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    reported INTEGER NOT NULL, -- 0, or the code of the last report
    PRIMARY KEY (bucket, provider_id, carrier_id, message_id, segment)
) STRICT, WITHOUT ROWID;

-- One row for each spelling of the carrier's id that may match.
CREATE TABLE early_receipts (
    provider_id INTEGER NOT NULL,
    spelling TEXT NOT NULL,
    id INTEGER NOT NULL,
    carrier_id TEXT NOT NULL,
    spellings TEXT NOT NULL, -- the others, one a line
    to_addr TEXT,
    reference_id INTEGER,
    reference_attempt INTEGER,
    status INTEGER NOT NULL,
    error_code TEXT,
    raw TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    retried INTEGER NOT NULL,
    PRIMARY KEY (provider_id, spelling, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX early_receipts_age ON early_receipts (received_at);
CREATE INDEX early_receipts_fresh ON early_receipts (received_at) WHERE retried = 0;

CREATE TABLE idempotency (
    organization_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE suppressions (
    organization_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    api_key_id INTEGER,
    state INTEGER NOT NULL,
    spool TEXT,
    settings TEXT NOT NULL,
    total_rows INTEGER,
    row_done INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    failure TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX batches_running ON batches (id) WHERE state = 1;

CREATE TABLE batch_faults (
    organization_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    place INTEGER NOT NULL, -- among the faults of one chunk: a row may have several
    kind INTEGER NOT NULL,
    field TEXT NOT NULL,
    fault TEXT NOT NULL,
    mend TEXT NOT NULL,
    PRIMARY KEY (organization_id, batch_id, row_number, place)
) STRICT, WITHOUT ROWID;

-- Which ids to look through at which minute: one row a round, organization and minute, so that expiry costs a message nothing.
CREATE TABLE deadlines (
    organization_id INTEGER NOT NULL,
    due_minute INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (organization_id, due_minute, first_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_due ON deadlines (due_minute);

-- `journal` is the node and the side that moved the count, so that no two journals wait for each other's rows;
-- a row of one journal may be negative, only the sum over journals means something.
CREATE TABLE rollups (
    quarter INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    class INTEGER NOT NULL,
    country TEXT NOT NULL,
    state INTEGER NOT NULL,
    journal INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    PRIMARY KEY (quarter, organization_id, direction, provider_id, campaign_id, class, country, state, journal)
) STRICT, WITHOUT ROWID;

-- The same counts of all time and all organizations, for metrics.
CREATE TABLE totals (
    provider_id INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    state INTEGER NOT NULL,
    journal INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    PRIMARY KEY (provider_id, direction, state, journal)
) STRICT, WITHOUT ROWID;

-- Messages that are not final, now.
CREATE TABLE gauges (
    organization_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    state INTEGER NOT NULL,
    journal INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (organization_id, provider_id, priority, state, journal)
) STRICT, WITHOUT ROWID;
