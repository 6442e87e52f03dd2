//! A store in a database of its own, a clock that stands still, and short ways to say what a test is about.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::{
    Class, Clock, EventKind, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId, ReportStatus,
};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use tempfile::TempDir;

use crate::{
    AcceptUnit, BeginUnit, Begun, Committed, DatabaseUrl, Idempotency, LaneMessage, MessageRow, NewMessage,
    Organization, ReceiptOutcome, ReceiptUnit, Settled, Settlement, Store, StoreConfig, outbox_target,
};

/// When every test starts: 2025-11-21T04:53:20Z.
pub(crate) const START: Millis = 1_763_700_800_000;
pub(crate) const HOUR: Millis = 3_600_000;
pub(crate) const ORG: OrganizationId = OrganizationId::new(7);
pub(crate) const OTHER_ORG: OrganizationId = OrganizationId::new(8);
pub(crate) const PROVIDER: ProviderId = ProviderId::new(31);
pub(crate) const OTHER_PROVIDER: ProviderId = ProviderId::new(32);

/// A clock that moves only when told to.
pub(crate) struct MockClock(AtomicI64);

impl Clock for MockClock {
    fn now_ms(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

impl MockClock {
    /// A clock that shows [`START`].
    pub(crate) fn at_start() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(START)))
    }

    pub(crate) fn advance(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

/// Where a test's data is; gone with it.
pub(crate) enum Database {
    Sqlite(TempDir),
    Postgres { server: String, name: String },
}

impl Database {
    pub(crate) async fn create() -> Self {
        if std::env::var("TUMA_TEST_DATABASE").as_deref() != Ok("postgres") {
            return Self::Sqlite(tempfile::tempdir().unwrap());
        }
        let server = std::env::var("TUMA_TEST_POSTGRES_URL").expect("TUMA_TEST_POSTGRES_URL names a server");
        let name = drawn_name();
        let mut conn = PgConnection::connect(&server).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut conn)
            .await
            .unwrap();
        Self::Postgres { server, name }
    }

    pub(crate) fn url(&self) -> DatabaseUrl {
        match self {
            Self::Sqlite(folder) => DatabaseUrl::Sqlite(folder.path().join("tuma.db")),
            Self::Postgres { server, name } => {
                let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
                DatabaseUrl::Postgres(format!("{base}/{name}"))
            }
        }
    }
}

/// A name that no other test draws: that of a temporary folder, which is made while the name is thought of.
fn drawn_name() -> String {
    let folder = tempfile::tempdir().unwrap();
    let drawn = folder.path().file_name().unwrap().as_encoded_bytes();
    let digits: String = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("tuma_test_{}_{digits}", std::process::id())
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { server, name } = self else { return };
        let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        let server = server.clone();
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut conn = PgConnection::connect(&server).await.unwrap();
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
                    .execute(&mut conn)
                    .await
                    .unwrap();
            });
        });
        dropped.join().unwrap();
    }
}

/// A store under test. Fields are dropped in their order: the store before its database.
pub(crate) struct TestStore {
    pub(crate) store: Store,
    pub(crate) clock: Arc<MockClock>,
    pub(crate) config: StoreConfig,
    pub(crate) database: Database,
}

