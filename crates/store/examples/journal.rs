//! How many messages a second the journal takes through each step of their life.
//!
//! `cargo run --release -p store --example journal -- [postgres://… | path] [messages] [callers] [callbacks]`; without
//! arguments a SQLite file in the temporary folder and 200,000 messages. They go through all steps in waves, as messages
//! do that are sent soon after they are accepted. With `callbacks` each has a callback, whose row of the outbox is written
//! with the report, then claimed and removed. Printed are rows a second by the wall clock, with the callers on the same
//! cores, rows a second of the journal threads' own CPU time, and the bytes a row that this process wrote meanwhile
//! (checkpoints run behind, so that only their sum is exact). The number of callers is about that of the messages in
//! a round of accepts. Long, because it walks every step of a life by itself.

use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::{
    Class, Clock, DeliveryId, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId, ReportStatus,
};
use futures::{StreamExt as _, TryStreamExt as _};
use store::{
    AcceptUnit, BeginUnit, Begun, DatabaseUrl, Delivery, DeliveryOutcome, HookBatch, HookFate, HookRow, LaneMessage,
    NewMessage, ReceiptUnit, Settled, Settlement, Store, StoreConfig,
};
use tokio::time::Instant;

/// Rows in a unit of begins, settlements and receipts.
const CHUNK: usize = 500;
/// Messages that go through all steps together.
const WAVE: usize = 20_000;
/// Such units that wait for the journal at a time.
const AT_ONCE: usize = 8;
/// Organizations that the messages belong to.
const ORGANIZATIONS: i64 = 20;

type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Error>;

struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the benchmark's clock is the real one")]
    fn now_ms(&self) -> Millis {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |elapsed| elapsed.as_millis() as Millis)
    }
}

fn message(store: &Store, number: usize, now: Millis, callbacks: bool) -> Result<NewMessage> {
    Ok(NewMessage {
        id: MessageId::new(store.ids().next(now)),
        organization: OrganizationId::new(1 + number as i64 % ORGANIZATIONS),
        state: MessageState::Queued,
        class: Class::Transactional,
        priority: Priority::Transactional,
        provider: ProviderId::new(1),
        provider_forced: false,
        batch: None,
        api_key: None,
        unit: None,
        from: Some(Arc::from("TUMA")),
        to: Arc::from(format!("+2547{:08}", (scattered(number as u64) >> 32) % 100_000_000)),
        country: *b"KE",
        body: Arc::from("Your order is on its way and will be with you before noon. Reply STOP to opt out."),
        ucs2: false,
        segments: 1,
        price_micros: 800_000,
        hold_micros: 0,
        currency: "KES".parse()?,
        due_at: now,
        expires_at: now + 48 * 3_600_000,
        accepted_at: now,
        max_retries: 3,
        callback_url: callbacks.then(|| format!("https://example.com/hooks/{}", number % 1_000)),
        decision: None,
        metadata: None,
        detail: None,
        born_owned: true,
    })
}

fn lane_message(message: &NewMessage, bucket: i64) -> LaneMessage {
    LaneMessage {
        id: message.id,
        organization: message.organization,
        bucket,
        provider: message.provider,
        priority: message.priority,
        class: message.class,
        attempts: 0,
        max_retries: message.max_retries,
        from: message.from.clone(),
        to: message.to.clone(),
        country: message.country,
        body: message.body.clone(),
        ucs2: message.ucs2,
        segments: message.segments,
        cost_micros: message.price_micros,
        currency: message.currency,
        funds: domain::Funds::default(),
        accepted_at: message.accepted_at,
        due_at: message.due_at,
        expires_at: message.expires_at,
        forced: message.provider_forced,
        decision: message.decision,
        callback: message
            .callback_url
            .as_deref()
            .map(|url| store::outbox_target(message.organization, url)),
    }
}

/// CPU seconds of the journal threads so far.
fn journal_seconds() -> f64 {
    let Ok(tasks) = fs::read_dir("/proc/self/task") else {
        return 0.0;
    };
    let ticks: f64 = tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("stat")).ok())
        .filter(|stat| stat.contains("(store-journal"))
        .filter_map(|stat| {
            let fields: Vec<f64> = stat
                .rsplit(')')
                .next()?
                .split_whitespace()
                .skip(11)
                .take(2)
                .flat_map(str::parse)
                .collect();
            Some(fields.iter().sum::<f64>())
        })
        .sum();
    ticks / 100.0
}

