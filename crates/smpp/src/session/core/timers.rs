//! The session's timers, all of them read from one clock: the next one that is due is all that the driver waits for.
//!
//! What depends on the peer (responses, enquire_link, inactivity) is judged only when all that the peer has sent is
//! read: while we do not read, its silence proves nothing.

use tokio::time::Instant;

use super::{Core, Enquiry, Phase};
use crate::command::Command;
use crate::pdu::{Body, Pdu};
use crate::session::Ended;
use crate::session::outgoing::Reply;
use crate::tlv::Tlvs;

impl<K: Send + 'static> Core<K> {
    /// When [`Core::expire`] has something to do; `heard` as there.
    pub fn deadline(&mut self, heard: bool) -> Option<Instant> {
        let phase = match self.phase {
            Phase::Open | Phase::Over(_) => None,
            Phase::Draining { until, .. }
            | Phase::Unbinding { until, .. }
            | Phase::UnboundByPeer { until, .. }
            | Phase::Closing { until, .. } => Some(until),
        };
        if !heard {
            return phase;
        }
        let due = [phase, self.window.deadline(), self.enquiry_due(), self.inactive_at()];
        due.into_iter().flatten().min()
    }

    fn enquiry_due(&self) -> Option<Instant> {
        match &self.enquiry {
            Some(enquiry) => Some(enquiry.until),
            None if matches!(self.phase, Phase::Open | Phase::Draining { .. }) => {
                self.settings.enquire_link.map(|wait| self.last_received + wait)
            }
            None => None,
        }
    }

    fn inactive_at(&self) -> Option<Instant> {
        let idle = self.is_open() && self.window.is_empty() && self.unanswered == 0;
        let wait = self.settings.inactivity.filter(|_| idle)?;
        Some(self.last_message + wait)
    }

    /// Does what is due; `heard` says that nothing the peer sent is unread.
    pub fn expire(&mut self, now: Instant, heard: bool) {
        self.expire_phase(now);
        if !heard {
            return;
        }
        self.expire_requests(now);
        match &self.enquiry {
            Some(enquiry) if enquiry.until <= now => self.disconnected(Ended::LinkDead),
            None if self.enquiry_due().is_some_and(|due| due <= now) => self.enquire(now),
            _ => {}
        }
        if self.inactive_at().is_some_and(|due| due <= now) {
            self.begin_drain(Ended::Inactive, now);
        }
    }

    fn expire_phase(&mut self, now: Instant) {
        match self.phase {
            Phase::Draining { until, why } if until <= now => self.unbind(why, now),
            Phase::Unbinding { until, why } if until <= now => self.close(why, now),
            Phase::UnboundByPeer { until, sequence } if until <= now => self.answer_unbind(sequence, now),
            Phase::Closing { until, why } if until <= now => self.phase = Phase::Over(why),
            _ => {}
        }
    }

    fn expire_requests(&mut self, now: Instant) {
        while let Some((key, written)) = self.window.expire(now, self.written) {
            if written {
                self.timeouts_in_a_row += 1;
                self.settle(key, Reply::TimedOut);
            } else {
                // The connection has taken nothing for the whole time.
                self.settle(key, Reply::NotWritten);
                self.disconnected(Ended::Unresponsive);
            }
        }
        if self.timeouts_in_a_row >= self.settings.max_timeouts.max(1) {
            self.begin_drain(Ended::Unresponsive, now);
        }
    }

    fn enquire(&mut self, now: Instant) {
        let sequence = self.window.next_sequence();
        self.write(&Pdu::request(Command::EnquireLink, sequence, Body::Empty, Tlvs::new()))
            .expect("an empty body can be written");
        let until = now + self.settings.response_timeout;
        self.enquiry = Some(Enquiry { sequence, until });
    }
}
