//! Finds the duplicates of one batch: the same number and the same text by default, the same number if asked.
//!
//! Keeps hashes, not numbers: 2 million rows take some 100 MB of neither.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::Fault;
use store::{RowFault, RowFaultKind};

use crate::request::Dedupe;

/// What was seen so far in a batch.
pub(crate) struct Seen {
    by: Dedupe,
    numbers: HashMap<u64, u32>,
    texts: HashSet<u64>,
}

/// What a row is, compared with the rows before it.
pub(crate) enum Novelty {
    /// Nothing like it came before.
    New,
    /// Its number came before with another text: it is sent, with this notice.
    Sibling(RowFault),
    /// It repeats an earlier row: it is left out.
    Duplicate(RowFault),
}

impl Seen {
    /// Nothing seen yet.
    pub(crate) fn new(by: Dedupe) -> Self {
        Self {
            by,
            numbers: HashMap::new(),
            texts: HashSet::new(),
        }
    }

    /// Compares `number` and `text` of `row` with what came before, and remembers them. Faults name `field`.
    pub(crate) fn look(&mut self, (row, field): (i64, &str), number: &str, text: &str) -> Novelty {
        let first_row = match self.numbers.entry(hash(&number)) {
            Entry::Vacant(entry) => {
                entry.insert(u32::try_from(row).unwrap_or(u32::MAX));
                self.texts.insert(hash(&(number, text)));
                return Novelty::New;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        let same_text = !self.texts.insert(hash(&(number, text)));
        if same_text || self.by == Dedupe::Number {
            let what = if same_text {
                "the same number and text are"
            } else {
                "the same number is"
            };
            Novelty::Duplicate(RowFault {
                row,
                kind: RowFaultKind::Duplicate,
                fault: Fault::new(
                    field,
                    format!("{what} in row {first_row} too"),
                    "nothing to do: the earlier row is sent",
                ),
            })
        } else {
            Novelty::Sibling(RowFault {
                row,
                kind: RowFaultKind::Notice,
                fault: Fault::new(
                    field,
                    format!("the same number is in row {first_row} too, with another text"),
                    "nothing to do: both are sent; ask for dedupe=number to send one only",
                ),
            })
        }
    }
}

fn hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(by: Dedupe, rows: &[(&str, &str)]) -> Vec<&'static str> {
        let mut seen = Seen::new(by);
        rows.iter()
            .enumerate()
            .map(
                |(index, (number, text))| match seen.look((index as i64 + 1, "to"), number, text) {
                    Novelty::New => "new",
                    Novelty::Sibling(fault) if fault.fault.fault.contains("row 1") => "sibling of 1",
                    Novelty::Sibling(_) => "sibling",
                    Novelty::Duplicate(_) => "duplicate",
                },
            )
            .collect()
    }

    const ROWS: [(&str, &str); 4] = [("+1", "a"), ("+1", "b"), ("+1", "a"), ("+2", "a")];

    #[test]
    fn siblings_both_get_their_reminder() {
        assert_eq!(kinds(Dedupe::Text, &ROWS), ["new", "sibling of 1", "duplicate", "new"]);
    }

    #[test]
    fn one_message_a_number_is_an_option() {
        assert_eq!(kinds(Dedupe::Number, &ROWS), ["new", "duplicate", "duplicate", "new"]);
    }
}
