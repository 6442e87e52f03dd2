//! Moves what has to be told from the journal and the database into the lines, out to the receivers, and back to disk.
//!
//! One task owns all lines and never waits for I/O: reading, claiming, posting and settling are tasks of their own that
//! send a word when they are done. Each kind has a bound: one read, one claim and two settlements under way, so many
//! posts as the settings allow, and no new post while too many outcomes wait for the disk.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use domain::Millis;
use futures::FutureExt;
use store::{DisabledWebhook, HookBatch, HookFate, HookKey, HookRow, StoreError};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::claim::{self, Claimed};
use super::line::{Line, Placed};
use super::logbook::Logbook;
use super::post::{self, Posted, To};
use super::tallies::Tallies;
use crate::Engine;

/// Rows that are read together.
const LOAD: usize = 512;
/// Outcomes that are written together, and how many such units may be on their way.
const SETTLE: usize = 512;
const SETTLEMENTS: usize = 2;
/// Outcomes that may wait for the disk before nothing new is posted.
const UNSETTLED: usize = 4_096;
/// How soon a failed read or write is tried again.
const AFTER_ERROR: Duration = Duration::from_millis(250);
/// How long the end waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(2);
/// The least share of all requests that a target gets.
const LEAST_SHARE: usize = 2;
/// How soon a row is looked at again whose endpoint this node does not know yet, ms.
const UNKNOWN_MS: Millis = 500;

/// A word from a task.
pub(super) enum Word {
    /// Rows were read; those that are missing are gone.
    Loaded(Vec<HookKey>, Vec<HookRow>),
    /// A post has ended; nothing where it panicked.
    Posted(HookKey, Option<Box<Posted>>),
    /// Outcomes are on disk.
    Settled(Arc<HookBatch>),
    /// Rows were claimed.
    Claimed(Claimed),
    /// How endpoints fare is on disk; these were ended.
    Tallied(Vec<DisabledWebhook>),
}

/// Tells until the engine stops, and settles what is under way.
pub(crate) async fn run(engine: Engine) {
    let _drained = engine.hooks.drained.clone().drop_guard();
    if let Err(error) = engine.hooks_refresh().await {
        tracing::warn!(%error, "the webhooks could not be read; they are read again soon");
    }
    engine.store.hook_feed().open();
    Teller::new(engine).run().await;
}

struct Teller {
    engine: Engine,
    words: mpsc::Receiver<Word>,
    told: mpsc::Sender<Word>,
    lines: HashMap<i64, Line>,
    /// Targets that may have something to begin, in turn.
    turns: VecDeque<i64>,
    in_turn: HashSet<i64>,
    /// Requests under way.
    open: usize,
    /// Rows that are ours and not read yet.
    unread: VecDeque<HookKey>,
    reading: bool,
    /// Ids of rows that were settled since the read that is under way began: it may still have seen them.
    settled_lately: HashSet<i64>,
    outcomes: HookBatch,
    settlements: usize,
    /// Rows whose outcome is on its way to the disk.
    settling: usize,
    claiming: bool,
    claim_from: i64,
    next_claim: Instant,
    unknown: HashSet<i64>,
    logbook: Logbook,
    tallies: Tallies,
    tallying: bool,
    next_refresh: Instant,
}

impl Teller {
    fn new(engine: Engine) -> Self {
        let (told, words) = mpsc::channel(engine.settings.hooks.max_open + 64);
        let logbook = Logbook::new(engine.settings.hooks.log_whole_per_second);
        Self {
            engine,
            words,
            told,
            lines: HashMap::new(),
            turns: VecDeque::new(),
            in_turn: HashSet::new(),
            open: 0,
            unread: VecDeque::new(),
            reading: false,
            settled_lately: HashSet::new(),
            outcomes: HookBatch::default(),
            settlements: 0,
            settling: 0,
            claiming: false,
            claim_from: i64::MIN,
            next_claim: Instant::now(),
            unknown: HashSet::new(),
            logbook,
            tallies: Tallies::default(),
            tallying: false,
            next_refresh: Instant::now(),
        }
    }

    async fn run(mut self) {
        let poll = Duration::from_millis(self.engine.settings.poll_ms);
        let mut words = Vec::new();
        while !self.engine.is_stopping() {
            self.unread.extend(self.engine.store.hook_feed().take());
            self.advance();
            let engine = self.engine.clone();
            tokio::select! {
                count = self.words.recv_many(&mut words, SETTLE) => {
                    debug_assert!(count > 0, "the teller keeps a sender of its own");
                    words.drain(..).for_each(|word| self.hear(word));
                }
                () = engine.store.hook_feed().wait() => {}
                () = engine.hooks.changed.notified() => self.take_changes(),
                () = engine.stop.cancelled() => {}
                () = tokio::time::sleep(poll) => self.tick(),
            }
        }
        self.end().await;
    }

