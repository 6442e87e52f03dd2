//! Callbacks: a signed POST to the URL that came with a message, at each final state, until it is taken.
//!
//! Rows of the outbox were written in the transaction of the state that they tell; they are claimed in batches, posted,
//! and deleted when the receiver answered 2xx. A receiver that does not is tried again after 5 s, 5 min, 30 min, 2 h,
//! 5 h, 10 h and 10 h. A row may be posted twice after a crash: `webhook-id` is the same, so receivers can tell. No URL
//! keeps more than its share of the hand-overs that are under way.

mod body;
mod signature;

use std::collections::HashMap;
use std::time::Duration;

use adapters::http::{HttpAnswer, HttpFailure};
use domain::{Millis, OrganizationId};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use store::{OutboxRow, Targets};

use crate::Engine;
use signature::Signer;
pub(crate) use signature::{SECRET_BYTES, shown};

/// Callbacks under way at the same time.
const OPEN: usize = 512;
/// Callbacks to one host under way at the same time.
const OPEN_PER_HOST: usize = 128;
/// How soon a callback is looked at again whose host had all its share under way.
const CROWDED_MS: Millis = 500;
/// How soon after a failure to read or write the outbox the next try comes.
const AFTER_ERROR: Duration = Duration::from_millis(500);
/// Outcomes that are written together.
const SETTLE: usize = 256;

/// What became of one callback.
enum Told {
    /// The receiver took it, or nobody will.
    Done,
    /// It is tried again at this time.
    Again(Millis),
}

/// Tells until the engine stops.
pub(crate) async fn run(engine: Engine) {
    let poll = Duration::from_millis(engine.settings.poll_ms);
    let mut teller = Teller::new(engine.clone());
    loop {
        let claimed = teller.claim().await;
        if claimed > 0 || teller.open() > 0 {
            if !teller.advance(&engine).await {
                return;
            }
            continue;
        }
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = engine.outbox.notified() => {}
            () = tokio::time::sleep(poll) => {}
        }
    }
}

type Telling = std::pin::Pin<Box<dyn Future<Output = (i64, String, Told)> + Send>>;

/// Callbacks under way.
struct Teller {
    engine: Engine,
    telling: FuturesUnordered<Telling>,
    by_host: HashMap<String, usize>,
    signers: HashMap<OrganizationId, Option<Signer>>,
}

impl Teller {
    fn new(engine: Engine) -> Self {
        Self {
            engine,
            telling: FuturesUnordered::new(),
            by_host: HashMap::new(),
            signers: HashMap::new(),
        }
    }

    fn open(&self) -> usize {
        self.telling.len()
    }

