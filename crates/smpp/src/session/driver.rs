//! The one task of a session: octets in, octets out, as many PDUs at a time as there are.
//!
//! Every turn polls all there is: orders, channels out, the connection for reading, answers, requests, the connection
//! for writing. Only when nothing moved does it wait, for whatever comes first, the next timer among it.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tokio_util::io::{poll_read_buf, poll_write_buf};

use super::core::{Core, Outlets};
use super::incoming::Answer;
use super::outgoing::{Outcome, Reply, Request, Requests};
use super::outlet::Outlet;
use super::{Bound, Control, Ended, Order, Session};
use crate::frame;
use crate::settings::Settings;

/// Octets that a read has room for at first; doubled while reads fill it, up to the maximum.
const MIN_READ_OCTETS: usize = 4 * 1024;
const MAX_READ_OCTETS: usize = 64 * 1024;
/// Answers, and requests without a window, that one turn takes.
const BATCH: usize = 256;
/// Orders that may wait: one to unbind and one to abort.
const ORDERS: usize = 2;
/// How long a timer sleeps when nothing is due.
const FAR: Duration = Duration::from_secs(24 * 3600);

struct Driver<S, K> {
    stream: S,
    input: BytesMut,
    read_octets: usize,
    core: Core<K>,
    requests: mpsc::Receiver<Request<K>>,
    /// Whether `requests` is closed and empty.
    requests_over: bool,
    answers: mpsc::Receiver<Answer>,
    orders: mpsc::Receiver<Order>,
    request_batch: Vec<Request<K>>,
    answer_batch: Vec<Answer>,
    flushed: bool,
    sleep: Pin<Box<Sleep>>,
    armed: Instant,
}

/// What became of an attempt to read.
#[derive(PartialEq, Eq)]
enum Read {
    Something,
    /// All that the peer has sent is read.
    Nothing,
    /// We do not read now.
    Blocked,
}

/// Starts the task of a session.
pub(crate) fn start<S, K>(bound: Bound<S>, settings: Settings) -> Session<K>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    K: Send + 'static,
{
    let (request_sender, requests) = mpsc::channel(settings.queue.max(1));
    let (outcome_sender, outcomes) = mpsc::channel(settings.window.max(1));
    let (incoming_sender, incoming) = mpsc::channel(settings.incoming_window.max(1));
    let (answer_sender, answers) = mpsc::channel(settings.incoming_window.max(1));
    let (order_sender, orders) = mpsc::channel(ORDERS);
    let outlets = Outlets {
        outcomes: Outlet::new(outcome_sender),
        incoming: Outlet::new(incoming_sender),
        answers: answer_sender,
    };
    let peer = bound.peer.clone();
    let armed = Instant::now() + FAR;
    let driver = Driver {
        stream: bound.stream,
        input: bound.input,
        read_octets: MIN_READ_OCTETS,
        core: Core::new(settings, bound.peer, bound.sequence, outlets),
        requests,
        requests_over: false,
        answers,
        orders,
        request_batch: Vec::new(),
        answer_batch: Vec::new(),
        flushed: true,
        sleep: Box::pin(sleep_until(armed)),
        armed,
    };
    Session {
        requests: Requests(request_sender),
        outcomes,
        incoming,
        control: Control(order_sender),
        ended: tokio::spawn(driver.run()),
        peer,
    }
}

