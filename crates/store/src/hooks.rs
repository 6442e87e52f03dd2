//! What has to be told over HTTP and to whoever follows live, written in the transaction of what it tells.
//!
//! Rows are gathered over a round and written at its end, one for each endpoint that asked for the event, and one for the
//! callback of a message that ended. An organization that nobody listens to pays a look into a map. A row that fits into
//! this process's memory is *born owned*: after the commit it stands in the feed, and no index ever saw it. The others
//! wait in the database to be claimed.

mod audience;
mod claim;
mod deliveries;
mod emit;
mod feed;
mod replay;
mod settle;
mod sweep;

use std::sync::LazyLock;

use domain::{HookEvent, MessageId, MessageState, Millis, OrganizationId};

pub(crate) use audience::{Audience, Listeners};
pub use feed::HookFeed;

use crate::conn::{Column, Conn, Insert, Kind};
use crate::error::Result;
use crate::journal::Shared;
use crate::lane::WAITING;
use crate::live::LiveNotice;
use crate::txn::Txn;
use crate::types::HookKey;

/// A message that came into a state.
pub(crate) struct Move {
    pub(crate) organization: OrganizationId,
    pub(crate) message: MessageId,
    pub(crate) state: MessageState,
    /// What endpoints are told of it, as [`hook_of`] has it.
    pub(crate) event: Option<HookEvent>,
    pub(crate) at: Millis,
    /// Who is told that it ended, where it did and somebody is.
    pub(crate) callback: Option<i64>,
}

/// What is told of a move, each state with whether nobody knows if the carrier took it (held): that it was sent is told
/// once, and not before it is known.
pub(crate) fn hook_of(before: (MessageState, bool), after: (MessageState, bool)) -> Option<HookEvent> {
    let told = |(state, held): (MessageState, bool)| {
        HookEvent::of_state(state).filter(|event| !(held && *event == HookEvent::MessageSent))
    };
    told(after).filter(|event| Some(*event) != told(before))
}

/// A row that is to be written.
pub(crate) struct HookNotice {
    pub(crate) target: i64,
    pub(crate) organization: OrganizationId,
    pub(crate) message: i64,
    pub(crate) event: HookEvent,
    /// 0: of no message.
    pub(crate) state: i64,
    pub(crate) extra: Option<Box<Extra>>,
}

/// What few rows have.
#[derive(Default)]
pub(crate) struct Extra {
    /// What receivers know it by, where it is told again.
    pub(crate) event_id: Option<i64>,
    pub(crate) name: Option<String>,
    pub(crate) data: Option<String>,
    pub(crate) payload: Option<String>,
}

/// The rows of one round.
#[derive(Default)]
pub(crate) struct Hooks {
    notices: Vec<HookNotice>,
    live: Vec<LiveNotice>,
    /// Rows that were written as this process's own, for which there is room in the feed.
    granted: Vec<HookKey>,
    /// The targets of rows for which there is none.
    left: Vec<i64>,
}

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "hook_outbox",
        &[
            ("target", Kind::Int),
            ("message_id", Kind::Int),
            ("id", Kind::Int),
            ("organization_id", Kind::Int),
            ("event", Kind::Int),
            ("state", Kind::Int),
            ("event_id", Kind::Int),
            ("attempts", Kind::Int),
            ("due_at", Kind::Int),
            ("owner", Kind::Int),
            ("created_at", Kind::Int),
            ("name", Kind::Text),
            ("data", Kind::Text),
            ("payload", Kind::Text),
        ],
        "",
    )
});

impl Hooks {
    pub(crate) fn push(&mut self, notice: HookNotice) {
        self.notices.push(notice);
    }

