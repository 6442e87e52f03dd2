//! Killed with SIGKILL again and again while it accepts and sends, Tuma loses nothing and sends nothing twice that it
//! could know of.
//!
//! The witnesses are the answers that callers got, the carrier's own record, and the database as each kill left it. The
//! moments are drawn under a seed that is printed; `TUMA_TEST_SEED` repeats it.

mod load;
mod verdict;

use std::collections::BTreeSet;
use std::time::Duration;

use rand::rngs::{OsRng, StdRng};
use rand::{Rng, SeedableRng, TryRngCore};
use testkit::{eventually, eventually_within};

use self::load::Load;
use self::verdict::{Policy, judge};
use super::server::{Carrier, Machine};
use crate::money::books::balanced;

const KILLS: u32 = 22;
/// How many answers lie between two kills, at most.
const MOST_ANSWERS: usize = 150;
/// Held messages end with their validity, which is looked for by the minute.
const ALL_ENDED: Duration = Duration::from_secs(180);
/// Slow enough that messages wait whenever the kill comes; without look-up, so that the policy has to decide.
const CARRIER: &str = r#"{
    "magic_numbers": false, "lookup": false,
    "response": { "min_ms": 5, "max_ms": 40 },
    "reports": { "delay": { "min_ms": 5, "max_ms": 60 }, "duplicate_share": 0.05, "early_share": 0.05 }
}"#;

fn seed() -> u64 {
    match std::env::var("TUMA_TEST_SEED") {
        Ok(text) => text.parse().expect("TUMA_TEST_SEED is a number"),
        Err(_) => OsRng.try_next_u64().expect("the system has randomness"),
    }
}

/// What a run leaves to be judged.
pub struct Run {
    machine: Machine,
    carrier: Carrier,
    load: Load,
    /// Messages whose attempt had begun and was not settled when a kill came.
    begun: BTreeSet<i64>,
    /// Messages that merely waited at some kill and had not begun at any.
    waited: BTreeSet<i64>,
}

async fn killed_again_and_again(policy: Policy, seed: u64) -> Run {
    let mut random = StdRng::seed_from_u64(seed);
    let mut machine = Machine::new().await;
    // Small chunks, so that kills come in the middle of a file.
    let tuma = machine.tuma.clone().with("TUMA_ENGINE__CHUNK_ROWS", "20");
    machine.tuma = tuma.with("TUMA_ENGINE__VALIDITY_MS", policy.validity_ms());
    let carrier = machine.carrier(CARRIER).await;
    let key = machine.set_up(&carrier.address, &["--unknown", policy.word()]).await;
    // It pays, and gets back what expires: the books have to balance after every kill.
    let terms = [
        "balance",
        "set",
        "--org",
        "acme",
        "--currency",
        "KES",
        "--refund",
        "failed-and-expired",
    ];
    machine.json(&terms).await;
    machine.json(&["balance", "topup", "1000000", "--org", "acme"]).await;
    let load = Load::new(&key);
    let (mut begun, mut waited) = (BTreeSet::new(), BTreeSet::new());
    for kill in 0..KILLS {
        if random.random_ratio(1, 8) {
            // Somewhere in the middle of starting: what it has logged by then is chance enough.
            let child = machine.tuma.start(&["serve"]);
            let lines = random.random_range(0..3);
            let logged = async || (child.logged().lines().count() >= lines).then_some(());
            eventually_within(Duration::from_secs(2), logged).await;
            child.kill().await;
        } else {
            let server = machine.serve(&[]).await;
            load.aim_at(server.address());
            let goal = load.answered() + random.random_range(0..MOST_ANSWERS);
            eventually("the moment to kill", async || (load.answered() >= goal).then_some(())).await;
            server.child.kill().await;
        }
        load.aim_at_nothing();
        machine.database.left_alone().await;
        let ids = async |sql: &str| machine.database.ids(sql).await;
        if kill > 0 || machine.folder.path().join("data").exists() {
            begun.extend(ids("SELECT message_id AS id FROM lane_entries WHERE begun_at IS NOT NULL").await);
            waited.extend(ids("SELECT message_id AS id FROM lane_entries WHERE begun_at IS NULL").await);
            balanced(&machine.database).await;
        }
    }
    let waited = waited.difference(&begun).copied().collect();
    Run {
        machine,
        carrier,
        load,
        begun,
        waited,
    }
}

async fn ended_and_judged(mut run: Run, policy: Policy) {
    let server = run.machine.serve(&[]).await;
    run.load.aim_at(server.address());
    run.load.finish().await;
    let unfinished =
        "SELECT (SELECT count(*) FROM messages WHERE state <= 4) + (SELECT count(*) FROM batches WHERE state = 1)";
    let ended = async || (run.machine.database.count(unfinished).await == 0).then_some(());
    let left = eventually_within(ALL_ENDED, ended).await;
    assert!(
        left.is_some(),
        "{} messages and files never ended",
        run.machine.database.count(unfinished).await
    );
    balanced(&run.machine.database).await;
    let held = run
        .machine
        .database
        .count("SELECT COALESCE(SUM(held_micros), 0) FROM messages")
        .await;
    assert_eq!(held, 0, "money is held for messages that have ended");
    judge(&run.load, &run.carrier.taken(), policy, (&run.begun, &run.waited)).await;
    server.child.terminate();
    assert_eq!(server.child.ended().await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_resend_everything_answered_202_ends_and_only_what_is_marked_unknown_went_out_twice() {
    let seed = seed();
    println!("TUMA_TEST_SEED={seed}");
    let run = killed_again_and_again(Policy::Resend, seed).await;
    ended_and_judged(run, Policy::Resend).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_hold_everything_answered_202_ends_nothing_went_out_twice_and_only_what_had_begun_is_held() {
    let seed = seed();
    println!("TUMA_TEST_SEED={seed}");
    let run = killed_again_and_again(Policy::Hold, seed).await;
    ended_and_judged(run, Policy::Hold).await;
}
