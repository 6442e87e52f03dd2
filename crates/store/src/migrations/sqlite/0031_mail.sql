-- Mail that is to go out; invitations and password resets, known by the hash of what was mailed.

CREATE TABLE invitations (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    invited_by INTEGER, -- the user; none: the operator, or a key
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER, -- accepted, or taken back
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_day ON invitations (organization_id, created_at);
CREATE INDEX invitations_end ON invitations (expires_at);

CREATE TABLE password_resets (
    token_hash BLOB NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX password_resets_user ON password_resets (user_id, created_at);
CREATE INDEX password_resets_end ON password_resets (expires_at);

CREATE TABLE mails (
    id INTEGER PRIMARY KEY,
    sealed TEXT NOT NULL, -- address, subject and text: they hold what lets people in
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mails_due ON mails (due_at);