impl TestStore {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut StoreConfig)) -> Self {
        let database = Database::create().await;
        let mut config = StoreConfig::new(database.url());
        config.readers = 1;
        config.lease_ms = 10_000 * HOUR;
        change(&mut config);
        let clock = MockClock::at_start();
        let store = Store::open(config.clone(), Arc::<MockClock>::clone(&clock))
            .await
            .unwrap();
        for (id, slug) in [(ORG, "acme"), (OTHER_ORG, "other")] {
            store.organization_insert(organization(id, slug)).await.unwrap();
        }
        Self {
            store,
            clock,
            config,
            database,
        }
    }

    /// Closes the store and opens it again, as a restart does.
    pub(crate) async fn restart(&mut self) {
        self.store.close().await.unwrap();
        self.store = Store::open(self.config.clone(), Arc::<MockClock>::clone(&self.clock))
            .await
            .unwrap();
    }

    /// Another process on the same database, which only PostgreSQL allows.
    pub(crate) async fn second_node(&self) -> Option<Store> {
        let DatabaseUrl::Postgres(_) = self.config.url else {
            return None;
        };
        let opened = Store::open(self.config.clone(), Arc::<MockClock>::clone(&self.clock)).await;
        Some(opened.unwrap())
    }

    pub(crate) fn now(&self) -> Millis {
        self.clock.now_ms()
    }

    /// A queued, transactional message of [`ORG`] that this process holds.
    pub(crate) fn message(&self, to: &str) -> NewMessage {
        let now = self.now();
        NewMessage {
            id: MessageId::new(self.store.ids().next(now)),
            organization: ORG,
            state: MessageState::Queued,
            class: Class::Transactional,
            priority: Priority::Transactional,
            provider: PROVIDER,
            provider_forced: false,
            batch: None,
            api_key: None,
            unit: None,
            from: Some(Arc::from("TUMA")),
            to: Arc::from(to),
            country: *b"KE",
            body: Arc::from("hello"),
            ucs2: false,
            segments: 2,
            price_micros: 400_000,
            currency: "KES".parse().unwrap(),
            hold_micros: 800_000,
            due_at: now,
            expires_at: now + 48 * HOUR,
            accepted_at: now,
            max_retries: 3,
            callback_url: None,
            decision: None,
            metadata: None,
            detail: None,
            born_owned: true,
        }
    }

    pub(crate) async fn accept(&self, messages: Vec<NewMessage>) -> Committed {
        self.store.accept(unit(messages)).await.unwrap()
    }

    /// Accepts one message and answers it as it stands in this process's memory.
    pub(crate) async fn queued(&self, to: &str) -> LaneMessage {
        self.accepted(self.message(to)).await
    }

    pub(crate) async fn accepted(&self, message: NewMessage) -> LaneMessage {
        let committed = self.accept(vec![message.clone()]).await;
        held(&message, &committed)
    }

    pub(crate) async fn begin(&self, messages: &[LaneMessage]) -> Vec<Begun> {
        let unit = BeginUnit {
            owner: self.store.owner(),
            now: self.now(),
            messages: messages.to_vec(),
        };
        self.store.begin(unit).await.unwrap()
    }

    /// Accepts one message and marks its first attempt as begun.
    pub(crate) async fn begun(&self, to: &str) -> LaneMessage {
        let message = self.queued(to).await;
        assert_eq!(self.begin(std::slice::from_ref(&message)).await, [Begun::Go]);
        message
    }

    pub(crate) async fn settle(&self, message: &LaneMessage, result: Settled) {
        let attempt = message.attempts + 1;
        let settlement = Settlement {
            message: message.clone(),
            attempt,
            at: self.now(),
            cost_micros: None,
            result,
        };
        self.store.settle(vec![settlement]).await.unwrap();
    }

    /// Accepts one message and brings it to SUBMITTED with these carrier's ids.
    pub(crate) async fn submitted(&self, to: &str, ids: &[&str]) -> LaneMessage {
        let message = self.begun(to).await;
        self.settle(&message, submitted(ids)).await;
        message
    }

    pub(crate) fn receipt(&self, carrier_id: &str, status: ReportStatus) -> ReceiptUnit {
        ReceiptUnit {
            provider: PROVIDER,
            carrier_id: carrier_id.to_owned(),
            reference: None,
            to: None,
            spellings: Vec::new(),
            status,
            error_code: None,
            detail: None,
            opted_out: false,
            raw: r#"{"stat":"X"}"#.to_owned(),
            at: self.now(),
        }
    }

    pub(crate) async fn report(&self, carrier_id: &str, status: ReportStatus) -> ReceiptOutcome {
        let outcomes = self
            .store
            .receipts(vec![self.receipt(carrier_id, status)])
            .await
            .unwrap();
        assert_eq!(outcomes.len(), 1);
        outcomes[0]
    }

    pub(crate) async fn get(&self, id: MessageId) -> MessageRow {
        self.store
            .message_get(ORG, id)
            .await
            .unwrap()
            .expect("the message exists")
    }

    pub(crate) async fn state(&self, id: MessageId) -> MessageState {
        self.get(id).await.state
    }

    /// The kinds of a message's events, in order.
    pub(crate) async fn kinds(&self, id: MessageId) -> Vec<EventKind> {
        self.store
            .events_list(ORG, id)
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.kind)
            .collect()
    }

    /// Rows of a table.
    pub(crate) async fn rows(&self, count: &'static str) -> i64 {
        let found = self
            .store
            .read(async move |conn| conn.query_one(count, &[], |row| row.int()).await)
            .await;
        found.unwrap().unwrap_or(0)
    }
}

pub(crate) fn organization(id: OrganizationId, slug: &str) -> Organization {
    Organization {
        id,
        name: slug.to_uppercase(),
        slug: slug.to_owned(),
        region: "KE".to_owned(),
        max_segments: 10,
        unknown_policy: None,
        validity_ms: 48 * HOUR,
        callback_secret: None,
        time_zone: "UTC".to_owned(),
        second_factor_required: false,
        currency: "USD".parse().unwrap(),
        privacy: domain::Privacy::default(),
        retention_days: 0,
        created_at: START,
        suspended: None,
        approved_senders_only: false,
    }
}

pub(crate) fn unit(messages: Vec<NewMessage>) -> AcceptUnit {
    let organization = messages.first().map_or(ORG, |message| message.organization);
    AcceptUnit {
        organization,
        messages,
        idempotency: None,
        batch: None,
        new_batch: None,
        charged: true,
        quota: None,
    }
}

/// A unit of one message with an idempotency key; `body` stands for what the caller wrote.
pub(crate) fn keyed(t: &TestStore, key: &str, body: u8) -> AcceptUnit {
    let idempotency = Idempotency {
        key: key.to_owned(),
        body_hash: [body; 32],
        answer: format!("{{\"body\":{body}}}"),
    };
    AcceptUnit {
        idempotency: Some(idempotency),
        ..unit(vec![t.message("+254700000001")])
    }
}

/// A message as it stands in memory once it is committed.
pub(crate) fn held(message: &NewMessage, committed: &Committed) -> LaneMessage {
    LaneMessage {
        funds: match committed.terms {
            Some(terms) => domain::Funds::held(terms, message.hold_micros),
            None => domain::Funds::default(),
        },
        ..lane_message(message, committed.bucket)
    }
}

pub(crate) fn lane_message(message: &NewMessage, bucket: i64) -> LaneMessage {
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
        cost_micros: message.price_micros * i64::from(message.segments),
        accepted_at: message.accepted_at,
        due_at: message.due_at,
        expires_at: message.expires_at,
        forced: message.provider_forced,
        decision: message.decision,
        callback: message
            .callback_url
            .as_deref()
            .map(|url| outbox_target(message.organization, url)),
        currency: message.currency,
        funds: domain::Funds::default(),
    }
}

pub(crate) fn submitted(ids: &[&str]) -> Settled {
    Settled::Submitted {
        carrier_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        no_reports: false,
        detail: None,
        metadata: None,
    }
}

pub(crate) fn retry_at(due_at: Millis) -> Settled {
    Settled::Retry {
        due_at,
        provider: PROVIDER,
        unknown: false,
        code: Some("7".to_owned()),
        detail: "busy".to_owned(),
        counts: true,
        failover: false,
    }
}
