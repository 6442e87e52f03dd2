-- Where the removal of old messages stands, for each organization that does not keep them.
CREATE TABLE retention (
    organization_id INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL, -- above 0: that owner is at it; 0: nobody
    due_at INTEGER NOT NULL, -- when it is looked at again
    next_id INTEGER NOT NULL, -- where to go on: what is below was looked at in this round
    messages INTEGER NOT NULL, -- removed in this round
    batches INTEGER NOT NULL -- removed in this round
) STRICT;
CREATE INDEX organizations_retention ON organizations (id) WHERE retention_days > 0;
