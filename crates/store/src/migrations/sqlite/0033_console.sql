-- What whoever runs the installation decides about organizations: whether they work, how much they may have, and which
-- of the platform's providers they share.

ALTER TABLE organizations ADD COLUMN suspended_at INTEGER; -- none: it works
ALTER TABLE organizations ADD COLUMN suspended_why TEXT;

CREATE TABLE organization_quotas (
    organization_id INTEGER PRIMARY KEY,
    users INTEGER, -- none: as many as it likes
    api_keys INTEGER, -- none: as many as it likes
    providers INTEGER, -- none: as the platform says
    updated_at INTEGER NOT NULL
) STRICT;

ALTER TABLE providers ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0; -- 1: those in provider_shares alone may use it

CREATE TABLE provider_shares (
    provider_id INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    PRIMARY KEY (provider_id, organization_id)
) STRICT, WITHOUT ROWID;
