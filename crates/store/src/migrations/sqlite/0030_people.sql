-- People, where they belong, their sign-ins, and the logs of changes and of security.

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE, -- lower case
    name TEXT NOT NULL,
    password_hash TEXT, -- argon2id; none: never set
    system_administrator INTEGER NOT NULL,
    active INTEGER NOT NULL,
    second_factor TEXT, -- sealed; none: not enrolled
    second_factor_step INTEGER NOT NULL DEFAULT 0, -- of the last code that was taken, so that none is taken twice
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_sign_in_at INTEGER
) STRICT;

CREATE TABLE memberships (
    organization_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    organization_id INTEGER, -- the one that it is in now
    kind INTEGER NOT NULL, -- 1: a browser's cookie, 2: a token for the API
    token_hash BLOB NOT NULL UNIQUE,
    previous_hash BLOB, -- what token_hash was before the last rotation
    csrf_token TEXT NOT NULL,
    ip TEXT,
    agent TEXT,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL, -- to the minute
    rotated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id, id);
CREATE UNIQUE INDEX sessions_previous ON sessions (previous_hash);
CREATE INDEX sessions_end ON sessions (expires_at);

-- Failed sign-ins by what they have in common, under a hash: an address of e-mail (known or not), or of the network.
CREATE TABLE sign_in_attempts (
    subject BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_attempts_last ON sign_in_attempts (last_at);

CREATE TABLE security_events (
    organization_id INTEGER NOT NULL, -- 0: of the installation
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    user_id INTEGER,
    api_key_id INTEGER,
    ip TEXT,
    agent TEXT,
    detail TEXT, -- JSON
    at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- Where keys were used from, by network.
CREATE TABLE api_key_networks (
    organization_id INTEGER NOT NULL,
    api_key_id INTEGER NOT NULL,
    network TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, api_key_id, network)
) STRICT, WITHOUT ROWID;

-- Every change: who, what, before, after, from where. Nothing changes a row of it.
CREATE TABLE audit (
    organization_id INTEGER NOT NULL, -- 0: of the installation
    id INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL, -- 0: the operator at the command line, 1: a key, 2: a user
    actor_id INTEGER,
    action TEXT NOT NULL,
    object TEXT NOT NULL, -- the id of what was changed, as it is shown
    before TEXT, -- JSON
    after TEXT, -- JSON
    ip TEXT,
    agent TEXT,
    request_id TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

ALTER TABLE organizations ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0;

-- The person who sent it, where it was one.
ALTER TABLE messages ADD COLUMN user_id INTEGER;
ALTER TABLE batches ADD COLUMN user_id INTEGER;
