//! Databases with millions of delivered messages, built once and kept under the target folder.
//!
//! Each message goes its whole way through the store (accept, begin, settle, receipt), so that every table and index is
//! as a server leaves it: events, awaited receipts, rollups, numbers in random order. Only HTTP and the carrier are
//! left out, and the commits are made large. A database is built again when the schema's files change.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use domain::{Class, Clock, Currency, MessageId, MessageState, Millis, ReportStatus};
use futures::{TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use store::{
    AcceptUnit, Accepted, BeginUnit, Begun, DatabaseUrl, LaneMessage, NewMessage, ReceiptUnit, Settled, Settlement,
    Store, StoreConfig,
};
use tokio::time::Instant;

use crate::clock::SystemClock;
use crate::console;
use crate::instance::DATABASE_FILE;
use crate::load::number;
use crate::site::Site;
use crate::tenant::{Carrier, Lanes, Tenant};

/// Messages in one unit.
pub const UNIT: u64 = 2_000;
/// Units on their way at once.
pub const UNITS_AT_ONCE: usize = 6;
const DESCRIPTION_FILE: &str = "description.json";
const SCHEMA_FOLDER: &str = "crates/store/src/migrations/sqlite";
const VALIDITY_MS: Millis = 48 * 3_600_000;
/// The building process owns its lane entries all the while, without renewing.
const LEASE_MS: Millis = 6 * 3_600_000;
/// An older database is built again: its validities would end, and its receipts be swept, while it is measured.
const MAX_AGE_MS: Millis = 24 * 3_600_000;
const PRICE_MICROS: i64 = 800_000;

/// A database with messages in it.
pub struct Stored {
    folder: PathBuf,
    /// Whose messages.
    pub tenant: Tenant,
    /// How many.
    pub messages: u64,
}

/// What is kept beside a built database.
#[derive(Serialize, Deserialize)]
struct Description {
    schema: u64,
    built_at: Millis,
    messages: u64,
    tenant: Tenant,
}

impl Stored {
    /// The database with `messages` messages; built from `smaller` where it is not there.
    pub async fn find_or_build(site: &Site, messages: u64, smaller: Option<&Self>) -> Result<Self> {
        let schema = schema_hash(&site.root.join(SCHEMA_FOLDER))?;
        let folder = site.cache().join(format!("stored-{messages}"));
        let built_at = SystemClock.now_ms();
        let fits = |found: &Description| found.schema == schema && built_at - found.built_at < MAX_AGE_MS;
        if let Some(description) = read_description(&folder).filter(fits) {
            return Ok(Self {
                folder,
                tenant: description.tenant,
                messages,
            });
        }
        console::note(&format!(
            "building a database with {messages} messages (kept for later runs)"
        ));
        let began = Instant::now();
        let draft = folder.with_extension("new");
        if draft.exists() {
            fs::remove_dir_all(&draft)?;
        }
        fs::create_dir_all(&draft)?;
        let tenant = build(&draft.join(DATABASE_FILE), messages, smaller).await?;
        let description = Description {
            schema,
            built_at,
            messages,
            tenant: tenant.clone(),
        };
        fs::write(draft.join(DESCRIPTION_FILE), serde_json::to_vec(&description)?)?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::rename(&draft, &folder)?;
        console::note(&format!("built in {} s", began.elapsed().as_secs()));
        Ok(Self {
            folder,
            tenant,
            messages,
        })
    }

    /// Its file.
    pub fn file(&self) -> PathBuf {
        self.folder.join(DATABASE_FILE)
    }

    /// Its size on disk.
    pub fn bytes(&self) -> Result<u64> {
        Ok(fs::metadata(self.file())?.len())
    }
}

fn read_description(folder: &Path) -> Option<Description> {
    serde_json::from_slice(&fs::read(folder.join(DESCRIPTION_FILE)).ok()?).ok()
}

/// Tells one schema from another, so that a database of an earlier one is not measured.
fn schema_hash(folder: &Path) -> Result<u64> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(&fs::read(file)?);
    }
    Ok(hasher.finish())
}