    /// Adds what another one gathered.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.notices.extend(other.notices);
        self.live.extend(other.live);
    }

    /// Writes what was gathered by `journal`, and starts anew.
    pub(crate) async fn flush(
        &mut self,
        conn: &mut Conn,
        shared: &Shared,
        (now, journal): (Millis, i64),
    ) -> Result<()> {
        crate::live::insert(conn, shared, (now, journal), &self.live).await?;
        let notices = std::mem::take(&mut self.notices);
        if notices.is_empty() {
            return Ok(());
        }
        let first = shared.ids.take(now, notices.len());
        let keys: Vec<HookKey> = (notices.iter().enumerate())
            .map(|(n, notice)| HookKey {
                target: notice.target,
                message: notice.message,
                id: shared.ids.nth(first, n),
            })
            .collect();
        let owned = shared.feed.reserve(&keys);
        let mine = keys.iter().zip(&owned).filter(|(_, owned)| **owned);
        self.granted.extend(mine.map(|(key, _)| *key));
        let others = keys.iter().zip(&owned).filter(|(_, owned)| !**owned);
        self.left.extend(others.map(|(key, _)| key.target));
        self.left.sort_unstable();
        self.left.dedup();
        let ints = |pick: &dyn Fn(&HookNotice) -> i64| Column::Ints(notices.iter().map(pick).collect());
        let texts = |pick: &dyn Fn(&Extra) -> Option<&str>| {
            let mut column = Vec::with_capacity(notices.len());
            column.extend(notices.iter().map(|notice| notice.extra.as_deref().and_then(pick)));
            Column::OptTexts(column)
        };
        let event_id = |(notice, key): (&HookNotice, &HookKey)| {
            let again = notice.extra.as_deref().and_then(|extra| extra.event_id);
            again.unwrap_or(key.id)
        };
        let owner = |owned: &bool| if *owned { shared.owner } else { WAITING };
        let columns = [
            ints(&|n| n.target),
            ints(&|n| n.message),
            Column::Ints(keys.iter().map(|key| key.id).collect()),
            ints(&|n| n.organization.get()),
            ints(&|n| n.event as i64),
            ints(&|n| n.state),
            Column::Ints(notices.iter().zip(&keys).map(event_id).collect()),
            ints(&|_| 0),
            ints(&|_| now),
            Column::Ints(owned.iter().map(owner).collect()),
            ints(&|_| now),
            texts(&|extra| extra.name.as_deref()),
            texts(&|extra| extra.data.as_deref()),
            texts(&|extra| extra.payload.as_deref()),
        ];
        conn.insert(&INSERT, &columns).await
    }

    /// What the round wrote is true now.
    pub(crate) fn committed(&mut self, shared: &Shared) {
        shared
            .feed
            .put(std::mem::take(&mut self.granted), std::mem::take(&mut self.left));
        shared.bell.ring(self.live.drain(..).map(|notice| notice.organization));
    }

    /// What the round wrote is not kept.
    pub(crate) fn forget(&mut self, shared: &Shared) {
        for key in std::mem::take(&mut self.granted) {
            shared.feed.free(key.target, 1);
        }
        *self = Self::default();
    }
}

impl Txn {
    /// Tells whoever asked for it that a message moved.
    pub(crate) fn moved(&mut self, moved: &Move) {
        match moved.callback {
            Some(account) if account > 0 => {
                self.outbox
                    .ended(Some(account), moved.organization, moved.message, moved.state);
            }
            Some(target) => {
                if let Some(event) = HookEvent::of_state(moved.state) {
                    self.hooks.push(notice(target, event, moved));
                }
            }
            None => {}
        }
        if self.audience.is_empty() {
            return;
        }
        if let Some(event) = moved.event {
            for target in self.audience.told(moved.organization, event) {
                self.hooks.notices.push(notice(target, event, moved));
            }
        }
        if self.audience.follows(moved.organization) {
            self.hooks.live.push(LiveNotice::of(moved));
        }
    }
}

fn notice(target: i64, event: HookEvent, moved: &Move) -> HookNotice {
    HookNotice {
        target,
        organization: moved.organization,
        message: moved.message.get(),
        event,
        state: moved.state as i64,
        extra: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageState as S;

    #[test]
    fn that_a_message_was_sent_is_told_once_and_only_when_it_is_known() {
        let sent = Some(HookEvent::MessageSent);
        for (before, after, told) in [
            ((S::Queued, false), (S::Submitted, false), sent),
            ((S::Queued, false), (S::Submitted, true), None),
            ((S::Queued, false), (S::Sent, false), sent),
            ((S::Submitted, false), (S::Sent, false), None),
            ((S::Submitted, true), (S::Sent, false), sent),
            (
                (S::Submitted, false),
                (S::Delivered, false),
                Some(HookEvent::MessageDelivered),
            ),
            (
                (S::Scheduled, false),
                (S::Queued, false),
                Some(HookEvent::MessageQueued),
            ),
            ((S::Expired, false), (S::Failed, false), Some(HookEvent::MessageFailed)),
        ] {
            assert_eq!(hook_of(before, after), told, "{before:?} {after:?}");
        }
    }
}