    /// Begins whatever there is room for.
    fn advance(&mut self) {
        if Instant::now() >= self.next_refresh {
            self.refresh();
        }
        self.load();
        self.claim();
        self.begin();
        self.settle();
        self.tally();
    }

    fn hear(&mut self, word: Word) {
        match word {
            Word::Loaded(asked, rows) => self.loaded(&asked, rows),
            Word::Posted(key, posted) => self.posted(key, posted),
            Word::Settled(batch) => self.settled(&batch),
            Word::Claimed(claimed) => {
                self.claiming = false;
                self.claim_from = claimed.next;
                self.unknown.extend(claimed.unknown);
                self.unread.extend(claimed.keys);
            }
            Word::Tallied(ended) => {
                self.tallying = false;
                self.ended(ended);
            }
        }
    }

    /// What has to be looked at from time to time.
    fn tick(&mut self) {
        let engine = self.engine.clone();
        let (now, feed) = (engine.now(), engine.store.hook_feed());
        for (target, line) in &self.lines {
            let asleep = engine.hooks.book.endpoint(*target).is_some_and(|one| !one.active);
            if !asleep && !line.is_paused(now) {
                feed.shut(*target, false);
            }
        }
        self.lines.retain(|_, line| !line.is_idle(now));
        self.logbook.forget(now);
        let waiting: Vec<i64> = self.lines.keys().copied().collect();
        waiting.into_iter().for_each(|target| self.take_turn(target));
        metrics::gauge!("tuma_webhooks_held").set(feed.held() as f64);
        metrics::gauge!("tuma_webhooks_open").set(self.open as f64);
    }

    fn take_turn(&mut self, target: i64) {
        if self.in_turn.insert(target) {
            self.turns.push_back(target);
        }
    }

    fn spawn(&self, task: impl Future<Output = Word> + Send + 'static) {
        let (told, halt) = (self.told.clone(), self.engine.halt.clone());
        self.engine.tasks.spawn(async move {
            tokio::select! {
                word = task => {
                    // Nobody listens only when the teller has ended.
                    let _ = told.send(word).await;
                }
                () = halt.cancelled() => {}
            }
        });
    }

    fn load(&mut self) {
        if self.reading || self.unread.is_empty() {
            return;
        }
        self.reading = true;
        self.settled_lately.clear();
        let count = self.unread.len().min(LOAD);
        let keys: Vec<HookKey> = self.unread.drain(..count).collect();
        let store = self.engine.store.clone();
        self.spawn(async move {
            loop {
                match store.hook_load_all(keys.clone()).await {
                    Ok(rows) => return Word::Loaded(keys, rows),
                    Err(error) => tracing::warn!(%error, "events to be told could not be read; they are read again"),
                }
                tokio::time::sleep(AFTER_ERROR).await;
            }
        });
    }

    fn loaded(&mut self, asked: &[HookKey], rows: Vec<HookRow>) {
        self.reading = false;
        if rows.len() < asked.len() {
            let found: HashSet<HookKey> = rows.iter().map(|row| row.key).collect();
            for key in asked.iter().filter(|key| !found.contains(key)) {
                self.engine.store.hook_feed().free(key.target, 1);
            }
        }
        rows.into_iter().for_each(|row| self.place(row));
    }

    /// Puts a row into its line, or back where its target is not told now.
    fn place(&mut self, row: HookRow) {
        let (key, now) = (row.key, self.engine.now());
        if key.target > 0 {
            match self.engine.hooks.book.endpoint(key.target) {
                Some(endpoint) if endpoint.active => {}
                Some(_) => return self.give_back(key, now),
                None => {
                    self.unknown.insert(key.target);
                    return self.give_back(key, now + UNKNOWN_MS);
                }
            }
        }
        let most = self.engine.settings.hooks.max_open_per_endpoint;
        let line = self.lines.entry(key.target).or_insert_with(|| Line::new(most));
        let settled = &self.settled_lately;
        match line.push(row, |id| settled.contains(&id), now) {
            Placed::Here => self.take_turn(key.target),
            Placed::Behind(due_at) => self.give_back(key, due_at),
        }
    }

    fn give_back(&mut self, key: HookKey, due_at: Millis) {
        self.outcomes.fates.push((key, HookFate::Wait(due_at)));
    }

