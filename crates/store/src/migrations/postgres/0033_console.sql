-- What whoever runs the installation decides about organizations: whether they work, how much they may have, and which
-- of the platform's providers they share.

ALTER TABLE organizations ADD COLUMN suspended_at BIGINT; -- none: it works
ALTER TABLE organizations ADD COLUMN suspended_why TEXT;

CREATE TABLE organization_quotas (
    organization_id BIGINT PRIMARY KEY,
    users BIGINT, -- none: as many as it likes
    api_keys BIGINT, -- none: as many as it likes
    providers BIGINT, -- none: as the platform says
    updated_at BIGINT NOT NULL
);

ALTER TABLE providers ADD COLUMN chosen BIGINT NOT NULL DEFAULT 0; -- 1: those in provider_shares alone may use it

CREATE TABLE provider_shares (
    provider_id BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    PRIMARY KEY (provider_id, organization_id)
);
