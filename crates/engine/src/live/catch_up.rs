//! What a follower missed: read from the position that it named up to the one where its hub began to tell it, a frame at
//! a time, each when the one before it was taken.

use domain::OrganizationId;
use store::StoreError;

use super::frame::{Frame, next_events};
use super::position::Position;
use crate::Engine;
use crate::hooks::Sight;

/// The way from where a follower was to where it is told by its hub.
pub(super) struct CatchUp {
    organization: OrganizationId,
    at: Position,
    until: Position,
}

/// What comes next on that way.
pub(super) enum Missed {
    /// Events.
    Events(Frame),
    /// Nothing: the hub tells the rest.
    Nothing,
    /// What was missed is not kept any more.
    Lost,
}

impl CatchUp {
    pub(super) fn new(organization: OrganizationId, from: Position, until: Position) -> Self {
        Self {
            organization,
            at: from,
            until,
        }
    }

    /// The next frame.
    pub(super) async fn next(&mut self, engine: &Engine, sight: Sight) -> Result<Missed, StoreError> {
        loop {
            let behind = |(journal, last): &(i64, i64)| self.at.of(*journal) < *last;
            if !self.until.places.iter().any(behind) {
                return Ok(Missed::Nothing);
            }
            let next = next_events(engine, self.organization, &self.at, self.at.at).await?;
            if next.events.is_empty() {
                return Ok(Missed::Lost);
            }
            self.at = next.position;
            // What came after the hub began is told by the hub.
            let mut events = next.events;
            events.retain(|event| event.place.1 <= self.until.of(event.place.0));
            if !events.is_empty() {
                let id = self.position().to_string();
                return Ok(Missed::Events(Frame::new(engine, &events, sight, id)));
            }
        }
    }

    /// Where the follower is: in no journal farther than the hub was.
    fn position(&self) -> Position {
        let cap = |(journal, last): &(i64, i64)| (*journal, (*last).min(self.until.of(*journal)));
        let places = self.at.places.iter().map(cap);
        Position {
            at: self.until.at,
            places: places.filter(|(_, last)| *last > 0).collect(),
        }
    }
}
