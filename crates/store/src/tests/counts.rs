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
    }
}
