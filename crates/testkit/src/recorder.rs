//! A carrier that records every hand-over and does with each what the test says. It outlives the Tuma that speaks to it.
//!
//! What a number gets is a list of replies, one a hand-over; then, and for all other numbers, the usual reply: taken,
//! and reported delivered. While the gate is shut nobody is answered. Long, because what a test may ask of a carrier is
//! one list.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use adapters::{
    Adapter, CarrierSink, Content, Inbound, Lookup, OptOut, OptOutWord, Outcomes, Outgoing, ProviderFault, Rejection,
    Report, SendOutcome,
};
use async_trait::async_trait;
use domain::{MessageId, Millis, ProviderId, ReportStatus};
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

/// The most messages that the recorder takes in one hand-over.
const MAX_BATCH: usize = 50;
/// The pause before a report that could not be stored is sent again.
const AGAIN: Duration = Duration::from_millis(20);

/// What becomes of one hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Taken, and reported delivered.
    Take,
    /// Taken; nothing is reported until the test does.
    TakeSilently,
    /// Taken under these ids; nothing is reported until the test does.
    TakeAs(Vec<String>),
    /// Refused for good.
    Refuse(Rejection),
    /// Not taken, for a reason of this provider's: another may take it.
    Fault(ProviderFault),
    /// Not taken; may be tried again.
    Busy,
    /// Not taken; the lane is asked to pause.
    Throttle(Duration),
    /// Nobody can tell.
    Unsure,
    /// No answer until the gate opens; then taken and reported delivered.
    Hang,
    /// The adapter panics.
    Panic,
}

/// One hand-over as the carrier saw it.
#[derive(Clone)]
pub struct HandOver {
    /// Tuma's id.
    pub message: MessageId,
    /// Which attempt, from 1.
    pub attempt: u16,
    /// The sender.
    pub from: Option<String>,
    /// The destination.
    pub to: String,
    /// The text.
    pub body: String,
    /// How many segments.
    pub segments: u16,
    /// When it is no longer worth delivering.
    pub expires_at: Millis,
    /// The ids that it would be taken under.
    pub carrier_ids: Vec<String>,
}

/// The carrier; clones share it.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    /// Whether hand-overs are answered.
    gate: watch::Sender<bool>,
    open: AtomicUsize,
    most_open: AtomicUsize,
    /// Wakes the connection in use: reports are owed.
    owing: Notify,
}

struct State {
    seen: Vec<HandOver>,
    scripts: HashMap<String, VecDeque<Reply>>,
    usual: Reply,
    lookup: Lookup,
    link: Option<(ProviderId, Arc<dyn CarrierSink>)>,
    taken: Vec<String>,
    /// Ids whose delivery is to be reported. Like everything here they outlive the Tuma that they were taken from.
    owed: Vec<String>,
}

impl Default for Recorder {
    fn default() -> Self {
        let state = State {
            seen: Vec::new(),
            scripts: HashMap::new(),
            usual: Reply::Take,
            lookup: Lookup::CannotTell,
            link: None,
            taken: Vec::new(),
            owed: Vec::new(),
        };
        Self(Arc::new(Inner {
            state: Mutex::new(state),
            gate: watch::Sender::new(true),
            open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            owing: Notify::new(),
        }))
    }
}

impl Recorder {
    /// The next hand-overs to `to` get these replies, one each.
    pub fn script(&self, to: &str, replies: impl IntoIterator<Item = Reply>) {
        self.0
            .state
            .lock()
            .scripts
            .entry(to.to_owned())
            .or_default()
            .extend(replies);
    }

    /// What every hand-over gets that has no script.
    pub fn usually(&self, reply: Reply) {
        self.0.state.lock().usual = reply;
    }

    /// What the carrier says when it is asked whether it took something.
    pub fn looked_up(&self, lookup: Lookup) {
        self.0.state.lock().lookup = lookup;
    }

    /// Answers nobody from now on.
    pub fn shut_gate(&self) {
        self.0.gate.send_replace(false);
    }

    /// Answers again, those that waited first.
    pub fn open_gate(&self) {
        self.0.gate.send_replace(true);
    }

    /// Every hand-over, in the order in which they came.
    pub fn seen(&self) -> Vec<HandOver> {
        self.0.state.lock().seen.clone()
    }

    /// How many hand-overs there were.
    pub fn count(&self) -> usize {
        self.0.state.lock().seen.len()
    }

    /// The messages that the carrier took, once for each time.
    pub fn taken(&self) -> Vec<String> {
        self.0.state.lock().taken.clone()
    }

    fn note_taken(&self, carrier_ids: &[String]) {
        let mut state = self.0.state.lock();
        let message = state
            .seen
            .iter()
            .find(|one| one.carrier_ids == carrier_ids)
            .map(|one| one.message.to_string());
        state.taken.extend(message);
    }

