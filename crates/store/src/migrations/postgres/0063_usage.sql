-- How the API is used: counts by the quarter hour, complete; and single calls, a bounded sample of them.
CREATE TABLE usage_totals (
    organization_id BIGINT NOT NULL,
    quarter BIGINT NOT NULL,
    actor_kind BIGINT NOT NULL, -- 1: an API key, 2: a person
    actor_id BIGINT NOT NULL,
    endpoint TEXT NOT NULL, -- the route, not the path
    method TEXT NOT NULL,
    status BIGINT NOT NULL,
    node BIGINT NOT NULL, -- so that no two nodes wait for each other's rows
    requests BIGINT NOT NULL,
    duration_us BIGINT NOT NULL,
    slowest_us BIGINT NOT NULL,
    request_bytes BIGINT NOT NULL,
    response_bytes BIGINT NOT NULL,
    PRIMARY KEY (organization_id, quarter, actor_kind, actor_id, endpoint, method, status, node)
);
CREATE INDEX usage_totals_age ON usage_totals (quarter, organization_id);

CREATE TABLE usage_calls (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor_kind BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,
    endpoint TEXT NOT NULL,
    method TEXT NOT NULL,
    status BIGINT NOT NULL,
    duration_us BIGINT NOT NULL,
    request_bytes BIGINT NOT NULL,
    response_bytes BIGINT NOT NULL,
    ip TEXT,
    agent TEXT,
    request_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX usage_calls_age ON usage_calls (id);
