//! What counting a call costs: `cargo run --release -p tenancy --example usage_cost`.
//!
//! Eight threads' worth of calls of one organization by four keys to three routes, on as many threads as asked for, with
//! the flush into SQLite running beside them. Prints nanoseconds a call.

use std::sync::Arc;

use domain::{ApiKeyId, Clock, Millis, OrganizationId};
use store::{DatabaseUrl, Store, StoreConfig};
use tenancy::{
    Actor, LimitSettings, MailWay, Mailer, PeopleSettings, RandomSource, Tenancy, TenancyParts, Used, UsedFrom, Vault,
};
use tokio::time::Instant;

const CALLS: usize = 2_000_000;

struct StillClock;

impl Clock for StillClock {
    fn now_ms(&self) -> Millis {
        1_772_352_000_000
    }
}

fn used(n: usize, routes: &[Arc<str>]) -> Used {
    Used {
        organization: OrganizationId::new(7),
        actor: Actor::Key(ApiKeyId::new(n as i64 % 4)),
        endpoint: Arc::clone(&routes[n % routes.len()]),
        method: "POST",
        status: 202,
        at: 1_772_352_000_000 + n as i64 / 40,
        duration_us: 900,
        request_bytes: 180,
        response_bytes: 420,
    }
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "a measurement is printed")]
async fn main() {
    let folder = std::env::temp_dir().join(format!("tuma-usage-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let config = StoreConfig::new(DatabaseUrl::Sqlite(folder.join("tuma.db")));
    let store = Store::open(config, Arc::new(StillClock)).await.expect("a store");
    let random: RandomSource = Arc::new(|_| {});
    let tenancy = Tenancy::new(TenancyParts {
        store: store.clone(),
        clock: Arc::new(StillClock),
        vault: Arc::new(Vault::new(("bench".to_owned(), [7; 32]), Vec::new(), random.clone())),
        random,
        mailer: Mailer::new("Tuma <tuma@localhost>", MailWay::log()).expect("a sender"),
        people: PeopleSettings::default(),
        limits: LimitSettings::none(),
        ways: tenancy::SignInWays::default(),
    });
    let stop = tokio_util::sync::CancellationToken::new();
    let flushing = tokio::spawn(tenancy.clone().usage_run(stop.clone()));
    let routes: Arc<[Arc<str>]> = ["/api/sms/send", "/api/sms/send-bulk", "/api/sms/status/{messageId}"]
        .map(Arc::from)
        .into();
    for threads in [1, 2, 4] {
        let started = Instant::now();
        let running: Vec<_> = (0..threads)
            .map(|_| {
                let (tenancy, routes) = (tenancy.clone(), Arc::clone(&routes));
                std::thread::spawn(move || {
                    let from = UsedFrom {
                        ip: None,
                        agent: Some("bench"),
                        request_id: "req_00d7f1c2a8400000",
                    };
                    (0..CALLS).for_each(|n| tenancy.used(used(n, &routes), &from));
                })
            })
            .collect();
        running
            .into_iter()
            .for_each(|thread| thread.join().expect("a thread ends"));
        let each = started.elapsed().as_nanos() as usize / (CALLS * threads);
        println!("{threads} threads: {each} ns a call");
    }
    stop.cancel();
    flushing.await.expect("the flush ends");
    tenancy.usage_flush().await;
    store.close().await.expect("closed");
    std::fs::remove_dir_all(&folder).expect("removed");
}
