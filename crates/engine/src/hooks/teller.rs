//! Moves what has to be told from the journal and the database into the lines, out to the receivers, and back to disk.
//!
//! One task owns all lines and never waits for I/O: reading, claiming, posting and settling are tasks of their own that
//! send a word when they are done. Each kind has a bound: one read, one claim and two settlements under way, so many
//! posts as the settings allow, and no new post while too many outcomes wait for the disk.

mod ending;
mod settling;
mod upkeep;

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use domain::Millis;
use futures::FutureExt;
use store::{DisabledWebhook, HookBatch, HookFate, HookKey, HookRow};
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
/// How often rows are looked for that are this process's own and unknown to it.
const STRAYS_EVERY: Duration = Duration::from_secs(600);
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
    /// Rows that have been this process's own for long, whether or not it knows of them.
    Strays(Vec<HookKey>),
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
    /// Ids of all rows that are ours.
    held: HashSet<i64>,
    /// Those of them that are not read yet.
    unread: VecDeque<HookKey>,
    reading: bool,
    /// Ids of rows that were settled since the read that is under way began: it may still have seen them.
    settled_lately: HashSet<i64>,
    outcomes: HookBatch,
    settlements: usize,
    /// Rows whose outcome is on its way to the disk.
    settling: usize,
    claiming: bool,
    /// The last claim brought nothing: the next one is not hurried.
    dry: bool,
    claim_from: i64,
    next_claim: Instant,
    unknown: HashSet<i64>,
    logbook: Logbook,
    tallies: Tallies,
    tallying: bool,
    next_refresh: Instant,
    next_tick: Instant,
    next_strays: Instant,
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
            held: HashSet::new(),
            unread: VecDeque::new(),
            reading: false,
            settled_lately: HashSet::new(),
            outcomes: HookBatch::default(),
            settlements: 0,
            settling: 0,
            claiming: false,
            dry: false,
            claim_from: i64::MIN,
            next_claim: Instant::now(),
            unknown: HashSet::new(),
            logbook,
            tallies: Tallies::default(),
            tallying: false,
            next_refresh: Instant::now(),
            next_tick: Instant::now(),
            next_strays: Instant::now() + STRAYS_EVERY,
        }
    }

    async fn run(mut self) {
        let poll = Duration::from_millis(self.engine.settings.poll_ms);
        let mut words = Vec::new();
        while !self.engine.is_stopping() {
            let ready = self.engine.store.hook_feed().take();
            self.take(ready);
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
                () = tokio::time::sleep(poll) => {}
            }
        }
        self.end().await;
    }

    /// Begins whatever there is room for.
    fn advance(&mut self) {
        let now = Instant::now();
        if now >= self.next_tick {
            self.next_tick = now + Duration::from_millis(self.engine.settings.poll_ms);
            self.tick();
        }
        if now >= self.next_refresh {
            self.refresh();
        }
        self.load();
        self.claim();
        self.begin();
        self.settle();
        self.tally();
    }

    /// These rows are ours.
    fn take(&mut self, keys: Vec<HookKey>) {
        self.held.extend(keys.iter().map(|key| key.id));
        self.unread.extend(keys);
    }

    fn hear(&mut self, word: Word) {
        match word {
            Word::Loaded(asked, rows) => self.loaded(&asked, rows),
            Word::Posted(key, posted) => self.posted(key, posted),
            Word::Settled(batch) => self.settled(&batch),
            Word::Claimed(claimed) => {
                self.claiming = false;
                self.claim_from = claimed.next;
                self.dry = claimed.keys.is_empty();
                self.unknown.extend(claimed.unknown);
                self.take(claimed.keys);
            }
            Word::Tallied(ended) => {
                self.tallying = false;
                self.ended(ended);
            }
            Word::Strays(keys) => self.free_strays(keys),
        }
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
                self.held.remove(&key.id);
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

    /// Begins posts, a target at a time in turn. No target takes more than half of what the others leave, so that one that
    /// has something to be told again finds room, however slow the others are.
    fn begin(&mut self) {
        let (most, now) = (self.engine.settings.hooks.max_open, self.engine.now());
        while self.open < most && self.outcomes.fates.len() + self.settling < UNSETTLED {
            let Some(target) = self.turns.pop_front() else { return };
            let open = self.open;
            let next = self.lines.get_mut(&target).and_then(|line| {
                let others = open.saturating_sub(line.open());
                line.next(most.saturating_sub(others) / 2, now)
            });
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
                // What waits for a target that is left alone waits on disk: memory is for those that answer.
                let waiting = line.drain();
                waiting.into_iter().for_each(|row| self.give_back(row.key, now));
            }
        }
        self.outcomes
            .deliveries
            .push(self.logbook.entry(key.target, delivery, now));
        self.take_turn(key.target);
    }

    /// Claims what waits in the database: from time to time, and when a line that is behind runs low.
    fn claim(&mut self) {
        if self.claiming {
            return;
        }
        let feed = self.engine.store.hook_feed();
        self.dry &= !feed.take_left();
        let behind = feed.behind();
        let low = behind.iter().any(|(target, _)| {
            let queued = self.lines.get(target).map_or(0, Line::queued);
            queued < claim::EACH / 2
        });
        if (!low || self.dry) && Instant::now() < self.next_claim {
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
}
