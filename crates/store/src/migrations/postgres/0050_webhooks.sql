-- The same as in SQLite. Webhooks: who is told events, what has to be told, what was told; and the events that people follow live.

CREATE TABLE webhooks (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    url TEXT NOT NULL,
    description TEXT NOT NULL,
    events BIGINT NOT NULL, -- a bit for each
    active BIGINT NOT NULL,
    disabled_reason TEXT, -- set where Tuma ended it, not a person
    secret TEXT NOT NULL, -- sealed
    previous_secret TEXT, -- sealed; signs too until previous_until
    previous_until BIGINT,
    consecutive_fails BIGINT NOT NULL,
    failing_since BIGINT,
    last_triggered_at BIGINT,
    last_success_at BIGINT,
    version BIGINT NOT NULL, -- drawn anew with each change, so that nodes see it
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX webhooks_id ON webhooks (id);

-- What has to be told over HTTP. The key groups the events of a message, which are told in their order.
CREATE TABLE hook_outbox (
    target BIGINT NOT NULL, -- above 0: a webhook; below 0: the callbacks of an organization to one origin
    message_id BIGINT NOT NULL, -- 0: of no message
    id BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    event BIGINT NOT NULL,
    state BIGINT NOT NULL, -- the message's; 0: of no message
    event_id BIGINT NOT NULL, -- what receivers know it by; other than id where it is told again
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    owner BIGINT NOT NULL, -- above 0: that owner is telling it; 0: waits
    created_at BIGINT NOT NULL,
    name TEXT, -- of a security event
    data TEXT, -- what an event of no message says, JSON
    payload TEXT, -- the whole body where it is told again as it was
    PRIMARY KEY (target, message_id, id)
);
CREATE INDEX hook_outbox_due ON hook_outbox (target, due_at, id) WHERE owner = 0;

-- What was waiting for callbacks moves here. A hash of the origin cannot be computed in SQL: these share one queue a
-- organization, which is as good as any.
INSERT INTO hook_outbox
    SELECT -organization_id, message_id, id, organization_id,
        CASE state WHEN 4 THEN 2 WHEN 5 THEN 3 WHEN 6 THEN 4 WHEN 7 THEN 5 WHEN 8 THEN 6 ELSE 7 END,
        state, id, attempts, due_at, owner, created_at, NULL, NULL, NULL
    FROM outbox WHERE target = 0;
DELETE FROM outbox WHERE target = 0;

-- Each try to tell an event. A success beyond the first ones of a second has no payload: its message says the same.
CREATE TABLE webhook_deliveries (
    organization_id BIGINT NOT NULL,
    target BIGINT NOT NULL, -- a webhook; 0: the callbacks of messages
    id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    event BIGINT NOT NULL,
    state BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    outcome BIGINT NOT NULL, -- 1: taken; 2: tried again later; 3: given up; 4: given up, and told again since
    http_status BIGINT,
    latency_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    name TEXT,
    url TEXT,
    payload TEXT,
    response_body TEXT,
    error TEXT,
    PRIMARY KEY (organization_id, target, id)
);
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (organization_id, target, id) WHERE outcome <> 1;

-- Which organizations' events somebody follows, or did a short while ago.
CREATE TABLE live_watches (
    organization_id BIGINT PRIMARY KEY,
    until BIGINT NOT NULL
);

-- The events of messages of those organizations. Ids rise in the order of commits within one journal.
CREATE TABLE live_events (
    organization_id BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    state BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, journal, id)
);
