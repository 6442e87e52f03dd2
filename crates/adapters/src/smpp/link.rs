//! One bind, kept: connected, bound, settled from, and tried again after a pause whenever it ends.

use std::sync::Arc;
use std::time::Duration;

use ::smpp::command::Mode;
use ::smpp::session::{Control, Ended, Outcome, Session};
use ::smpp::status::Class;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::backoff::Backoff;
use super::connect::{self, NoBind};
use super::links::Link;
use super::settings::transmits;
use super::{Shared, incoming, open};

/// Outcomes that are settled together.
const OUTCOMES: usize = 512;
/// A bind that lived so long was well.
const WELL: Duration = Duration::from_secs(30);

/// Keeps bind `number` until `stop` says or is gone.
pub(super) async fn keep(shared: Arc<Shared>, number: usize, mode: Mode, mut stop: watch::Receiver<bool>) {
    let seed = (shared.provider.get() as u64) << 8 ^ number as u64 ^ (shared.clock.now_ms() as u64) << 16;
    let (least, most) = shared.settings.reconnect;
    let mut backoff = Backoff::new(least, most, seed);
    let mut log = Log::new(&shared, number);
    while !*stop.borrow() {
        let bound = tokio::select! {
            bound = connect::bind(&shared, mode) => bound,
            _ = stop.changed() => return,
        };
        let pause = match bound {
            Ok(session) => {
                log.bound();
                let (ended, well) = live(&shared, session, &mut stop).await;
                if *stop.borrow() || stop.has_changed().is_err() {
                    return;
                }
                log.ended(ended);
                shared
                    .links
                    .failed(ended.map_or_else(|| "it ended".to_owned(), |ended| ended.to_string()));
                if well {
                    backoff.reset();
                }
                backoff.pause()
            }
            Err(why) => {
                shared.links.failed(why.to_string());
                log.refused(&why);
                if why.is_auth() {
                    backoff.long_pause()
                } else {
                    backoff.pause()
                }
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Serves a bound session to its end; says why it ended, and whether it had been well.
async fn live(shared: &Arc<Shared>, session: Session<u64>, stop: &mut watch::Receiver<bool>) -> (Option<Ended>, bool) {
    let Session {
        requests,
        outcomes,
        incoming,
        control,
        ended,
        peer,
    } = session;
    let number = shared.links.next_session();
    let link = Arc::new(Link::new(number, requests, shared.settings.session.window));
    let submits = transmits(peer.mode);
    shared.links.add(number, submits.then(|| link.clone()));
    // Stores and answers beside the settling; it ends by itself when the session has nothing more for it.
    tokio::spawn(incoming::take(shared.clone(), number, peer.clone(), incoming));
    let since = Instant::now();
    let settled = settle(shared, &link, outcomes, &control, stop).await;
    shared.links.remove(number);
    let at = Instant::now();
    drop(link);
    let ended = ended.await.ok();
    // An unbind goes out after all answers, and is answered after they were read.
    let in_order = matches!(ended, Some(Ended::Unbound | Ended::Inactive));
    shared.repeats.lock().session_ended(number, at, in_order);
    (ended, settled > 0 || since.elapsed() > WELL)
}

/// Settles outcomes to the last; how many requests were answered well. Unbinds when `stop` says.
async fn settle(
    shared: &Arc<Shared>,
    link: &Link,
    mut outcomes: mpsc::Receiver<Outcome<u64>>,
    control: &Control,
    stop: &mut watch::Receiver<bool>,
) -> usize {
    let mut batch = Vec::with_capacity(OUTCOMES);
    let (mut well, mut stopping) = (0, false);
    loop {
        let count = tokio::select! {
            count = outcomes.recv_many(&mut batch, OUTCOMES) => count,
            _ = stop.changed(), if !stopping => {
                stopping = true;
                shared.links.remove(link.session);
                control.unbind();
                continue;
            }
        };
        if count == 0 {
            return well;
        }
        link.settled(count);
        let classes = || batch.iter().filter_map(|outcome| open::class(&outcome.reply));
        well += classes().filter(|class| *class == Class::Ok).count();
        if classes().any(|class| matches!(class, Class::BindState | Class::Auth)) {
            // The SMSC takes the session for another than we do: bind again.
            shared.links.remove(link.session);
            control.unbind();
        }
        open::settle(shared, &mut batch);
        // What the session will not take any more need not be tried on it.
        if link.is_over() {
            shared.links.remove(link.session);
        }
    }
}

/// Says each change once.
struct Log {
    provider: String,
    number: usize,
    last: Option<String>,
}

impl Log {
    fn new(shared: &Shared, number: usize) -> Self {
        Self {
            provider: shared.provider.to_string(),
            number,
            last: None,
        }
    }

    fn bound(&mut self) {
        self.last = None;
        tracing::info!(provider = %self.provider, bind = self.number, "bound to the SMSC");
    }

    fn ended(&self, why: Option<Ended>) {
        let why = why.map_or_else(|| "the session failed".to_owned(), |ended| ended.to_string());
        tracing::warn!(provider = %self.provider, bind = self.number, %why, "a bind ended; it is tried again");
    }

    fn refused(&mut self, why: &NoBind) {
        let said = why.to_string();
        if self.last.as_ref() == Some(&said) {
            return;
        }
        if why.is_auth() {
            tracing::error!(provider = %self.provider, bind = self.number, why = %said,
                "the SMSC refuses the credentials; it is tried again, slowly");
        } else {
            tracing::warn!(provider = %self.provider, bind = self.number, why = %said, "no bind; it is tried again");
        }
        self.last = Some(said);
    }
}
