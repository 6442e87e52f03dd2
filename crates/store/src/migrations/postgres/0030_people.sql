-- People, where they belong, their sign-ins, and the logs of changes and of security.

CREATE TABLE users (
    id BIGINT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE, -- lower case
    name TEXT NOT NULL,
    password_hash TEXT, -- argon2id; none: never set
    system_administrator BIGINT NOT NULL,
    active BIGINT NOT NULL,
    second_factor TEXT, -- sealed; none: not enrolled
    second_factor_step BIGINT NOT NULL DEFAULT 0, -- of the last code that was taken, so that none is taken twice
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_sign_in_at BIGINT
);

CREATE TABLE memberships (
    organization_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE sessions (
    id BIGINT PRIMARY KEY,
    user_id BIGINT NOT NULL,
    organization_id BIGINT, -- the one that it is in now
    kind BIGINT NOT NULL, -- 1: a browser's cookie, 2: a token for the API
    token_hash BYTEA NOT NULL UNIQUE,
    previous_hash BYTEA, -- what token_hash was before the last rotation
    csrf_token TEXT NOT NULL,
    ip TEXT,
    agent TEXT,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL, -- to the minute
    rotated_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX sessions_user ON sessions (user_id, id);
CREATE UNIQUE INDEX sessions_previous ON sessions (previous_hash);
CREATE INDEX sessions_end ON sessions (expires_at);

-- Failed sign-ins by what they have in common, under a hash: an address of e-mail (known or not), or of the network.
CREATE TABLE sign_in_attempts (
    subject BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_last ON sign_in_attempts (last_at);

CREATE TABLE security_events (
    organization_id BIGINT NOT NULL, -- 0: of the installation
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    user_id BIGINT,
    api_key_id BIGINT,
    ip TEXT,
    agent TEXT,
    detail TEXT, -- JSON
    at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

-- Where keys were used from, by network.
CREATE TABLE api_key_networks (
    organization_id BIGINT NOT NULL,
    api_key_id BIGINT NOT NULL,
    network TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, api_key_id, network)
);

-- Every change: who, what, before, after, from where. Nothing changes a row of it.
CREATE TABLE audit (
    organization_id BIGINT NOT NULL, -- 0: of the installation
    id BIGINT NOT NULL,
    actor_kind BIGINT NOT NULL, -- 0: the operator at the command line, 1: a key, 2: a user
    actor_id BIGINT,
    action TEXT NOT NULL,
    object TEXT NOT NULL, -- the id of what was changed, as it is shown
    before TEXT, -- JSON
    after TEXT, -- JSON
    ip TEXT,
    agent TEXT,
    request_id TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

ALTER TABLE organizations ADD COLUMN second_factor_required BIGINT NOT NULL DEFAULT 0;

-- The person who sent it, where it was one.
ALTER TABLE messages ADD COLUMN user_id BIGINT;
ALTER TABLE batches ADD COLUMN user_id BIGINT;