/// Bytes that this process sent to the disk so far.
fn written_bytes() -> u64 {
    let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
    let bytes = io.lines().find_map(|line| line.strip_prefix("write_bytes: "));
    bytes.and_then(|bytes| bytes.parse().ok()).unwrap_or(0)
}

/// What one step took so far.
struct Meter {
    name: &'static str,
    rows: usize,
    wall: f64,
    cpu: f64,
    bytes: u64,
}

impl Meter {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            rows: 0,
            wall: 0.0,
            cpu: 0.0,
            bytes: 0,
        }
    }

    async fn measure<T>(&mut self, rows: usize, work: impl Future<Output = Result<T>>) -> Result<T> {
        let (started, cpu, bytes) = (Instant::now(), journal_seconds(), written_bytes());
        let done = work.await?;
        self.wall += started.elapsed().as_secs_f64();
        self.cpu += journal_seconds() - cpu;
        self.bytes += written_bytes() - bytes;
        self.rows += rows;
        Ok(done)
    }

    fn print(&self) -> Result<()> {
        let (rows, cpu) = (self.rows as f64, self.cpu.max(0.01));
        writeln!(
            std::io::stdout(),
            "{:<10} {:>9.0} rows/s wall   {:>9.0} rows/s of journal CPU   {:>6.0} bytes a row   ({:.2} s wall, {cpu:.2} s CPU)",
            self.name,
            rows / self.wall,
            rows / cpu,
            self.bytes as f64 / rows,
            self.wall,
        )?;
        Ok(())
    }
}

/// Accepts messages `range`, one a unit, from so many callers at once.
async fn accept(
    store: &Store,
    clock: &Arc<SystemClock>,
    range: Range<usize>,
    callers: usize,
    callbacks: bool,
) -> Result<Vec<LaneMessage>> {
    let next = Arc::new(AtomicUsize::new(range.start));
    let count = range.end;
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (store, clock, next) = (store.clone(), Arc::clone(clock), Arc::clone(&next));
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return Ok::<_, Error>(mine);
                    }
                    let message = message(&store, number, clock.now_ms(), callbacks)?;
                    let unit = AcceptUnit {
                        organization: message.organization,
                        messages: vec![message.clone()],
                        idempotency: None,
                        batch: None,
                        new_batch: None,
                        charged: false,
                        quota: None,
                    };
                    let committed = store.accept(unit).await?;
                    mine.push(lane_message(&message, committed.bucket));
                }
            })
        })
        .collect();
    let mut messages = Vec::with_capacity(range.len());
    for task in tasks {
        messages.extend(task.await??);
    }
    messages.sort_unstable_by_key(|message| message.id);
    Ok(messages)
}

/// Runs `step` over chunks of the messages, a few of them at a time.
async fn chunked<F>(messages: &[LaneMessage], step: impl Fn(Vec<LaneMessage>) -> F) -> Result<()>
where
    F: Future<Output = Result<()>>,
{
    let chunks = futures::stream::iter(messages.chunks(CHUNK).map(<[LaneMessage]>::to_vec));
    chunks
        .map(step)
        .buffer_unordered(AT_ONCE)
        .try_collect::<Vec<()>>()
        .await?;
    Ok(())
}

async fn begin(store: &Store, now: Millis, messages: Vec<LaneMessage>) -> Result<()> {
    let begun = store
        .begin(BeginUnit {
            owner: store.owner(),
            now,
            messages,
        })
        .await?;
    if begun.iter().any(|begun| *begun != Begun::Go) {
        return Err("a message did not begin".into());
    }
    Ok(())
}

async fn settle(store: &Store, at: Millis, messages: Vec<LaneMessage>) -> Result<()> {
    let settled = |message: LaneMessage| {
        let carrier_ids = vec![carrier_id(message.id)];
        let result = Settled::Submitted {
            carrier_ids,
            no_reports: false,
            detail: None,
            metadata: None,
        };
        Settlement {
            message,
            attempt: 1,
            at,
            cost_micros: None,
            result,
        }
    };
    Ok(store.settle(messages.into_iter().map(settled).collect()).await?)
}

fn carrier_id(id: MessageId) -> String {
    format!("{:016x}", scattered(id.get() as u64))
}