    /// Claims what there is room for; says how many.
    async fn claim(&mut self) -> usize {
        let room = OPEN - self.telling.len();
        if room < OPEN / 4 || self.engine.is_stopping() {
            return 0;
        }
        let rows = match self
            .engine
            .store
            .outbox_claim(Targets::Callbacks, room, self.engine.now())
            .await
        {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(%error, "callbacks could not be claimed");
                tokio::time::sleep(AFTER_ERROR).await;
                return 0;
            }
        };
        let claimed = rows.len();
        let mut crowded = Vec::new();
        for row in rows {
            let host = host_of(row.message.callback_url.as_deref());
            let open = self.by_host.entry(host.clone()).or_default();
            if *open >= OPEN_PER_HOST {
                crowded.push((row.target, row.id, self.engine.now() + CROWDED_MS));
                continue;
            }
            *open += 1;
            let signer = self.signer(row.message.organization).await;
            self.telling
                .push(Box::pin(tell(self.engine.clone(), signer, row, host)));
        }
        if !crowded.is_empty() {
            keep(self.engine.store.outbox_delay(crowded).await);
        }
        claimed
    }

    /// Waits for outcomes and writes them; `false` when the engine stops.
    async fn advance(&mut self, engine: &Engine) -> bool {
        let mut outcomes = Vec::new();
        tokio::select! {
            () = engine.stop.cancelled() => {}
            told = self.telling.next() => outcomes.extend(told),
            () = engine.outbox.notified() => return true,
        }
        while outcomes.len() < SETTLE
            && let Some(Some(told)) = futures::FutureExt::now_or_never(self.telling.next())
        {
            outcomes.push(told);
        }
        let mut done = Vec::new();
        let mut again = Vec::new();
        for (id, host, told) in outcomes {
            if let Some(open) = self.by_host.get_mut(&host) {
                *open -= 1;
                if *open == 0 {
                    self.by_host.remove(&host);
                }
            }
            match told {
                Told::Done => done.push((0, id)),
                Told::Again(at) => again.push((0, id, at)),
            }
        }
        if !done.is_empty() {
            keep(self.engine.store.outbox_done(done).await);
        }
        if !again.is_empty() {
            keep(self.engine.store.outbox_retry(again).await);
        }
        !engine.is_stopping()
    }

    /// What an organization's callbacks are signed with; read again every so often by forgetting all of them.
    async fn signer(&mut self, organization: OrganizationId) -> Option<Signer> {
        if self.signers.len() > 10_000 {
            self.signers.clear();
        }
        if let Some(signer) = self.signers.get(&organization) {
            return signer.clone();
        }
        let secret = self.engine.callback_secret(organization).await;
        let signer = match secret {
            Ok(secret) => Signer::new(&secret),
            Err(error) => {
                tracing::warn!(%error, %organization, "the secret of an organization's callbacks could not be read");
                return None;
            }
        };
        self.signers.insert(organization, signer.clone());
        signer
    }
}

/// An error leaves the rows claimed by this node: they are told again after its end, or after its next start.
fn keep(outcome: Result<usize, store::StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "the outcome of callbacks could not be recorded; they may be told twice");
    }
}

/// The host of a URL, for shares; empty where it has none.
fn host_of(url: Option<&str>) -> String {
    let rest = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

async fn tell(engine: Engine, signer: Option<Signer>, row: OutboxRow, host: String) -> (i64, String, Told) {
    let id = row.id;
    let Some(url) = row.message.callback_url.clone() else {
        return (id, host, Told::Done);
    };
    let Some(signer) = signer else {
        let at = engine.now() + CROWDED_MS;
        return (id, host, Told::Again(at));
    };
    let provider = row.message.provider.and_then(|provider| engine.provider_name(provider));
    let payload = body::of(&row, provider);
    let seconds = engine.now() / 1_000;
    let webhook_id = format!("whk_{:x}", row.id);
    let request = engine
        .http
        .request(reqwest::Method::POST, &url)
        .header("content-type", "application/json")
        .header("webhook-id", &webhook_id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signer.sign(&webhook_id, seconds, &payload))
        .timeout(Duration::from_millis(engine.settings.callback_timeout_ms))
        .body(payload);
    let answer = engine.http.call(request).await;
    let told = outcome(&engine, &row, answer);
    (id, host, told)
}

fn outcome(engine: &Engine, row: &OutboxRow, answer: Result<HttpAnswer, HttpFailure>) -> Told {
    let why = match answer {
        Ok(answer) if (200..300).contains(&answer.status) => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "taken").increment(1);
            return Told::Done;
        }
        // Gone: the receiver says that it will never want this again.
        Ok(answer) if answer.status == 410 => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "gone").increment(1);
            return Told::Done;
        }
        Ok(answer) => format!("it answered {}", answer.status),
        Err(failure) => failure.to_string(),
    };
    let delays = &engine.settings.callback_retry_ms;
    match delays.get(usize::from(row.attempts)) {
        Some(delay) => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "retried").increment(1);
            tracing::debug!(message = %row.message.id, %why, "a callback was not taken and is tried again");
            Told::Again(engine.now() + delay)
        }
        None => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "given_up").increment(1);
            tracing::warn!(message = %row.message.id, %why, "a callback was never taken and is given up");
            Told::Done
        }
    }
}
