-- Units of an organization (a campus, a branch, a route): a tree, who is limited to which, and whose messages are whose.

CREATE TABLE units (
    id BIGINT PRIMARY KEY,
    organization_id BIGINT NOT NULL,
    parent_id BIGINT NOT NULL, -- 0: none
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (organization_id, parent_id, name)
);

ALTER TABLE memberships ADD COLUMN unit_id BIGINT; -- none: limited to no unit
ALTER TABLE messages ADD COLUMN unit_id BIGINT;
ALTER TABLE batches ADD COLUMN unit_id BIGINT;
