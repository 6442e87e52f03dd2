//! A random life: whatever happens to messages in whatever order, counts agree with a scan and nothing moves back.

use std::collections::HashMap;

use domain::{MessageId, MessageState, RefundRule, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_PROVIDER, PROVIDER, TestStore, held, retry_at, submitted};
use super::ledger::{LIMIT, prepaid, top_up};
use crate::{Accepted, Begun, LaneMessage, Reroute, Settled, Settlement, Suppression};

/// A small generator (xorshift) so that a failing seed can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// What the test remembers of the world.
#[derive(Default)]
struct World {
    held: Vec<LaneMessage>,
    begun: Vec<LaneMessage>,
    carrier_ids: Vec<String>,
    states: HashMap<MessageId, MessageState>,
}

fn seed() -> u64 {
    let asked = std::env::var("TUMA_TEST_SEED").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(0x5eed_0001)
}

#[tokio::test]
async fn counts_agree_and_states_move_forward_in_a_random_life() {
    let t = TestStore::start_with(|config| config.bucket_messages = 16).await;
    let (mut dice, mut world) = (Dice(seed()), World::default());
    for step in 0..250 {
        act(&t, &mut dice, &mut world).await;
        if step % 25 == 24 {
            check(&t, &mut world, seed()).await;
        }
    }
}

#[tokio::test]
async fn the_books_balance_and_stay_within_the_limit_in_a_random_life_on_every_terms() {
    for rule in RefundRule::ALL {
        let t = TestStore::start_with(|config| config.bucket_messages = 16).await;
        let (mut dice, mut world) = (Dice(seed() ^ *rule as u64), World::default());
        t.store.billing_set(prepaid(*rule), t.now()).await.unwrap();
        for step in 0..250 {
            if dice.roll(15) == 0 {
                top_up(&t, 1 + dice.roll(8) as i64 * 1_000_000).await;
            }
            act(&t, &mut dice, &mut world).await;
            if step % 25 == 24 {
                check(&t, &mut world, seed()).await;
                let balance = t.check_books().await;
                assert!(balance.available >= -LIMIT, "{rule}: {balance:?} (seed {})", seed());
            }
        }
    }
}

async fn act(t: &TestStore, dice: &mut Dice, world: &mut World) {
    let to = format!("+2547000000{:02}", dice.roll(30));
    match dice.roll(13) {
        0..=2 => arrive(t, dice, world, &to).await,
        3 | 4 => {
            let messages: Vec<LaneMessage> = world.held.drain(..).collect();
            let begun = t.begin(&messages).await;
            let going = messages.into_iter().zip(begun).filter(|(_, begun)| *begun == Begun::Go);
            world.begun.extend(going.map(|(message, _)| message));
        }
        5 | 6 => settle_one(t, dice, world).await,
        12 => reroute_one(t, dice, world).await,
        7 => report_one(t, dice, world).await,
        8 => {
            let ids: Vec<MessageId> = world.states.keys().copied().collect();
            if let Some(id) = ids.get(dice.roll(1 + ids.len() as u64) as usize) {
                t.store.message_cancel(ORG, *id, t.now()).await.unwrap();
            }
        }
        9 => {
            let reason = "stop".to_owned();
            let stop = Suppression {
                organization: ORG,
                number: to,
                reason,
                at: t.now(),
            };
            t.store.suppression_insert(stop).await.unwrap();
        }
        10 => {
            t.clock.advance(dice.roll(12) as i64 * HOUR);
            t.store.lane_promote(t.now(), 100).await.unwrap();
            t.store.messages_expire(t.now(), 100).await.unwrap();
        }
        _ => {
            for priority in domain::Priority::ALL {
                let claimed = t
                    .store
                    .lane_claim(PROVIDER, priority, vec![(ORG, 5)], t.now())
                    .await
                    .unwrap();
                world.held.extend(claimed);
            }
        }
    }
}

async fn arrive(t: &TestStore, dice: &mut Dice, world: &mut World, to: &str) {
    let mut message = t.message(to);
    match dice.roll(3) {
        0 => message.state = MessageState::Scheduled,
        1 => message.born_owned = false,
        _ => {}
    }
    if dice.roll(2) == 0 {
        message.callback_url = Some("https://example.com/hook".to_owned());
    }
    world.states.insert(message.id, message.state);
    let owned = message.born_owned && message.state == MessageState::Queued;
    let committed = t.accept(vec![message.clone()]).await;
    if committed.accepted != Accepted::New {
        world.states.remove(&message.id);
    } else if owned {
        world.held.push(held(&message, &committed));
    }
}

