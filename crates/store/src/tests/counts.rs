//! The law of the counts: whatever happened, rollups, totals and gauges equal what a scan of the messages gives.

use super::harness::TestStore;

impl TestStore {
    /// Checks that every count equals what a scan of the messages gives.
    pub(crate) async fn check_counts(&self) {
        let wrong = self
            .rows(
                "SELECT COUNT(*) FROM (
                     SELECT provider_id, state, COUNT(*) AS n, SUM(segments) AS s, SUM(cost_micros) AS c
                     FROM messages GROUP BY provider_id, state) m
                 FULL OUTER JOIN (
                     SELECT provider_id, state, SUM(messages) AS n, SUM(segments) AS s, SUM(cost_micros) AS c
                     FROM rollups GROUP BY provider_id, state HAVING SUM(messages) <> 0) r
                 ON m.provider_id = r.provider_id AND m.state = r.state
                 WHERE m.n IS NULL OR r.n IS NULL OR m.n <> r.n OR m.s <> r.s OR m.c <> r.c",
            )
            .await;
        assert_eq!(wrong, 0, "rollups differ from the messages");
        let wrong = self
            .rows(
                "SELECT COUNT(*) FROM (
                     SELECT organization_id, provider_id, priority, state, COUNT(*) AS n FROM messages
                     WHERE state <= 4 AND ended_at IS NULL
                     GROUP BY organization_id, provider_id, priority, state) m
                 FULL OUTER JOIN (
                     SELECT organization_id, provider_id, priority, state, SUM(messages) AS n FROM gauges
                     GROUP BY organization_id, provider_id, priority, state HAVING SUM(messages) <> 0) g
                 ON m.organization_id = g.organization_id AND m.provider_id = g.provider_id
                     AND m.priority = g.priority AND m.state = g.state
                 WHERE m.n IS NULL OR g.n IS NULL OR m.n <> g.n",
            )
            .await;
        assert_eq!(wrong, 0, "gauges differ from the messages");
        let wrong = self
            .rows(
                "SELECT COUNT(*) FROM (
                     SELECT provider_id, state, SUM(messages) AS n, SUM(cost_micros) AS c FROM rollups
                     GROUP BY provider_id, state) r
                 JOIN (
                     SELECT provider_id, state, SUM(messages) AS n, SUM(cost_micros) AS c FROM totals
                     GROUP BY provider_id, state) t
                 ON r.provider_id = t.provider_id AND r.state = t.state
                 WHERE r.n <> t.n OR r.c <> t.c",
            )
            .await;
        assert_eq!(wrong, 0, "totals differ from the rollups");
        self.check_spans().await;
    }

    /// Checks that hours and days hold what the quarter hours hold.
    async fn check_spans(&self) {
        let wrong = self
            .rows(
                "SELECT COUNT(*) FROM (
                     SELECT quarter / 4 AS hour, quarter / 96 AS day, organization_id, provider_id, class, country, state,
                         SUM(messages) AS n, SUM(segments) AS s, SUM(cost_micros) AS c
                     FROM rollups GROUP BY quarter / 4, quarter / 96, organization_id, provider_id, class, country, state) r
                 FULL OUTER JOIN (
                     SELECT span, organization_id, provider_id, class, country, state,
                         SUM(messages) AS n, SUM(segments) AS s, SUM(cost_micros) AS c
                     FROM rollup_spans WHERE grain = 1
                     GROUP BY span, organization_id, provider_id, class, country, state) h
                 ON h.span = r.hour AND h.organization_id = r.organization_id AND h.provider_id = r.provider_id
                     AND h.class = r.class AND h.country = r.country AND h.state = r.state
                 WHERE r.n IS NULL OR h.n IS NULL OR r.n <> h.n OR r.s <> h.s OR r.c <> h.c",
            )
            .await;
        assert_eq!(wrong, 0, "hours differ from the quarter hours");
        let wrong = self
            .rows(
                "SELECT COUNT(*) FROM (
                     SELECT span / 24 AS day, organization_id, provider_id, state, SUM(messages) AS n, SUM(cost_micros) AS c
                     FROM rollup_spans WHERE grain = 1 GROUP BY span / 24, organization_id, provider_id, state) h
                 FULL OUTER JOIN (
                     SELECT span, organization_id, provider_id, state, SUM(messages) AS n, SUM(cost_micros) AS c
                     FROM rollup_spans WHERE grain = 2 GROUP BY span, organization_id, provider_id, state) d
                 ON d.span = h.day AND d.organization_id = h.organization_id AND d.provider_id = h.provider_id
                     AND d.state = h.state
                 WHERE d.n IS NULL OR h.n IS NULL OR d.n <> h.n OR d.c <> h.c",
            )
            .await;
        assert_eq!(wrong, 0, "days differ from the hours");
    }
}
