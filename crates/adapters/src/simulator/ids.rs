//! The carrier's ids: rising numbers, spelled in the bases and paddings that real carriers use.
//!
//! An id is a number here and text only at the edge, so one message's id can be spelled one way in the answer and
//! another way in its report.

use domain::{Millis, id::EPOCH_MS};
use serde::{Deserialize, Serialize};

use super::config::Ids;

/// Ids that fit a millisecond of the starting time, so that a carrier started later starts higher.
const IDS_PER_MS: u64 = 1_000;

/// How an id is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdStyle {
    /// `62208000000000`
    #[default]
    Decimal,
    /// `3893fc1b7000`
    Hex,
    /// `3893FC1B7000`
    UpperHex,
}

impl IdStyle {
    /// The most digits an id may be padded to; SMPP's message_id holds 64 characters.
    pub const MAX_DIGITS: usize = 64;

    /// The text of `number`, filled up with zeros to `pad` digits.
    pub fn spell(self, number: u64, pad: usize) -> String {
        match self {
            Self::Decimal => format!("{number:0pad$}"),
            Self::Hex => format!("{number:0pad$x}"),
            Self::UpperHex => format!("{number:0pad$X}"),
        }
    }
}

/// The ids of one message: `count` consecutive ones from `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IdRange {
    /// The place of its first id in the carrier's whole series.
    pub first: u64,
    /// How many.
    pub count: u16,
}

/// Draws ids and spells them.
#[derive(Debug)]
pub(super) struct IdBook {
    config: Ids,
    start: u64,
    drawn: u64,
}

impl IdBook {
    pub(super) fn new(config: Ids, started_at: Millis) -> Self {
        let by_clock = u64::try_from(started_at - EPOCH_MS).unwrap_or(0) * IDS_PER_MS;
        Self {
            start: config.first.unwrap_or(by_clock),
            config,
            drawn: 0,
        }
    }

    /// The number of the first id of the series.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Goes on with the series that began at `start`, after `drawn` ids.
    pub(super) fn resume(&mut self, start: u64, drawn: u64) {
        self.start = start;
        self.drawn = drawn;
    }

    /// The ids of the next message of `segments`.
    pub(super) fn draw(&mut self, segments: u16) -> IdRange {
        let count = if self.config.per_segment { segments.max(1) } else { 1 };
        let first = self.drawn;
        self.drawn += u64::from(count);
        IdRange { first, count }
    }

    /// The ids as the answer spells them.
    pub(super) fn in_answer(&self, ids: IdRange) -> Vec<String> {
        ids.places()
            .map(|place| self.config.style.spell(self.number(place), self.config.pad))
            .collect()
    }

    /// One id as a report spells it.
    pub(super) fn in_receipt(&self, place: u64) -> String {
        let style = self.config.receipt_style.unwrap_or(self.config.style);
        let pad = self.config.receipt_pad.unwrap_or(self.config.pad);
        style.spell(self.number(place), pad)
    }

    fn number(&self, place: u64) -> u64 {
        let offset = self.config.reuse_after.map_or(place, |after| place % after);
        self.start.wrapping_add(offset)
    }
}

impl IdRange {
    /// Each id's place in the series.
    pub(super) fn places(self) -> std::ops::Range<u64> {
        self.first..self.first + u64::from(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(config: Ids) -> IdBook {
        IdBook::new(
            Ids {
                first: Some(0xAB_CDE0),
                ..config
            },
            0,
        )
    }

    #[test]
    fn a_report_may_spell_the_id_in_another_base() {
        let mut ids = book(Ids {
            style: IdStyle::Hex,
            receipt_style: Some(IdStyle::Decimal),
            ..Ids::default()
        });
        let drawn = ids.draw(1);
        assert_eq!(ids.in_answer(drawn), ["abcde0"]);
        assert_eq!(ids.in_receipt(drawn.first), "11259360");
    }

    #[test]
    fn ids_are_padded_and_upper_case_on_request() {
        let mut ids = book(Ids {
            style: IdStyle::UpperHex,
            pad: 10,
            receipt_pad: Some(0),
            ..Ids::default()
        });
        let drawn = ids.draw(1);
        assert_eq!(ids.in_answer(drawn), ["0000ABCDE0"]);
        assert_eq!(ids.in_receipt(drawn.first), "ABCDE0");
    }

    #[test]
    fn every_segment_has_an_id_where_asked() {
        let mut ids = book(Ids {
            per_segment: true,
            ..Ids::default()
        });
        let drawn = ids.draw(3);
        assert_eq!(ids.in_answer(drawn).len(), 3);
        let next = ids.draw(1);
        assert_ne!(ids.in_answer(drawn)[2], ids.in_answer(next)[0]);
    }

    #[test]
    fn ids_come_again_after_the_configured_count() {
        let mut ids = book(Ids {
            reuse_after: Some(2),
            ..Ids::default()
        });
        let drawn: Vec<IdRange> = (0..3).map(|_| ids.draw(1)).collect();
        let seen: Vec<String> = drawn.iter().flat_map(|one| ids.in_answer(*one)).collect();
        assert_eq!(seen[0], seen[2]);
        assert_ne!(seen[0], seen[1]);
    }

    #[test]
    fn a_carrier_started_later_gives_higher_ids() {
        let number = |at| IdBook::new(Ids::default(), at).number(0);
        assert!(number(EPOCH_MS + 1_001) > number(EPOCH_MS + 1_000) + 900);
    }
}