    /// The hand-overs to `to`.
    pub fn seen_to(&self, to: &str) -> Vec<HandOver> {
        self.0
            .state
            .lock()
            .seen
            .iter()
            .filter(|one| one.to == to)
            .cloned()
            .collect()
    }

    /// Hand-overs that are not answered.
    pub fn open(&self) -> usize {
        self.0.open.load(Ordering::SeqCst)
    }

    /// The most that were ever open at once.
    pub fn most_open(&self) -> usize {
        self.0.most_open.load(Ordering::SeqCst)
    }

    /// Reports that are on their way.
    pub fn reporting(&self) -> usize {
        self.0.state.lock().owed.len()
    }

    /// Reports `status` on the first id of the last hand-over of `message`.
    ///
    /// # Panics
    /// If the carrier has not seen it, or Tuma cannot store the report.
    pub async fn report(&self, message: &str, status: ReportStatus) {
        let seen = self.seen();
        let last = seen.iter().rev().find(|one| one.message.to_string() == message);
        let id = last.expect("the carrier has seen the message").carrier_ids[0].clone();
        self.report_id(&id, status).await;
    }

    /// Reports `status` on `carrier_id`, spelled as given.
    pub async fn report_id(&self, carrier_id: &str, status: ReportStatus) {
        self.push(vec![self.report_of(carrier_id, status)]).await;
    }

    /// A text from a phone, with the carrier's id for it.
    ///
    /// # Panics
    /// If Tuma cannot store it.
    pub async fn text_from(&self, phone: &str, to: &str, text: &str, carrier_id: &str) {
        let content = Content::Text(text.to_owned());
        self.inbound(vec![self.inbound_of(phone, to, content, Some(carrier_id))])
            .await;
    }

    /// An inbound message, to be changed by the test and given to [`Recorder::inbound`].
    pub fn inbound_of(&self, phone: &str, to: &str, content: Content, carrier_id: Option<&str>) -> Inbound {
        let (provider, _) = self.link();
        Inbound {
            provider,
            carrier_id: carrier_id.map(str::to_owned),
            from: phone.to_owned(),
            to: to.to_owned(),
            content,
            part: None,
            opt_out: None,
            sent_at: None,
            likeness: None,
            raw: "{}".to_owned(),
        }
    }

    /// Sends inbound messages in one go.
    ///
    /// # Panics
    /// If Tuma cannot store them.
    pub async fn inbound(&self, messages: Vec<Inbound>) {
        let (_, sink) = self.link();
        sink.inbound(messages).await.expect("Tuma stores what comes in");
    }

    /// The carrier's own notice that a person left or came back.
    ///
    /// # Panics
    /// If Tuma cannot store it.
    pub async fn opt_out(&self, number: &str, word: OptOutWord) {
        let (provider, sink) = self.link();
        let notice = OptOut {
            provider,
            number: number.to_owned(),
            sender: None,
            word,
        };
        sink.opt_outs(vec![notice]).await.expect("Tuma stores the notice");
    }

    /// A bare report: no reference, no number.
    pub fn report_of(&self, carrier_id: &str, status: ReportStatus) -> Report {
        let (provider, _) = self.link();
        bare_report(provider, carrier_id, status)
    }

    /// Sends reports in one go.
    ///
    /// # Panics
    /// If Tuma cannot store them.
    pub async fn push(&self, reports: Vec<Report>) {
        let (_, sink) = self.link();
        sink.reports(reports).await.expect("Tuma stores the reports");
    }

    /// The adapter through which a Tuma speaks to this carrier; the one before is out of use. Must be called inside that
    /// Tuma's runtime: reports are sent from there, for as long as it lives.
    pub(crate) fn connect(&self, provider: ProviderId, sink: Arc<dyn CarrierSink>) -> Arc<dyn Adapter> {
        self.0.state.lock().link = Some((provider, sink.clone()));
        tokio::spawn(self.clone().send_owed(provider, sink));
        Arc::new(Connection(self.clone()))
    }

    fn link(&self) -> (ProviderId, Arc<dyn CarrierSink>) {
        self.0.state.lock().link.clone().expect("a Tuma is connected")
    }

    /// Notes the hand-over and decides what becomes of it.
    fn take(&self, message: &Outgoing) -> (Reply, Vec<String>) {
        let mut state = self.0.state.lock();
        let scripted = state.scripts.get_mut(&*message.to).and_then(VecDeque::pop_front);
        let reply = scripted.unwrap_or_else(|| state.usual.clone());
        let carrier_ids = match &reply {
            Reply::TakeAs(ids) => ids.clone(),
            _ => vec![format!("rec-{}", state.seen.len() + 1)],
        };
        state.seen.push(HandOver {
            message: message.message,
            attempt: message.attempt,
            from: message.from.as_deref().map(str::to_owned),
            to: message.to.to_string(),
            body: message.body.to_string(),
            segments: message.segments,
            expires_at: message.expires_at,
            carrier_ids: carrier_ids.clone(),
        });
        (reply, carrier_ids)
    }

