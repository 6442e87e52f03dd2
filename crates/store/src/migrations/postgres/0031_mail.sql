-- Mail that is to go out; invitations and password resets, known by the hash of what was mailed.

CREATE TABLE invitations (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    invited_by BIGINT, -- the user; none: the operator, or a key
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT, -- accepted, or taken back
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX invitations_day ON invitations (organization_id, created_at);
CREATE INDEX invitations_end ON invitations (expires_at);

CREATE TABLE password_resets (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX password_resets_user ON password_resets (user_id, created_at);
CREATE INDEX password_resets_end ON password_resets (expires_at);

CREATE TABLE mails (
    id BIGINT PRIMARY KEY,
    sealed TEXT NOT NULL, -- address, subject and text: they hold what lets people in
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX mails_due ON mails (due_at);
