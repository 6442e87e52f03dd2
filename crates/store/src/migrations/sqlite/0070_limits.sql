-- What keys and organizations may do, in which amount and from where, and what was counted of it.

ALTER TABLE api_keys ADD COLUMN test INTEGER NOT NULL DEFAULT 0; -- 1: reaches the simulated carrier alone
ALTER TABLE api_keys ADD COLUMN per_minute INTEGER; -- none: the platform's; 0: no limit
ALTER TABLE api_keys ADD COLUMN per_day INTEGER;
ALTER TABLE api_keys ADD COLUMN networks TEXT NOT NULL DEFAULT ''; -- one a line; empty: from anywhere
ALTER TABLE api_keys ADD COLUMN previous_hash BLOB; -- of the secret before the last rotation
ALTER TABLE api_keys ADD COLUMN previous_prefix TEXT;
ALTER TABLE api_keys ADD COLUMN previous_until INTEGER;
ALTER TABLE api_keys ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX api_keys_previous ON api_keys (previous_hash) WHERE previous_hash IS NOT NULL;

CREATE TABLE organization_terms (
    organization_id INTEGER PRIMARY KEY, -- 0: the platform
    per_minute INTEGER, -- none: the platform's; 0: no limit
    per_day INTEGER,
    recipients_per_day INTEGER,
    allow TEXT NOT NULL, -- networks, one a line
    deny TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Requests of a day in UTC.
CREATE TABLE request_days (
    organization_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    subject_id INTEGER NOT NULL, -- a key or a user; 0: the organization as a whole
    requests INTEGER NOT NULL,
    PRIMARY KEY (organization_id, day, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_days_day ON request_days (day);

-- Messages accepted in a day in UTC, of organizations that have a quota of them.
CREATE TABLE recipient_days (
    organization_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (organization_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_days_day ON recipient_days (day);
