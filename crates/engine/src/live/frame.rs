//! Events that are told together, written once for each kind of sight.

use std::sync::OnceLock;

use bytes::Bytes;
use domain::{HookEvent, Millis};
use serde::Serialize;
use store::{LiveEvent, StoreError};

use super::position::Position;
use crate::Engine;
use crate::hooks::{MessageData, Sight, time};

/// Events of a journal that are read together, at most.
pub(super) const MOST: usize = 500;

#[derive(Serialize)]
struct Events<'a> {
    events: Vec<Event<'a>>,
}

#[derive(Serialize)]
struct Event<'a> {
    r#type: &'static str,
    timestamp: String,
    data: MessageData<'a>,
}

/// Events that are told together.
pub struct Frame {
    /// Where a follower is that has read it.
    pub id: String,
    /// The events: a JSON object of one line.
    pub json: String,
    /// None of the events was for those who get it; they only know where they are.
    pub is_empty: bool,
    wire: OnceLock<Bytes>,
}

impl Frame {
    /// The frame as it goes over the wire, which `write` makes once for all who get it.
    pub fn wire(&self, write: impl FnOnce(&Self) -> Bytes) -> Bytes {
        self.wire.get_or_init(|| write(self)).clone()
    }

    /// These events, for those who see so much.
    pub(super) fn new(engine: &Engine, events: &[LiveEvent], sight: Sight, id: String) -> Self {
        let seen = events.iter().filter(|event| sight.shows(&event.message));
        let events = Events {
            events: seen.map(|event| shown(engine, event, sight)).collect(),
        };
        Self {
            id,
            is_empty: events.events.is_empty(),
            json: serde_json::to_string(&events).expect("texts, numbers and stored JSON are JSON"),
            wire: OnceLock::new(),
        }
    }
}

fn shown<'a>(engine: &Engine, event: &'a LiveEvent, sight: Sight) -> Event<'a> {
    let message = &event.message;
    let provider = message.provider.and_then(|provider| engine.provider_name(provider));
    Event {
        // A scheduled message is told here too: a screen wants to show it.
        r#type: HookEvent::of_state(event.state).map_or("message.scheduled", HookEvent::as_str),
        timestamp: time(event.at),
        data: MessageData::new(message, event.state, provider, sight),
    }
}

/// Events behind a position.
pub(super) struct Next {
    /// In the order of their commits.
    pub(super) events: Vec<LiveEvent>,
    /// The position behind them.
    pub(super) position: Position,
    /// Whether there are more.
    pub(super) more: bool,
}

/// The next events behind a position, read at `at`. Journals that have more than fits are cut at the same place as the
/// others, so that no message's events change their order.
pub(super) async fn next_events(
    engine: &Engine,
    organization: domain::OrganizationId,
    position: &Position,
    at: Millis,
) -> Result<Next, StoreError> {
    let after = position.places.clone();
    let mut events = engine.store.live_read(organization, after, MOST).await?;
    let horizon = horizon(&events);
    if let Some(horizon) = horizon {
        events.retain(|event| event.place.1 <= horizon);
    }
    events.sort_by_key(|event| event.place.1);
    Ok(Next {
        position: position.after(&events, at),
        events,
        more: horizon.is_some(),
    })
}

/// The last id up to which all journals were read, where one of them has more.
fn horizon(events: &[LiveEvent]) -> Option<i64> {
    let mut journals: Vec<(i64, usize, i64)> = Vec::new();
    for event in events {
        let (journal, id) = event.place;
        match journals.iter_mut().find(|(known, ..)| *known == journal) {
            Some((_, count, last)) => (*count, *last) = (*count + 1, id.max(*last)),
            None => journals.push((journal, 1, id)),
        }
    }
    let full = journals.into_iter().filter(|(_, count, _)| *count >= MOST);
    full.map(|(.., last)| last).min()
}