async fn settle_one(t: &TestStore, dice: &mut Dice, world: &mut World) {
    let Some(message) = world.begun.pop() else { return };
    let id = format!("c{}", dice.roll(40));
    let result = match dice.roll(5) {
        0 => retry_at(t.now() + dice.roll(5) as i64 * HOUR),
        1 => Settled::Held {
            detail: "timed out".to_owned(),
        },
        2 => Settled::Ended {
            state: MessageState::Failed,
            code: None,
            detail: "no".to_owned(),
        },
        3 => Settled::Submitted {
            carrier_ids: Vec::new(),
            no_reports: true,
            detail: None,
            metadata: None,
        },
        _ => submitted(&[&id, &format!("{id}x")]),
    };
    world.carrier_ids.push(id);
    let settlement = Settlement {
        attempt: message.attempts + 1,
        at: t.now(),
        // Where a retry goes on may be cheaper, or dearer than what is held.
        cost_micros: match result {
            Settled::Retry { .. } => Some(dice.roll(1_200_000) as i64),
            _ => None,
        },
        message,
        result,
    };
    t.store.settle(vec![settlement]).await.unwrap();
}

/// Gives a message back, moves it to the other lane, where it costs something else, and back.
async fn reroute_one(t: &TestStore, dice: &mut Dice, world: &mut World) {
    let Some(message) = world.held.pop() else { return };
    t.store.lane_release(PROVIDER, vec![(ORG, message.id)]).await.unwrap();
    for (from, to) in [(PROVIDER, OTHER_PROVIDER), (OTHER_PROVIDER, PROVIDER)] {
        let reroute = Reroute {
            organization: ORG,
            message: message.id,
            from,
            to,
            cost_micros: Some(dice.roll(1_200_000) as i64),
            detail: "its provider is DOWN".to_owned(),
        };
        t.store.lane_reroute(vec![reroute], t.now()).await.unwrap();
    }
}

async fn report_one(t: &TestStore, dice: &mut Dice, world: &World) {
    let mut receipts = Vec::new();
    for _ in 0..dice.roll(4) {
        let status = ReportStatus::ALL[dice.roll(5) as usize];
        let id = match world
            .carrier_ids
            .get(dice.roll(1 + world.carrier_ids.len() as u64) as usize)
        {
            Some(id) => id.clone(),
            None => format!("c{}", dice.roll(40)),
        };
        let mut receipt = t.receipt(&format!("{id}{}", if dice.roll(2) == 0 { "x" } else { "" }), status);
        if dice.roll(3) == 0 {
            receipt.reference = world.begun.first().map(|message| (message.id, 1));
        }
        receipts.push(receipt);
    }
    t.store.receipts(receipts).await.unwrap();
}

async fn check(t: &TestStore, world: &mut World, seed: u64) {
    t.check_counts().await;
    check_outbox(t).await;
    for (id, before) in &mut world.states {
        let now = t.state(*id).await;
        assert!(
            now == *before || reachable(*before, now),
            "{before} became {now} (seed {seed})"
        );
        *before = now;
    }
}

/// Every end that somebody waits for is told, once, and no other move is.
async fn check_outbox(t: &TestStore) {
    let untold = t
        .rows(
            "SELECT COUNT(*) FROM messages m WHERE m.callback_url IS NOT NULL AND m.ended_at IS NOT NULL
                 AND (SELECT COUNT(*) FROM hook_outbox o WHERE o.message_id = m.id AND o.state = m.state) <> 1",
        )
        .await;
    assert_eq!(untold, 0, "an end was not told, or twice");
    let untrue = t
        .rows(
            "SELECT COUNT(*) FROM hook_outbox o WHERE NOT EXISTS (
                 SELECT 1 FROM messages m WHERE m.id = o.message_id AND m.callback_url IS NOT NULL
                     AND m.ended_at IS NOT NULL)",
        )
        .await;
    assert_eq!(untrue, 0, "something was told that did not happen");
}

/// Whether legal moves lead from one state to the other.
fn reachable(from: MessageState, to: MessageState) -> bool {
    let mut next = MessageState::ALL
        .iter()
        .copied()
        .filter(|state| from.may_become(*state));
    from.may_become(to) || next.any(|state| reachable(state, to))
}
