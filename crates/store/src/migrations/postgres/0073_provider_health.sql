-- How providers' health changed, as nodes saw it; kept for 90 days.

CREATE TABLE provider_health (
    provider_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    node BIGINT NOT NULL,
    before TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, id)
);
CREATE INDEX provider_health_id ON provider_health (id);
