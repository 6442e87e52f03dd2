-- Units of an organization (a campus, a branch, a route): a tree, who is limited to which, and whose messages are whose.

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL,
    parent_id INTEGER NOT NULL, -- 0: none
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (organization_id, parent_id, name)
) STRICT;

ALTER TABLE memberships ADD COLUMN unit_id INTEGER; -- none: limited to no unit
ALTER TABLE messages ADD COLUMN unit_id INTEGER;
ALTER TABLE batches ADD COLUMN unit_id INTEGER;
