//! A bounded channel out of the session, with a short backlog for what did not fit. While there is a backlog the session
//! reads nothing more, so the backlog is bounded by what one read can hold.

use std::collections::VecDeque;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio_util::sync::PollSender;

pub(super) struct Outlet<T> {
    sender: PollSender<T>,
    backlog: VecDeque<T>,
}

impl<T: Send + 'static> Outlet<T> {
    pub fn new(sender: mpsc::Sender<T>) -> Self {
        Self {
            sender: PollSender::new(sender),
            backlog: VecDeque::new(),
        }
    }

    pub fn push(&mut self, item: T) {
        self.backlog.push_back(item);
    }

    pub fn has_backlog(&self) -> bool {
        !self.backlog.is_empty()
    }

    /// Whether nobody is at the other end any more.
    pub fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Sends what there is; pending when the channel is full. What nobody wants is dropped.
    pub fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while let Some(item) = self.backlog.pop_front() {
            let Some(sender) = self.sender.get_ref() else {
                continue;
            };
            let Err(TrySendError::Full(item)) = sender.try_send(item) else {
                continue;
            };
            match self.sender.poll_reserve(cx) {
                Poll::Pending => {
                    self.backlog.push_front(item);
                    return Poll::Pending;
                }
                Poll::Ready(Ok(())) => {
                    // Reserved a moment ago: it can fail only when the other end has gone.
                    let _ = self.sender.send_item(item);
                }
                Poll::Ready(Err(_)) => {}
            }
        }
        Poll::Ready(())
    }
}
