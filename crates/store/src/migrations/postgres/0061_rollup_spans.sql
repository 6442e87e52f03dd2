-- The rollups once more by the hour and by the day (UTC), an organization's together: what screens read. The quarter
-- hours are left for the ends of periods, and for zones whose days do not begin with an hour.
CREATE TABLE rollup_spans (
    organization_id BIGINT NOT NULL,
    grain BIGINT NOT NULL, -- 1: hours, 2: days
    span BIGINT NOT NULL, -- hours or days since 1970
    direction BIGINT NOT NULL,
    provider_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    class BIGINT NOT NULL,
    country TEXT NOT NULL,
    state BIGINT NOT NULL,
    journal BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    segments BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    PRIMARY KEY (organization_id, grain, span, direction, provider_id, campaign_id, class, country, state, journal)
);

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
