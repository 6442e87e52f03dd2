//! What an SMSC delivers again because our answer got lost is one message, wherever an hour of the clock ends; what a
//! person writes again is another.

use std::time::Duration;

use domain::alphabet::Alphabet;
use doubles::smsc::{Delivery, Joined, Smsc, SmscSettings};
use serde_json::json;
use testkit::{ProviderSpec, TestApp, eventually};

use crate::numbers::kenyan;

/// The mock clock starts at a full hour.
const HOUR: Duration = Duration::from_secs(3_600);

struct Stage {
    smsc: Smsc,
    app: TestApp,
    delivered: u64,
}

impl Stage {
    async fn start() -> Self {
        let smsc = Smsc::local(SmscSettings::default()).await.expect("a free port");
        let config = json!({
            "host": "127.0.0.1", "port": smsc.address().port(), "systemId": "tuma", "password": "tuma",
            "reconnectMinMs": 10, "reconnectMaxMs": 50,
        });
        let provider = ProviderSpec::carrier("smpp", "smsc", &config.to_string()).only_for("acme");
        let app = TestApp::builder().provider(provider).start().await;
        Self {
            smsc,
            app,
            delivered: 0,
        }
    }

    /// The SMSC delivers this text; answers how many messages are stored once it has our answer.
    async fn delivers(&mut self, text: &str) -> usize {
        self.smsc.deliver(Delivery::text(&kenyan(1), "20880", text));
        self.delivered += 1;
        let delivered = self.delivered;
        self.smsc
            .wait_until(|smsc| (smsc.counts().acknowledged == delivered).then_some(()))
            .await;
        self.app.own().list_all("direction=INBOUND").await.len()
    }

    /// Ends as a crash does, and is started again after so long.
    async fn crashes(&mut self, away: Duration) {
        self.app.crash();
        self.smsc
            .wait_until(|smsc| smsc.sessions().is_empty().then_some(()))
            .await;
        self.app.advance(away);
        self.app.start_again().await;
    }
}

#[tokio::test]
async fn a_text_that_comes_again_after_a_crash_is_stored_once_though_another_hour_began() {
    for (before_the_hour, away) in [(10, 20), (1, 1), (1_800, 3_000)] {
        let mut stage = Stage::start().await;
        stage.app.advance(HOUR - Duration::from_secs(before_the_hour));
        assert_eq!(stage.delivers("NDIYO").await, 1);
        stage.crashes(Duration::from_secs(away)).await;
        assert_eq!(stage.delivers("NDIYO").await, 1, "{before_the_hour} {away}");
        assert_eq!(stage.delivers("NDIYO").await, 2, "who writes it again is heard");
        assert_eq!(stage.delivers("HAPANA").await, 3);
    }
}

#[tokio::test]
async fn a_long_text_whose_parts_come_again_after_a_crash_is_stored_once() {
    let mut stage = Stage::start().await;
    stage.app.advance(HOUR - Duration::from_secs(5));
    let text = "Ninakuja kesho 🙂 ".repeat(9);
    // The SMSC cuts by octets.
    let octets = Alphabet::Ucs2.encode(text.trim()).expect("UCS-2 has everything");
    let parts = octets.len().div_ceil(134) as u64;
    for _ in 0..2 {
        let delivery = Delivery::text(&kenyan(1), "20880", text.trim()).joined(Joined::Udh8, 7);
        stage.smsc.deliver(delivery);
        stage.delivered += parts;
        let delivered = stage.delivered;
        stage
            .smsc
            .wait_until(|smsc| (smsc.counts().acknowledged == delivered).then_some(()))
            .await;
        let found = stage.app.own().list_all("direction=INBOUND").await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["body"], text.trim());
        stage.crashes(Duration::from_secs(10)).await;
    }
}

#[tokio::test]
async fn who_writes_the_same_after_an_orderly_restart_or_long_after_a_crash_is_heard() {
    let mut stage = Stage::start().await;
    assert_eq!(stage.delivers("1").await, 1);
    stage.app.shutdown().await;
    // No process starts in the millisecond of another.
    stage.app.advance(Duration::from_secs(1));
    stage.app.start_again().await;
    assert_eq!(stage.delivers("1").await, 2, "its answer had arrived");
    stage.crashes(HOUR).await;
    assert_eq!(stage.delivers("1").await, 3, "nobody sends again after an hour");
}

#[tokio::test]
async fn a_text_that_comes_again_to_the_same_process_is_stored_once() {
    let mut stage = Stage::start().await;
    assert_eq!(stage.delivers("1").await, 1);
    stage.smsc.disconnect();
    eventually("the bind to be found again", async || {
        let sessions = stage.smsc.sessions();
        sessions.iter().any(|one| one.number > 1).then_some(())
    })
    .await;
    stage.app.advance(HOUR - Duration::from_secs(1));
    assert_eq!(stage.delivers("1").await, 1, "its answer may have been lost");
    assert_eq!(stage.delivers("1").await, 2);
}
