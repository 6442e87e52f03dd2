-- How the API is used: counts by the quarter hour, complete; and single calls, a bounded sample of them.
CREATE TABLE usage_totals (
    organization_id INTEGER NOT NULL,
    quarter INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL, -- 1: an API key, 2: a person
    actor_id INTEGER NOT NULL,
    endpoint TEXT NOT NULL, -- the route, not the path
    method TEXT NOT NULL,
    status INTEGER NOT NULL,
    node INTEGER NOT NULL, -- so that no two nodes wait for each other's rows
    requests INTEGER NOT NULL,
    duration_us INTEGER NOT NULL,
    slowest_us INTEGER NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    PRIMARY KEY (organization_id, quarter, actor_kind, actor_id, endpoint, method, status, node)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_totals_age ON usage_totals (quarter, organization_id);

CREATE TABLE usage_calls (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor_id INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    method TEXT NOT NULL,
    status INTEGER NOT NULL,
    duration_us INTEGER NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    ip TEXT,
    agent TEXT,
    request_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_calls_age ON usage_calls (id);
