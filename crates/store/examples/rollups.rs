//! How long figures of a period take to read, whatever was counted.
//!
//! `cargo run --release -p store --example rollups -- [postgres://… | path] [kinds]`; without arguments a SQLite file in
//! the temporary folder. A year of quarter hours is filled, one message of each kind (provider, class, country) in each; then
//! figures of several periods are read in zones at several distances from UTC. Printed are the median and the slowest of
//! fifty reads, in ms.

use std::io::Write as _;
use std::sync::Arc;

use domain::{Class, Clock, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId};
use store::{AcceptUnit, CountFilter, DatabaseUrl, NewMessage, QUARTER_MS, Store, StoreConfig};
use tokio::time::Instant;

/// 2026-01-01T00:00:00Z, in quarter hours.
const FIRST: i64 = 1_767_225_600_000 / QUARTER_MS;
const DAY: i64 = 96;
const DAYS: i64 = 365;
const READS: usize = 50;
const COUNTRIES: [[u8; 2]; 4] = [*b"KE", *b"UG", *b"TZ", *b"PK"];

type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Error>;

struct StillClock;

impl Clock for StillClock {
    fn now_ms(&self) -> Millis {
        FIRST * QUARTER_MS
    }
}

fn message(store: &Store, quarter: i64, kind: i64) -> Result<NewMessage> {
    let at = quarter * QUARTER_MS;
    Ok(NewMessage {
        id: MessageId::new(store.ids().next(FIRST * QUARTER_MS)),
        organization: OrganizationId::new(1),
        state: MessageState::Queued,
        class: Class::ALL[(kind / 4 % 3) as usize],
        priority: Priority::Bulk,
        provider: ProviderId::new(1 + kind / 12),
        provider_forced: false,
        batch: None,
        api_key: None,
        from: None,
        to: Arc::from("+254722000001"),
        country: COUNTRIES[(kind % 4) as usize],
        body: Arc::from("x"),
        ucs2: false,
        segments: 1,
        price_micros: 800_000,
        hold_micros: 0,
        currency: "KES".parse()?,
        due_at: at,
        expires_at: at + 48 * 3_600_000,
        accepted_at: at,
        max_retries: 3,
        callback_url: None,
        decision: None,
        metadata: None,
        detail: None,
        born_owned: true,
    })
}

async fn fill(store: &Store, kinds: i64) -> Result<()> {
    for day in 0..DAYS {
        let quarters = FIRST + day * DAY..FIRST + (day + 1) * DAY;
        let messages: Result<Vec<NewMessage>> = quarters
            .flat_map(|quarter| (0..kinds).map(move |kind| (quarter, kind)))
            .map(|(quarter, kind)| message(store, quarter, kind))
            .collect();
        let unit = AcceptUnit {
            organization: OrganizationId::new(1),
            messages: messages?,
            idempotency: None,
            batch: None,
            new_batch: None,
            charged: false,
            quota: None,
        };
        store.accept(unit).await?;
    }
    Ok(())
}

/// The median and the slowest read of `days` days in steps of `step` quarter hours, `offset` quarter hours from UTC.
async fn read(store: &Store, (days, step, offset): (i64, i64, i64)) -> Result<(f64, f64)> {
    let until = FIRST + DAYS * DAY - DAY - offset;
    let borders = |from: i64| (0..=days * DAY / step).map(|n| from + n * step).collect::<Vec<i64>>();
    let own = until - days * DAY;
    let before = if own - days * DAY < FIRST {
        own
    } else {
        own - days * DAY
    };
    let lists = [borders(own), vec![before, own]];
    let mut times = Vec::with_capacity(READS);
    for _ in 0..READS {
        let started = Instant::now();
        let counts = store
            .rollup_counts(OrganizationId::new(1), &CountFilter::default(), &lists)
            .await?;
        times.push(started.elapsed().as_secs_f64() * 1_000.0);
        if counts.is_empty() {
            return Err("nothing was counted".into());
        }
    }
    times.sort_unstable_by(f64::total_cmp);
    Ok((times[READS / 2], times[READS - 1]))
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = std::env::temp_dir().join(format!("tuma-rollups-{}.db", std::process::id()));
    let url = match arguments.next() {
        Some(url) => DatabaseUrl::parse(&url),
        None => DatabaseUrl::Sqlite(path),
    };
    let kinds: i64 = arguments.next().map_or(Ok(12), |text| text.parse())?;
    let store = Store::open(StoreConfig::new(url.clone()), Arc::new(StillClock)).await?;
    fill(&store, kinds).await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{kinds} kinds of messages in each quarter hour of {DAYS} days")?;
    for (name, ask) in [
        ("a day by hour, UTC", (1, 4, 0)),
        ("7 days by hour, UTC+5:45", (7, 4, 23)),
        ("30 days by day, UTC", (30, DAY, 0)),
        ("30 days by day, UTC+5", (30, DAY, 20)),
        ("90 days by day, UTC+5", (90, DAY, 20)),
        ("90 days by day, UTC+5:30", (90, DAY, 22)),
        ("180 days by day, UTC+12", (180, DAY, 48)),
        ("360 days by day, UTC+5", (360, DAY, 20)),
    ] {
        let (median, slowest) = read(&store, ask).await?;
        writeln!(out, "{name:28} {median:8.2} ms, at most {slowest:8.2} ms")?;
    }
    store.close().await?;
    if let DatabaseUrl::Sqlite(path) = url {
        std::fs::remove_file(path)?;
    }
    Ok(())
}