impl<S, K> Driver<S, K>
where
    S: AsyncRead + AsyncWrite + Unpin,
    K: Send + 'static,
{
    async fn run(mut self) -> Ended {
        let why = poll_fn(|cx| self.poll(cx)).await;
        if !matches!(why, Ended::Aborted | Ended::Broken(_)) {
            // The peer may not be listening any more; closing must not wait for it.
            let _ = timeout(self.core.settings.drain, self.stream.shutdown()).await;
        }
        // The connection is closed before anybody is told, so that nothing can be answered behind their back.
        drop(self.stream);
        self.requests.close();
        poll_fn(|cx| self.core.outcomes.poll_flush(cx)).await;
        for outcome in self.core.finish() {
            self.core.outcomes.push(outcome);
            poll_fn(|cx| self.core.outcomes.poll_flush(cx)).await;
        }
        while let Some(Request { key, .. }) = self.requests.recv().await {
            let reply = Reply::NotWritten;
            self.core.outcomes.push(Outcome { key, reply });
            poll_fn(|cx| self.core.outcomes.poll_flush(cx)).await;
        }
        why
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Ended> {
        loop {
            let now = Instant::now();
            let mut moved = self.poll_orders(cx, now);
            moved |= self.poll_outlets(cx, now);
            let read = self.poll_read(cx, now);
            moved |= read == Read::Something;
            moved |= self.poll_answers(cx, now);
            moved |= self.poll_requests(cx, now);
            self.core.advance(now);
            moved |= self.poll_write(cx);
            let written = self.core.output.is_empty() && self.flushed;
            if let Some(why) = self.core.over(written) {
                return Poll::Ready(why);
            }
            if !moved && !self.poll_timer(cx, now, read == Read::Nothing) {
                return Poll::Pending;
            }
        }
    }

    fn poll_orders(&mut self, cx: &mut Context<'_>, now: Instant) -> bool {
        let mut moved = false;
        while let Poll::Ready(Some(order)) = self.orders.poll_recv(cx) {
            self.core.order(order, now);
            moved = true;
        }
        moved
    }

    fn poll_outlets(&mut self, cx: &mut Context<'_>, now: Instant) -> bool {
        let blocked = self.core.outcomes.has_backlog() || self.core.incoming.has_backlog();
        let outcomes = self.core.outcomes.poll_flush(cx);
        let incoming = self.core.incoming.poll_flush(cx);
        if self.core.incoming.is_closed() {
            self.core.begin_drain(Ended::Unbound, now);
        }
        blocked && outcomes.is_ready() && incoming.is_ready()
    }

    fn poll_read(&mut self, cx: &mut Context<'_>, now: Instant) -> Read {
        if !self.core.may_read() {
            return Read::Blocked;
        }
        if self.parse(now) {
            return Read::Something;
        }
        self.input.reserve(self.read_octets);
        match poll_read_buf(Pin::new(&mut self.stream), cx, &mut self.input) {
            Poll::Pending => Read::Nothing,
            Poll::Ready(Ok(0)) => {
                self.core.disconnected(Ended::Closed);
                Read::Something
            }
            Poll::Ready(Ok(octets)) => {
                if octets >= self.read_octets {
                    self.read_octets = (self.read_octets * 2).min(MAX_READ_OCTETS);
                }
                self.parse(now);
                Read::Something
            }
            Poll::Ready(Err(error)) => {
                self.core.disconnected(Ended::Broken(error.kind()));
                Read::Something
            }
        }
    }

    /// Hands on what is whole of the input, as far as it may be; says whether anything was.
    fn parse(&mut self, now: Instant) -> bool {
        let mut parsed = false;
        while self.core.may_parse() {
            match frame::next(&mut self.input, self.core.settings.max_pdu_octets) {
                Ok(Some(frame)) => self.core.receive(frame, now),
                Ok(None) => break,
                Err(bad) => self.core.garbage(bad, now),
            }
            parsed = true;
        }
        parsed
    }

    fn poll_answers(&mut self, cx: &mut Context<'_>, now: Instant) -> bool {
        let Poll::Ready(count) = self.answers.poll_recv_many(cx, &mut self.answer_batch, BATCH) else {
            return false;
        };
        for answer in self.answer_batch.drain(..) {
            self.core.answer(answer, now);
        }
        count > 0
    }

    fn poll_requests(&mut self, cx: &mut Context<'_>, now: Instant) -> bool {
        let is_open = self.core.is_open();
        if !is_open {
            self.requests.close();
        }
        let room = if is_open { self.core.room() } else { BATCH };
        if self.requests_over || room == 0 || self.core.outcomes.has_backlog() {
            return false;
        }
        match self.requests.poll_recv_many(cx, &mut self.request_batch, room) {
            Poll::Pending => return false,
            Poll::Ready(0) => {
                self.requests_over = true;
                self.core.begin_drain(Ended::Unbound, now);
            }
            Poll::Ready(_) => {}
        }
        for request in self.request_batch.drain(..) {
            match is_open {
                true => self.core.submit(request, now),
                false => self.core.never_sent(request),
            }
        }
        true
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        while !self.core.output.is_empty() {
            match poll_write_buf(Pin::new(&mut self.stream), cx, &mut self.core.output) {
                Poll::Pending => return moved,
                Poll::Ready(Ok(octets)) if octets > 0 => self.core.wrote(octets),
                Poll::Ready(Ok(_)) => self.core.disconnected(Ended::Closed),
                Poll::Ready(Err(error)) => self.core.disconnected(Ended::Broken(error.kind())),
            }
            moved = true;
            self.flushed = false;
            if self.core.over(false).is_some() {
                return true;
            }
        }
        if !self.flushed
            && let Poll::Ready(result) = Pin::new(&mut self.stream).poll_flush(cx)
        {
            self.flushed = true;
            if let Err(error) = result {
                self.core.disconnected(Ended::Broken(error.kind()));
            }
            moved = true;
        }
        moved
    }

    /// Does what is due, and sets the timer for what is due next; says whether anything was done.
    fn poll_timer(&mut self, cx: &mut Context<'_>, now: Instant, heard: bool) -> bool {
        let next = self.core.deadline(heard).unwrap_or(now + FAR);
        if next <= now {
            self.core.expire(now, heard);
            return true;
        }
        // A timer that is set too early is left alone: it finds nothing due and is set again.
        if next < self.armed || self.armed <= now {
            self.sleep.as_mut().reset(next);
            self.armed = next;
        }
        self.sleep.as_mut().poll(cx).is_ready()
    }
}
