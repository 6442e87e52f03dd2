//! A unit of work on its way through the journal: what it is, who waits for it, what came of it.
//!
//! Units can be run again: they are lent to the code that writes them, never consumed.

use futures::future::LocalBoxFuture;
use tokio::sync::oneshot;

use super::queue::Side;
use crate::StoreError;
use crate::error::Result;
use crate::txn::{Txn, guarded};
use crate::types::{AcceptUnit, BeginUnit, Begun, Committed, ReceiptOutcome, ReceiptUnit, Settlement};

/// A kind of unit of which many are written by the same statements.
pub(crate) trait UnitKind {
    type Unit;
    type Answer;
    /// The queue it waits in.
    const SIDE: Side;

    /// Writes all units; answers in their order. An error means that nothing of it may be kept.
    async fn run(txn: &mut Txn, units: &[&Self::Unit]) -> Result<Vec<Self::Answer>>;
}

/// Acceptance of messages.
pub(crate) struct Accept;

impl UnitKind for Accept {
    type Unit = AcceptUnit;
    type Answer = Committed;
    const SIDE: Side = Side::Front;

    async fn run(txn: &mut Txn, units: &[&AcceptUnit]) -> Result<Vec<Committed>> {
        crate::accept::run(txn, units).await
    }
}

/// The mark before a hand-over.
pub(crate) struct Begin;

impl UnitKind for Begin {
    type Unit = BeginUnit;
    type Answer = Vec<Begun>;
    const SIDE: Side = Side::Back;

    async fn run(txn: &mut Txn, units: &[&BeginUnit]) -> Result<Vec<Vec<Begun>>> {
        crate::begin::run(txn, units).await
    }
}

/// Outcomes of attempts.
pub(crate) struct Settle;

impl UnitKind for Settle {
    type Unit = Vec<Settlement>;
    type Answer = ();
    const SIDE: Side = Side::Back;

    async fn run(txn: &mut Txn, units: &[&Vec<Settlement>]) -> Result<Vec<()>> {
        let all: Vec<&Settlement> = units.iter().flat_map(|unit| unit.iter()).collect();
        crate::settle::run(txn, &all).await?;
        Ok(vec![(); units.len()])
    }
}

/// Delivery reports.
pub(crate) struct Receipts;

impl UnitKind for Receipts {
    type Unit = Vec<ReceiptUnit>;
    type Answer = Vec<ReceiptOutcome>;
    const SIDE: Side = Side::Back;

    async fn run(txn: &mut Txn, units: &[&Vec<ReceiptUnit>]) -> Result<Vec<Vec<ReceiptOutcome>>> {
        let all: Vec<&ReceiptUnit> = units.iter().flat_map(|unit| unit.iter()).collect();
        let mut outcomes = crate::receipts::run(txn, &all).await?.into_iter();
        Ok(units
            .iter()
            .map(|unit| outcomes.by_ref().take(unit.len()).collect())
            .collect())
    }
}

/// A unit with its caller.
pub(crate) struct Job<K: UnitKind> {
    unit: K::Unit,
    reply: oneshot::Sender<Result<K::Answer>>,
    outcome: Option<Result<K::Answer>>,
}

impl<K: UnitKind> Job<K> {
    pub(crate) fn new(unit: K::Unit, reply: oneshot::Sender<Result<K::Answer>>) -> Self {
        Self {
            unit,
            reply,
            outcome: None,
        }
    }
}

/// The jobs of one kind in a round.
pub(crate) struct Jobs<K: UnitKind>(pub(super) Vec<Job<K>>);

