-- Sender IDs that organizations ask for and whoever runs the installation decides about.

CREATE TABLE sender_ids (
    id BIGINT PRIMARY KEY,
    organization_id BIGINT NOT NULL,
    sender TEXT NOT NULL, -- as a carrier takes it
    state BIGINT NOT NULL, -- 1: pending, 2: approved, 3: rejected
    purpose TEXT NOT NULL,
    countries TEXT NOT NULL, -- one a line; empty: all
    providers TEXT NOT NULL, -- ids, one a line; empty: all
    reason TEXT, -- why it was rejected
    requested_at BIGINT NOT NULL,
    decided_at BIGINT,
    UNIQUE (organization_id, sender)
);
CREATE INDEX sender_ids_state ON sender_ids (state, id);
CREATE INDEX sender_ids_sender ON sender_ids (sender, state);

ALTER TABLE organizations ADD COLUMN approved_senders_only BIGINT NOT NULL DEFAULT 0;
