//! The carrier's own record of what it took: one JSON object a line, written before the answer goes out.
//!
//! It is the evidence of the crash tests, so it holds whole numbers and texts; it belongs to the carrier's side and is
//! no log of Tuma. A carrier opened on an old record goes on with its ids and still knows what it took. The lines
//! outlive the process, not the machine: they are not synced.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use domain::{MessageId, Millis};
use serde::{Deserialize, Serialize};

/// One line of the record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RecordEntry {
    /// The first line of every record.
    Opened {
        /// When, in ms since 1970.
        at: Millis,
        /// The number of its first id.
        ids_from: u64,
    },
    /// A submit was taken.
    Taken {
        /// When, in ms since 1970.
        at: Millis,
        /// Which client sent it.
        account: Arc<str>,
        /// Tuma's reference.
        message: MessageId,
        /// Tuma's attempt.
        attempt: u16,
        /// The sender.
        from: Option<Arc<str>>,
        /// The whole destination.
        to: Arc<str>,
        /// The text.
        body: Arc<str>,
        /// How many segments it has.
        segments: u16,
        /// The ids as the answer spells them.
        ids: Vec<String>,
        /// The place of the first id in the carrier's series.
        place: u64,
        /// Whether the sender gets an answer.
        answered: bool,
    },
    /// A text came back.
    Reply {
        /// When, in ms since 1970.
        at: Millis,
        /// To which client.
        account: Arc<str>,
        /// The message that it answers.
        message: MessageId,
        /// The whole number that it comes from.
        from: Arc<str>,
        /// The text.
        body: String,
    },
    /// A person wrote on a phone.
    Text {
        /// When, in ms since 1970.
        at: Millis,
        /// To which client.
        account: Arc<str>,
        /// What the text is known by.
        id: String,
        /// The whole number that it comes from.
        from: Arc<str>,
        /// The address that it is written to.
        to: Arc<str>,
        /// The text.
        body: Arc<str>,
    },
}

impl std::fmt::Debug for RecordEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Opened { at, ids_from } => write!(f, "Opened({at}, {ids_from})"),
            Self::Taken { message, attempt, .. } => write!(f, "Taken({message} attempt {attempt})"),
            Self::Reply { message, .. } => write!(f, "Reply({message})"),
            Self::Text { id, .. } => write!(f, "Text({id})"),
        }
    }
}

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file cannot be read or written.
    #[error("the record cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// A line is no entry; only the last may be torn.
    #[error("line {line} of the record is not an entry; move the file away to start anew")]
    Line {
        /// Counted from 1.
        line: usize,
    },
}

/// An open record.
#[derive(Debug)]
pub(super) struct Record {
    file: File,
    length: u64,
}

impl Record {
    /// Opens or creates the record at `path`, hands each entry in it to `seen`, and drops a torn last line.
    pub(super) fn open(path: &Path, seen: impl FnMut(RecordEntry)) -> Result<Self, RecordError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let length = read_whole_lines(&file, seen)?;
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        Ok(Self { file, length })
    }

    /// Appends the entries in one write; where that fails, none of them.
    pub(super) fn append(&mut self, entries: &[RecordEntry]) -> Result<(), RecordError> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(entries.len() * 256);
        for entry in entries {
            super::frames::encode(&mut bytes, entry);
        }
        if let Err(error) = self.file.write_all(&bytes) {
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
            return Err(error.into());
        }
        self.length += bytes.len() as u64;
        Ok(())
    }
}

/// Reads a record as the tests and tools do: every whole line of the file at `path`.
pub fn read_record(path: &Path) -> Result<Vec<RecordEntry>, RecordError> {
    let mut entries = Vec::new();
    read_whole_lines(&File::open(path)?, |entry| entries.push(entry))?;
    Ok(entries)
}

/// The length of the whole lines, in bytes.
fn read_whole_lines(file: &File, mut seen: impl FnMut(RecordEntry)) -> Result<u64, RecordError> {
    let mut reader = BufReader::new(file);
    let (mut length, mut number, mut line) = (0, 0, Vec::new());
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)?;
        if read == 0 || line.last() != Some(&b'\n') {
            return Ok(length);
        }
        number += 1;
        seen(serde_json::from_slice(&line).map_err(|_| RecordError::Line { line: number })?);
        length += read as u64;
    }
}
