-- Where the removal of old messages stands, for each organization that does not keep them.
CREATE TABLE retention (
    organization_id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL, -- above 0: that owner is at it; 0: nobody
    due_at BIGINT NOT NULL, -- when it is looked at again
    next_id BIGINT NOT NULL, -- where to go on: what is below was looked at in this round
    messages BIGINT NOT NULL, -- removed in this round
    batches BIGINT NOT NULL -- removed in this round
);
CREATE INDEX organizations_retention ON organizations (id) WHERE retention_days > 0;