    /// Begins posts, a target at a time in turn.
    fn begin(&mut self) {
        let (settings, now) = (&self.engine.settings.hooks, self.engine.now());
        let busy = self
            .lines
            .values()
            .filter(|line| line.open() + line.queued() > 0)
            .count();
        let share = (settings.max_open / busy.max(1)).max(LEAST_SHARE);
        let most = settings.max_open;
        while self.open < most && self.outcomes.fates.len() + self.settling < UNSETTLED {
            let Some(target) = self.turns.pop_front() else { return };
            let next = self.lines.get_mut(&target).and_then(|line| line.next(share, now));
            match next {
                Some(row) => {
                    self.turns.push_back(target);
                    self.post(row);
                }
                None => {
                    self.in_turn.remove(&target);
                }
            }
        }
    }

    fn post(&mut self, row: HookRow) {
        let key = row.key;
        let to = if key.target > 0 {
            self.engine.hooks.book.endpoint(key.target).map(To::Endpoint)
        } else {
            Some(To::Callback)
        };
        self.open += 1;
        let engine = self.engine.clone();
        self.spawn(async move {
            let Some(to) = to else {
                return Word::Posted(key, None);
            };
            let posted = AssertUnwindSafe(post::post(&engine, row, to)).catch_unwind().await;
            Word::Posted(key, posted.ok().map(Box::new))
        });
    }

    fn posted(&mut self, key: HookKey, posted: Option<Box<Posted>>) {
        self.open -= 1;
        let now = self.engine.now();
        let Some(posted) = posted else {
            // A bug, or an endpoint that went in between: it is looked at again.
            if let Some(line) = self.lines.get_mut(&key.target) {
                line.never_began();
            }
            return self.give_back(key, now + UNKNOWN_MS);
        };
        self.outcomes.fates.push((key, posted.fate));
        let Some(delivery) = posted.delivery else {
            if let Some(line) = self.lines.get_mut(&key.target) {
                line.never_began();
            }
            return self.take_turn(key.target);
        };
        let well = self.logbook.went_well(&delivery) || (posted.gone || delivery.http_status == Some(410));
        self.tallies.count(&delivery, posted.gone);
        if let Some(line) = self.lines.get_mut(&key.target) {
            line.ended(well, now);
            if line.is_paused(now) {
                self.engine.store.hook_feed().shut(key.target, true);
            }
        }
        self.outcomes
            .deliveries
            .push(self.logbook.entry(key.target, delivery, now));
        self.take_turn(key.target);
    }

    /// Writes outcomes.
    fn settle(&mut self) {
        while self.settlements < SETTLEMENTS && !self.outcomes.fates.is_empty() {
            let batch = if self.outcomes.fates.len() <= SETTLE {
                std::mem::take(&mut self.outcomes)
            } else {
                let deliveries = self.outcomes.deliveries.len().min(SETTLE);
                HookBatch {
                    fates: self.outcomes.fates.drain(..SETTLE).collect(),
                    deliveries: self.outcomes.deliveries.drain(..deliveries).collect(),
                }
            };
            self.settlements += 1;
            self.settling += batch.fates.len();
            let (store, batch) = (self.engine.store.clone(), Arc::new(batch));
            self.spawn(async move {
                while let Err(error) = store.hook_settle(batch.clone()).await {
                    tracing::warn!(%error, "what became of events could not be recorded; it is tried again");
                    tokio::time::sleep(AFTER_ERROR).await;
                }
                Word::Settled(batch)
            });
        }
    }

    fn settled(&mut self, batch: &HookBatch) {
        self.settlements -= 1;
        self.settling -= batch.fates.len();
        for (key, fate) in &batch.fates {
            self.engine.store.hook_feed().free(key.target, 1);
            if key.message == 0 {
                continue;
            }
            if *fate == HookFate::Done && self.reading {
                self.settled_lately.insert(key.id);
            }
            let Some(line) = self.lines.get_mut(&key.target) else {
                continue;
            };
            let due_at = match fate {
                HookFate::Done => 0,
                HookFate::Retry(at) | HookFate::Wait(at) => *at,
            };
            let behind = line.settled(key.message, *fate);
            behind.into_iter().for_each(|row| self.give_back(row.key, due_at));
            self.take_turn(key.target);
        }
    }

    /// Claims what waits in the database: from time to time, and when a line that is behind runs low.
    fn claim(&mut self) {
        if self.claiming {
            return;
        }
        let behind = self.engine.store.hook_feed().behind();
        let low = behind.iter().any(|target| {
            let queued = self.lines.get(target).map_or(0, Line::queued);
            queued < claim::EACH / 2
        });
        if !low && Instant::now() < self.next_claim {
            return;
        }
        self.claiming = true;
        self.next_claim = Instant::now() + Duration::from_millis(self.engine.settings.poll_ms);
        let now = self.engine.now();
        let paused = self.lines.iter().filter(|(_, line)| line.is_paused(now));
        let skipped: HashSet<i64> = paused.map(|(target, _)| *target).collect();
        let (engine, from) = (self.engine.clone(), self.claim_from);
        self.spawn(async move { Word::Claimed(claim::claim(&engine, from, &skipped, behind).await) });
    }

