//! The failover drill: three providers under steady load; the first throttles, then errors, then hangs, then comes
//! back. Nothing is lost, nothing is taken twice but what the timeline marks unknown, traffic shifts and returns.

use std::collections::HashMap;
use std::time::Duration;

use testkit::{ProviderSpec, Reply, TestApp, eventually};

use crate::numbers::kenyan;

/// Messages of each phase.
const PHASE: usize = 500;

struct Drill {
    app: TestApp,
    sent: Vec<String>,
    next: usize,
}

impl Drill {
    async fn start() -> Self {
        let app = TestApp::builder()
            .provider(ProviderSpec::recorder("first").rank(1).window(200))
            .provider(ProviderSpec::recorder("second").rank(2).window(200))
            .provider(ProviderSpec::recorder("third").rank(3).window(200))
            .engine(|engine| {
                engine.attempt_timeout_ms = 500;
                engine.retry.first_ms = 50;
                engine.breaker.probe_after_ms = 500;
            })
            .real_clock()
            .start()
            .await;
        Self {
            app,
            sent: Vec::new(),
            next: 0,
        }
    }

    /// Sends one phase's messages.
    async fn load(&mut self) {
        let numbers = (self.next..self.next + PHASE).map(kenyan);
        self.next += PHASE;
        let answer = self.app.own().send_bulk(numbers, "drill").await.expect(202);
        let batch = answer.text_of("batchId").to_owned();
        let listed = self.app.own().list_all(&format!("batchId={batch}")).await;
        self.sent.extend(
            listed
                .iter()
                .map(|one| one["messageId"].as_str().expect("an id").to_owned()),
        );
    }

    async fn settled(&self) {
        for id in &self.sent {
            self.app.wait_for_state(id, "DELIVERED").await;
        }
    }

    fn counts(&self) -> [usize; 3] {
        ["first", "second", "third"].map(|name| self.app.recorder_of(name).count())
    }
}

#[tokio::test]
async fn traffic_shifts_to_the_next_provider_and_returns_and_nothing_is_lost() {
    let mut drill = Drill::start().await;
    let first = drill.app.recorder_of("first").clone();
    drill.load().await;
    drill.settled().await;
    assert_eq!(drill.counts(), [PHASE, 0, 0], "all well: the first takes everything");

    first.usually(Reply::Throttle(Duration::from_secs(8)));
    drill.load().await;
    drill.settled().await;
    let [_, second, _] = drill.counts();
    assert!(
        second > 0,
        "what a throttling provider keeps waiting goes to the second"
    );

    first.usually(Reply::Busy);
    drill.load().await;
    drill.settled().await;
    let [_, shifted, third] = drill.counts();
    assert!(
        shifted > second && third == 0,
        "errors shift the load: {:?}",
        drill.counts()
    );

    first.usually(Reply::Hang);
    first.shut_gate();
    drill.load().await;
    drill.settled().await;

    first.open_gate();
    first.usually(Reply::Take);
    let before = first.count();
    eventually("the first provider to take messages again", async || {
        let id = drill.app.send(&kenyan(900_000), "again").await;
        let status = drill.app.wait_for_state(&id, "DELIVERED").await;
        (status["provider"] == "first" && first.count() > before).then_some(())
    })
    .await;
    drill.app.run_until_idle().await;
    nothing_was_taken_twice(&drill).await;
}

/// What more than one provider took, or one took twice, must be marked in its timeline.
async fn nothing_was_taken_twice(drill: &Drill) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for name in ["first", "second", "third"] {
        for one in drill.app.recorder_of(name).taken() {
            *taken.entry(one).or_default() += 1;
        }
    }
    for id in &drill.sent {
        let times = taken.get(id).copied().unwrap_or_default();
        assert!(times >= 1, "{id} was taken by nobody");
        if times > 1 {
            let timeline = drill.app.own().timeline(id).await;
            assert!(
                timeline.iter().any(|event| event == "UNKNOWN"),
                "{id} was taken {times} times: {}\n{}",
                hand_overs(drill, id).join(", "),
                drill.app.own().status(id).await
            );
        }
    }
}

/// Where a message was handed over, and as which attempt.
fn hand_overs(drill: &Drill, id: &str) -> Vec<String> {
    let each = ["first", "second", "third"].map(|name| {
        let seen = drill.app.recorder_of(name).seen();
        let of_it = seen.into_iter().filter(|one| one.message.to_string() == id);
        of_it
            .map(|one| format!("{name} attempt {} as {:?}", one.attempt, one.carrier_ids))
            .collect::<Vec<_>>()
    });
    each.concat()
}
