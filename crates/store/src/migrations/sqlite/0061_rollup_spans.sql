-- The rollups once more by the hour and by the day (UTC), an organization's together: what screens read. The quarter
-- hours are left for the ends of periods, and for zones whose days do not begin with an hour.
CREATE TABLE rollup_spans (
    organization_id INTEGER NOT NULL,
    grain INTEGER NOT NULL, -- 1: hours, 2: days
    span INTEGER NOT NULL, -- hours or days since 1970
    direction INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    class INTEGER NOT NULL,
    country TEXT NOT NULL,
    state INTEGER NOT NULL,
    journal INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    PRIMARY KEY (organization_id, grain, span, direction, provider_id, campaign_id, class, country, state, journal)
) STRICT, WITHOUT ROWID;

INSERT INTO rollup_spans
    SELECT organization_id, 1, quarter / 4, direction, provider_id, campaign_id, class, country, state, journal,
        SUM(messages), SUM(segments), SUM(cost_micros)
    FROM rollups
    GROUP BY organization_id, quarter / 4, direction, provider_id, campaign_id, class, country, state, journal;
INSERT INTO rollup_spans
    SELECT organization_id, 2, quarter / 96, direction, provider_id, campaign_id, class, country, state, journal,
        SUM(messages), SUM(segments), SUM(cost_micros)
    FROM rollups
    GROUP BY organization_id, quarter / 96, direction, provider_id, campaign_id, class, country, state, journal;
