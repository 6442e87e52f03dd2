-- Who a person is elsewhere: at an OpenID Connect issuer, by its URL; in the directory, as `directory`.

CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL, -- what the issuer calls the person, for good
    user_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
-- One a person and issuer: an address that became somebody else's there does not lead to the account of who had it.
CREATE UNIQUE INDEX identities_user ON identities (user_id, issuer);
CREATE INDEX invitations_email ON invitations (email);