async fn build(file: &Path, messages: u64, smaller: Option<&Stored>) -> Result<Tenant> {
    let first = smaller.map_or(0, |stored| stored.messages);
    if let Some(stored) = smaller {
        fs::copy(stored.file(), file)?;
    }
    let config = StoreConfig {
        lease_ms: LEASE_MS,
        ..StoreConfig::new(DatabaseUrl::Sqlite(file.to_owned()))
    };
    let store = Store::open(config, Arc::new(SystemClock)).await?;
    let tenant = match smaller {
        Some(stored) => stored.tenant.clone(),
        None => Tenant::create(&store, Carrier::Simulated, Lanes::Running).await?,
    };
    let units = (first..messages).step_by(usize::try_from(UNIT)?);
    stream::iter(units.map(Ok))
        .try_for_each_concurrent(UNITS_AT_ONCE, |from| {
            deliver(&store, &tenant, from..messages.min(from + UNIT))
        })
        .await?;
    store.close().await?;
    Ok(tenant)
}

/// Takes the messages with these serials from acceptance to delivery.
async fn deliver(store: &Store, tenant: &Tenant, serials: std::ops::Range<u64>) -> Result<()> {
    let clock = SystemClock;
    let now = clock.now_ms();
    let messages: Vec<NewMessage> = serials.map(|serial| new_message(store, tenant, serial, now)).collect();
    let unit = AcceptUnit {
        organization: tenant.organization(),
        messages: messages.clone(),
        idempotency: None,
        batch: None,
        new_batch: None,
        charged: false,
        quota: None,
    };
    let committed = store.accept(unit).await?;
    ensure!(committed.accepted == Accepted::New, "a unit was not accepted");
    let waiting: Vec<LaneMessage> = messages
        .iter()
        .map(|message| lane_message(message, committed.bucket))
        .collect();
    let begun = store
        .begin(BeginUnit {
            owner: store.owner(),
            now: clock.now_ms(),
            messages: waiting.clone(),
        })
        .await?;
    ensure!(begun.iter().all(|one| *one == Begun::Go), "a message did not begin");
    let at = clock.now_ms();
    let receipts = waiting.iter().map(|message| receipt(message, at)).collect();
    store
        .settle(waiting.into_iter().map(|message| submitted(message, at)).collect())
        .await?;
    store.receipts(receipts).await.context("the reports were not stored")?;
    Ok(())
}

/// A message that this process hands over.
pub fn new_message(store: &Store, tenant: &Tenant, serial: u64, now: Millis) -> NewMessage {
    NewMessage {
        id: MessageId::new(store.ids().next(now)),
        organization: tenant.organization(),
        state: MessageState::Queued,
        class: Class::Transactional,
        priority: Class::Transactional.priority(false),
        provider: tenant.provider(),
        provider_forced: false,
        batch: None,
        api_key: None,
        from: None,
        to: format!("+2547{:08}", number(serial)).into(),
        country: *b"KE",
        body: format!("Your fee of KES 5,000 is due on 1 March. Challan {serial:08}").into(),
        ucs2: false,
        segments: 1,
        price_micros: PRICE_MICROS,
        hold_micros: 0,
        currency: "KES".parse::<Currency>().expect("three capital letters"),
        due_at: now,
        expires_at: now + VALIDITY_MS,
        accepted_at: now,
        max_retries: 3,
        callback_url: None,
        decision: None,
        metadata: None,
        detail: None,
        born_owned: true,
    }
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
        to: Arc::clone(&message.to),
        country: message.country,
        body: Arc::clone(&message.body),
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
        callback: None,
    }
}

/// The carrier's id, one for a message, in decimal.
fn carrier_id(message: &LaneMessage) -> String {
    message.id.get().to_string()
}

fn submitted(message: LaneMessage, at: Millis) -> Settlement {
    let carrier_ids = vec![carrier_id(&message)];
    Settlement {
        message,
        attempt: 1,
        at,
        cost_micros: None,
        result: Settled::Submitted {
            carrier_ids,
            no_reports: false,
            detail: None,
            metadata: None,
        },
    }
}

fn receipt(message: &LaneMessage, at: Millis) -> ReceiptUnit {
    ReceiptUnit {
        provider: message.provider,
        carrier_id: carrier_id(message),
        reference: Some((message.id, 1)),
        to: Some(message.to.to_string()),
        spellings: Vec::new(),
        status: ReportStatus::Delivered,
        error_code: None,
        detail: None,
        opted_out: false,
        raw: r#"{"status":"delivered"}"#.to_owned(),
        at,
    }
}