/// Phone numbers and carriers' ids come in no order.
fn scattered(n: u64) -> u64 {
    let mixed = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB)
}

async fn report(store: &Store, at: Millis, messages: Vec<LaneMessage>) -> Result<()> {
    let receipt = |message: LaneMessage| ReceiptUnit {
        provider: message.provider,
        carrier_id: carrier_id(message.id),
        reference: None,
        to: None,
        spellings: Vec::new(),
        status: ReportStatus::Delivered,
        error_code: None,
        detail: None,
        opted_out: false,
        raw: r#"{"status":"DELIVRD","err":"000"}"#.to_owned(),
        at,
    };
    store.receipts(messages.into_iter().map(receipt).collect()).await?;
    Ok(())
}

/// Reads, logs and removes what has to be told over HTTP and fits into memory; answers how many rows there were.
async fn tell(store: &Store, clock: &SystemClock) -> Result<usize> {
    let feed = store.hook_feed();
    let mut told = 0;
    loop {
        let keys = feed.take();
        if keys.is_empty() {
            return Ok(told);
        }
        for keys in keys.chunks(CHUNK) {
            let rows = store.hook_load_all(keys.to_vec()).await?;
            told += rows.len();
            let now = clock.now_ms();
            let batch = HookBatch {
                fates: keys.iter().map(|key| (*key, HookFate::Done)).collect(),
                deliveries: rows.iter().map(|row| delivery(store, row, now)).collect(),
            };
            store.hook_settle(Arc::new(batch)).await?;
            keys.iter().for_each(|key| feed.free(key.target, 1));
        }
    }
}

/// A try that was taken, as the log keeps most of them.
fn delivery(store: &Store, row: &HookRow, now: Millis) -> Delivery {
    Delivery {
        organization: row.organization,
        webhook: None,
        id: DeliveryId::new(store.ids().next(now)),
        event_id: row.event_id,
        message: row.message.as_ref().map(|message| message.id),
        event: row.event,
        state: row.state,
        attempt: 1,
        outcome: DeliveryOutcome::Taken,
        http_status: Some(200),
        latency_ms: 3,
        created_at: now,
        name: None,
        url: row.message.as_ref().and_then(|message| message.callback_url.clone()),
        payload: None,
        response_body: None,
        error: None,
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = tempfile::tempdir()?;
    let url = match arguments.first() {
        Some(url) => DatabaseUrl::parse(url),
        None => DatabaseUrl::Sqlite(folder.path().join("journal.db")),
    };
    let count = arguments.get(1).map_or(Ok(200_000), |text| text.parse())?;
    let callers = arguments.get(2).map_or(Ok(512), |text| text.parse())?;
    let callbacks = arguments.get(3).is_some_and(|text| text == "callbacks");
    let clock = Arc::new(SystemClock);
    let config = StoreConfig {
        lease_ms: 3_600_000,
        hook_memory: WAVE,
        hook_memory_per_target: WAVE,
        ..StoreConfig::new(url)
    };
    let store = Store::open(config, Arc::<SystemClock>::clone(&clock)).await?;
    store.hook_feed().open();
    let mut meters = ["accept", "begin", "settle", "receipts", "outbox"].map(Meter::new);
    for first in (0..count).step_by(WAVE) {
        let wave = first..count.min(first + WAVE);
        let (rows, now) = (wave.len(), clock.now_ms());
        let [accepts, begins, settles, receipts, outbox] = &mut meters;
        let messages = accepts
            .measure(rows, accept(&store, &clock, wave, callers, callbacks))
            .await?;
        begins
            .measure(rows, chunked(&messages, |chunk| begin(&store, now, chunk)))
            .await?;
        settles
            .measure(rows, chunked(&messages, |chunk| settle(&store, now, chunk)))
            .await?;
        receipts
            .measure(rows, chunked(&messages, |chunk| report(&store, now, chunk)))
            .await?;
        if callbacks && outbox.measure(rows, tell(&store, &clock)).await? != rows {
            return Err("a message was not told".into());
        }
    }
    store.close().await?;
    let mut used = meters.iter().filter(|meter| meter.rows > 0);
    used.try_for_each(Meter::print)?;
    let all = written_bytes() as f64 / count as f64;
    writeln!(
        std::io::stdout(),
        "{all:.0} bytes a message in all, with the last checkpoint"
    )?;
    Ok(())
}
