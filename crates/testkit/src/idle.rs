//! When there is nothing left to do now, and what is left where a test says that nothing should be.

use crate::app::TestApp;
use crate::wait::{DEADLINE, eventually_within};

/// Messages that are not final, by the table itself: states up to SENT.
const UNFINISHED: &str = "SELECT count(*) FROM messages WHERE state <= 4";
/// Files whose last row is not taken.
const RUNNING_BATCHES: &str = "SELECT count(*) FROM batches WHERE state = 1";

impl TestApp {
    /// Waits until nothing is left that could go on now: no message is due, none is in the carrier's hands, no file is
    /// being taken, no report is on its way. What waits for a later time stays.
    ///
    /// # Panics
    /// At the deadline, with what is left.
    pub async fn run_until_idle(&self) {
        let idle = eventually_within(DEADLINE, async || self.is_idle().await.then_some(())).await;
        if idle.is_none() {
            panic!(
                "waited {} s for nothing to do; left: {}",
                DEADLINE.as_secs(),
                self.remains().await
            );
        }
    }

    async fn is_idle(&self) -> bool {
        self.due().await == 0
            && self.database().count(RUNNING_BATCHES).await == 0
            && self.carriers().reports_pending() == 0
            // A report may have put nothing in motion, but its settling may have come in between.
            && self.due().await == 0
    }

    /// Lane entries that are due or begun.
    async fn due(&self) -> i64 {
        let now = self.now_ms();
        self.database()
            .count(&format!("SELECT count(*) FROM lane_entries WHERE due_at <= {now}"))
            .await
    }

    async fn remains(&self) -> String {
        let messages = self.database().count(UNFINISHED).await;
        let batches = self.database().count(RUNNING_BATCHES).await;
        let (due, reports) = (self.due().await, self.carriers().reports_pending());
        let begun = self
            .database()
            .count("SELECT count(*) FROM lane_entries WHERE begun_at IS NOT NULL")
            .await;
        format!(
            "{messages} unfinished messages, {due} due lane entries ({begun} begun), {batches} running batches, {reports} reports"
        )
    }

    /// What is unprocessed, if anything, from a place that cannot wait.
    pub(crate) fn unprocessed(&self) -> Option<String> {
        let messages = self.database().count_now(UNFINISHED);
        let batches = self.database().count_now(RUNNING_BATCHES);
        match (messages, batches) {
            (Ok(0), Ok(0)) => None,
            (Ok(messages), Ok(batches)) => Some(format!("{messages} messages, {batches} files")),
            (Err(error), _) | (_, Err(error)) => Some(format!("the database cannot say: {error:#}")),
        }
    }
}