impl<K: UnitKind> Default for Jobs<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: UnitKind> Jobs<K> {
    /// Runs all of them by common statements.
    pub(crate) async fn run_together(&mut self, txn: &mut Txn) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let units: Vec<&K::Unit> = self.0.iter().map(|job| &job.unit).collect();
        let answers = K::run(txn, &units).await?;
        if answers.len() != self.0.len() {
            return Err(StoreError::internal("not every unit got an answer"));
        }
        for (job, answer) in self.0.iter_mut().zip(answers) {
            job.outcome = Some(Ok(answer));
        }
        Ok(())
    }

    /// Runs each behind a savepoint, so that a faulty one fails alone.
    pub(crate) async fn run_apart(&mut self, txn: &mut Txn) -> Result<()> {
        for job in &mut self.0 {
            let unit = &job.unit;
            let outcome = txn
                .apart(async |txn| K::run(txn, &[unit]).await.map(|mut answers| answers.pop()))
                .await?;
            let missing = || StoreError::internal("the unit got no answer");
            job.outcome = Some(outcome.and_then(|answer| answer.ok_or_else(missing)));
        }
        Ok(())
    }

    /// Tells every caller; `failed` when the round as a whole was not committed.
    pub(crate) fn answer(self, failed: Option<&StoreError>) {
        for job in self.0 {
            let outcome = match (failed, job.outcome) {
                (Some(why), _) => Err(why.clone()),
                (None, Some(outcome)) => outcome,
                (None, None) => Err(StoreError::internal("the unit was not run")),
            };
            // The caller may have gone away; what it asked for is done all the same.
            let _ = job.reply.send(outcome);
        }
    }
}

/// Any other write.
pub(crate) trait Write: Send {
    fn run<'a>(&'a mut self, txn: &'a mut Txn) -> LocalBoxFuture<'a, Result<()>>;
    /// Keeps the error for the answer.
    fn fail(&mut self, error: StoreError);
    fn answer(self: Box<Self>, failed: Option<&StoreError>);
}

/// A write given as a closure.
pub(crate) struct Closure<F, T> {
    work: F,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<F, T> Closure<F, T> {
    pub(crate) fn new(work: F, reply: oneshot::Sender<Result<T>>) -> Self {
        Self {
            work,
            outcome: None,
            reply,
        }
    }
}

impl<F, T> Write for Closure<F, T>
where
    F: AsyncFnMut(&mut Txn) -> Result<T> + Send,
    T: Send,
{
    fn run<'a>(&'a mut self, txn: &'a mut Txn) -> LocalBoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.outcome = Some(Ok((self.work)(txn).await?));
            Ok(())
        })
    }

    fn fail(&mut self, error: StoreError) {
        self.outcome = Some(Err(error));
    }

    fn answer(self: Box<Self>, failed: Option<&StoreError>) {
        let outcome = match (failed, self.outcome) {
            (Some(why), _) => Err(why.clone()),
            (None, Some(outcome)) => outcome,
            (None, None) => Err(StoreError::internal("the write was not run")),
        };
        // The caller may have gone away; what it asked for is done all the same.
        let _ = self.reply.send(outcome);
    }
}

/// The other writes of a round.
#[derive(Default)]
pub(crate) struct Writes(pub(super) Vec<Box<dyn Write>>);

impl Writes {
    pub(crate) async fn run_together(&mut self, txn: &mut Txn) -> Result<()> {
        for write in &mut self.0 {
            write.run(txn).await?;
        }
        Ok(())
    }

    pub(crate) async fn run_apart(&mut self, txn: &mut Txn) -> Result<()> {
        for write in &mut self.0 {
            if let Err(error) = txn.apart(async |txn| guarded(write.run(txn)).await).await? {
                write.fail(error);
            }
        }
        Ok(())
    }

    pub(crate) fn answer(self, failed: Option<&StoreError>) {
        for write in self.0 {
            write.answer(failed);
        }
    }
}

/// Whatever waits in a queue.
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all units under load are accepts: a box for each buys nothing"
)]
pub(crate) enum Unit {
    Accept(Job<Accept>),
    Begin(Job<Begin>),
    Settle(Job<Settle>),
    Receipts(Job<Receipts>),
    Write(Box<dyn Write>),
}

macro_rules! unit_from_job {
    ($($kind:ident),+) => {
        $(impl From<Job<$kind>> for Unit {
            fn from(job: Job<$kind>) -> Self {
                Self::$kind(job)
            }
        })+
    };
}

unit_from_job!(Accept, Begin, Settle, Receipts);