    /// Owes reports of delivery for these ids.
    fn owe_delivered(&self, carrier_ids: Vec<String>) {
        self.0.state.lock().owed.extend(carrier_ids);
        self.0.owing.notify_one();
    }

    /// Reports what is owed, again and again until it is stored.
    async fn send_owed(self, provider: ProviderId, sink: Arc<dyn CarrierSink>) {
        loop {
            let owed = self.0.state.lock().owed.clone();
            if owed.is_empty() {
                self.0.owing.notified().await;
                continue;
            }
            let reports = owed.iter().map(|id| bare_report(provider, id, ReportStatus::Delivered));
            if sink.reports(reports.collect()).await.is_ok() {
                let sent: HashSet<String> = owed.into_iter().collect();
                self.0.state.lock().owed.retain(|id| !sent.contains(id));
            } else {
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

fn bare_report(provider: ProviderId, carrier_id: &str, status: ReportStatus) -> Report {
    Report {
        provider,
        carrier_id: carrier_id.to_owned(),
        to: None,
        reference: None,
        status,
        error_code: None,
        detail: None,
        price: None,
        opted_out: false,
        occurred_at: None,
        raw: format!("{{\"status\":\"{}\"}}", status.as_str()),
    }
}

/// One open hand-over, however its task ends.
struct Open(Recorder);

impl Open {
    fn new(recorder: Recorder) -> Self {
        recorder.0.open.fetch_add(1, Ordering::SeqCst);
        Self(recorder)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// One Tuma's connection to the recorder.
struct Connection(Recorder);

#[async_trait]
impl Adapter for Connection {
    fn max_batch(&self) -> usize {
        MAX_BATCH
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        let Self(recorder) = self;
        let open: Vec<Open> = batch.iter().map(|_| Open::new(recorder.clone())).collect();
        recorder.0.most_open.fetch_max(recorder.open(), Ordering::SeqCst);
        let mut gate = recorder.0.gate.subscribe();
        let shut = !*gate.borrow_and_update();
        let decided = batch.iter().map(|message| recorder.take(message)).zip(open).enumerate();
        let (waiting, at_once): (Vec<_>, Vec<_>) =
            decided.partition(|(_, ((reply, _), _))| shut || *reply == Reply::Hang);
        answer_all(recorder, at_once, &outcomes);
        if waiting.is_empty() {
            return;
        }
        // What hangs waits for the gate to open after it came. The recorder owns the sender, so the gate cannot be gone.
        while gate.changed().await.is_ok() && !*gate.borrow() {}
        answer_all(recorder, waiting, &outcomes);
    }

    async fn lookup(&self, _message: MessageId, _attempt: u16) -> Lookup {
        self.0.0.state.lock().lookup.clone()
    }
}

/// A hand-over's place in its batch, what becomes of it, and that it is open.
type Decided = (usize, ((Reply, Vec<String>), Open));

/// Answers hand-overs; panics when all others are answered, if one of them is to panic.
fn answer_all(recorder: &Recorder, decided: Vec<Decided>, outcomes: &Outcomes) {
    let mut panics = false;
    for (index, ((reply, carrier_ids), open)) in decided {
        drop(open);
        let Some(outcome) = outcome(&reply, &carrier_ids) else {
            panics = true;
            continue;
        };
        // Nobody listens where the attempt was given up meanwhile; the message was taken all the same.
        if matches!(outcome, SendOutcome::Accepted { .. }) {
            recorder.note_taken(&carrier_ids);
        }
        let _ = outcomes.send(vec![(index, outcome)]);
        if matches!(reply, Reply::Take | Reply::Hang) {
            recorder.owe_delivered(carrier_ids);
        }
    }
    assert!(!panics, "the test told the adapter to panic");
}

/// What Tuma is told; `None` where the adapter is to panic.
fn outcome(reply: &Reply, carrier_ids: &[String]) -> Option<SendOutcome> {
    let code = Some("E1".to_owned());
    Some(match reply {
        Reply::Panic => return None,
        Reply::Take | Reply::TakeSilently | Reply::TakeAs(_) | Reply::Hang => {
            SendOutcome::accepted(carrier_ids.to_vec())
        }
        Reply::Fault(fault) => SendOutcome::Unroutable {
            fault: *fault,
            code: Some("E9".to_owned()),
            reason: "the carrier does not take it from here".to_owned(),
        },
        Reply::Refuse(kind) => SendOutcome::Rejected {
            kind: *kind,
            code,
            reason: "refused by the test".to_owned(),
        },
        Reply::Busy => SendOutcome::RetryAfter {
            code,
            reason: "busy by the test".to_owned(),
            pause: None,
        },
        Reply::Throttle(pause) => SendOutcome::RetryAfter {
            code,
            reason: "throttled by the test".to_owned(),
            pause: Some(*pause),
        },
        Reply::Unsure => SendOutcome::Unknown {
            reason: "unsure by the test".to_owned(),
        },
    })
}
