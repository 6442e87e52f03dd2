//! Where a follower is, as a text that it gives back: when that was, and the last id of each journal, in hexadecimal.

use domain::Millis;
use store::{LiveEvent, LivePosition};

/// The longest text that is read.
const MAX_TEXT: usize = 8_192;

/// A position and when it was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// When it was told.
    pub(super) at: Millis,
    /// The last id of each journal.
    pub(super) places: LivePosition,
}

impl Position {
    /// The position behind these events, which follow this one.
    pub(super) fn after(&self, events: &[LiveEvent], at: Millis) -> Self {
        let mut places = self.places.clone();
        for event in events {
            let (journal, id) = event.place;
            match places.iter_mut().find(|(known, _)| *known == journal) {
                Some((_, last)) => *last = id.max(*last),
                None => places.push((journal, id)),
            }
        }
        Self { at, places }
    }

    /// The last id of a journal; 0 where none was told.
    pub(super) fn of(&self, journal: i64) -> i64 {
        let known = self.places.iter().find(|(known, _)| *known == journal);
        known.map_or(0, |(_, last)| *last)
    }

    /// What `to_string` wrote.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let hex = |digits: &str| i64::from_str_radix(digits, 16).ok().filter(|value| *value >= 0);
        let mut parts = text.split('-');
        let at = hex(parts.next()?)?;
        let place = |part: &str| {
            let (journal, id) = part.split_once('.')?;
            Some((hex(journal)?, hex(id)?))
        };
        let places = parts.map(place).collect::<Option<LivePosition>>()?;
        Some(Self { at, places })
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}", self.at)?;
        self.places
            .iter()
            .try_for_each(|(journal, id)| write!(f, "-{journal:x}.{id:x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_text() {
        for places in [vec![], vec![(0, 5)], vec![(2, i64::MAX), (3, 77)]] {
            let position = Position {
                at: 1_772_352_000_000,
                places,
            };
            assert_eq!(Position::parse(&position.to_string()), Some(position));
        }
        for bad in [
            "",
            "x",
            "1-",
            "1-2",
            "1-2.",
            "1-.3",
            "-1",
            "1-2.3-",
            "ffffffffffffffff",
            "1 ",
        ] {
            assert_eq!(Position::parse(bad), None, "{bad}");
        }
        assert_eq!(Position::parse(&format!("1{}", "-1.1".repeat(4_000))), None);
    }
}