    /// Reads the endpoints again, and drops what waits for those that are gone.
    fn refresh(&mut self) {
        self.next_refresh = Instant::now() + Duration::from_millis(self.engine.settings.registry_poll_ms);
        let unknown: Vec<i64> = self.unknown.drain().collect();
        let engine = self.engine.clone();
        self.engine.tasks.spawn(async move {
            if let Err(error) = refresh(&engine, unknown).await {
                tracing::warn!(%error, "the webhooks could not be read");
            }
        });
    }

    /// Endpoints have changed: those that are told nothing keep nothing in memory.
    fn take_changes(&mut self) {
        let now = self.engine.now();
        let feed = self.engine.store.hook_feed();
        let mut asleep = Vec::new();
        for (target, endpoint) in self.engine.hooks.book.endpoints().iter() {
            if endpoint.active {
                let paused = self.lines.get(target).is_some_and(|line| line.is_paused(now));
                if !paused {
                    feed.shut(*target, false);
                }
            } else {
                feed.shut(*target, true);
                asleep.push(*target);
            }
        }
        for target in asleep {
            let rows = self.lines.get_mut(&target).map(Line::drain).unwrap_or_default();
            rows.into_iter().for_each(|row| self.give_back(row.key, now));
        }
        self.next_claim = Instant::now();
    }

    fn tally(&mut self) {
        if self.tallying {
            return;
        }
        let interval = Duration::from_millis(self.engine.settings.poll_ms);
        let Some(tallies) = self.tallies.take(interval) else {
            return;
        };
        self.tallying = true;
        let (store, after) = (self.engine.store.clone(), self.engine.settings.hooks.disable_after_ms);
        self.spawn(async move {
            let ended = store.webhook_tally(tallies, after).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "how webhooks fare could not be recorded");
                Vec::new()
            });
            Word::Tallied(ended)
        });
    }

    fn ended(&mut self, ended: Vec<DisabledWebhook>) {
        for one in &ended {
            metrics::counter!("tuma_webhooks_disabled_total").increment(1);
            tracing::warn!(webhook = %one.webhook, organization = %one.organization, why = %one.reason,
                "a webhook was disabled");
        }
        if !ended.is_empty() {
            self.next_refresh = Instant::now();
        }
    }

    /// Begins nothing any more, gives back what was not begun, and settles what is under way.
    async fn end(mut self) {
        let feed = self.engine.store.hook_feed();
        feed.close();
        self.unread.extend(feed.take());
        let now = self.engine.now();
        let unread: Vec<HookKey> = self.unread.drain(..).collect();
        unread.into_iter().for_each(|key| self.give_back(key, now));
        let rows: Vec<HookRow> = self.lines.values_mut().flat_map(Line::drain).collect();
        rows.into_iter().for_each(|row| self.give_back(row.key, now));
        let until = Instant::now() + GRACE;
        let mut words = Vec::new();
        loop {
            self.settle();
            let at_work = self.open > 0 || self.settlements > 0 || self.reading || self.claiming;
            if !at_work && self.outcomes.fates.is_empty() {
                return;
            }
            tokio::select! {
                _ = self.words.recv_many(&mut words, SETTLE) => {
                    for word in words.drain(..) {
                        self.hear_last(word, now);
                    }
                }
                () = self.engine.halt.cancelled() => return,
                () = tokio::time::sleep_until(until) => return,
            }
        }
    }

    /// A word that came after the end had begun: what it brings is given back.
    fn hear_last(&mut self, word: Word, now: Millis) {
        match word {
            Word::Loaded(_, rows) => {
                self.reading = false;
                rows.into_iter().for_each(|row| self.give_back(row.key, now));
            }
            Word::Claimed(claimed) => {
                self.claiming = false;
                claimed.keys.into_iter().for_each(|key| self.give_back(key, now));
            }
            other => self.hear(other),
        }
    }
}

/// Takes changes over, and drops what waits for endpoints that are gone.
async fn refresh(engine: &Engine, unknown: Vec<i64>) -> Result<(), StoreError> {
    engine.hooks_refresh().await?;
    for target in unknown {
        if engine.hooks.book.endpoint(target).is_some() {
            continue;
        }
        let webhook = domain::WebhookId::new(target);
        while engine.store.hook_drop(webhook).await? > 0 && !engine.is_stopping() {}
    }
    Ok(())
}
