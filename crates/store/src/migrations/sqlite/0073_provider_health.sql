-- How providers' health changed, as nodes saw it; kept for 90 days.

CREATE TABLE provider_health (
    provider_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    node INTEGER NOT NULL,
    before TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (provider_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_health_id ON provider_health (id);
