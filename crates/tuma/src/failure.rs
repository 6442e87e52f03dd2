//! Exit codes, and why a command did not do what it was asked.
//!
//! The codes are a promise to scripts and are listed in `docs/cli.md`; a [`Failure`] carries one of them with a message
//! and, where values are at fault, the field, fault and mend of each. Nothing here prints.

use domain::Fault;
use serde::{Deserialize, Serialize};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Exit {
    /// Everything asked for was done.
    Done = 0,
    /// It failed: a bug, a broken file, a message that was waited for and did not arrive.
    Failed = 1,
    /// The command line or the configuration is wrong; `clap` uses the same code.
    Usage = 2,
    /// The server understood and refused.
    Refused = 3,
    /// The server or the database cannot be reached, or is too busy: try again.
    Unavailable = 4,
    /// Some rows were accepted, some were not.
    Partial = 5,
}

impl Exit {
    /// All of them, by code.
    #[cfg(test)]
    pub const ALL: [Self; 6] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::Refused,
        Self::Unavailable,
        Self::Partial,
    ];

    /// The process's exit code.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The exit code for an HTTP status that is not a success.
    pub const fn of_status(status: u16) -> Self {
        match status {
            429 => Self::Unavailable,
            400..=499 => Self::Refused,
            502..=504 => Self::Unavailable,
            _ => Self::Failed,
        }
    }
}

/// Why a command did not do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What happened, readable alone.
    pub message: String,
    /// The values at fault, if any.
    pub faults: Vec<Fault>,
}

impl Failure {
    /// A failure with this code.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            faults: Vec::new(),
        }
    }

    /// It failed.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// The command line or configuration is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// It was understood and refused.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Exit::Refused, message)
    }

    /// The server or the database cannot be reached.
    pub fn unavailable(message: impl Into<String>) -> Self {
        Self::new(Exit::Unavailable, message)
    }

    /// The same failure, naming the values at fault.
    #[must_use]
    pub fn with(mut self, faults: Vec<Fault>) -> Self {
        self.faults = faults;
        self
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        use store::StoreError as E;
        let exit = match &error {
            E::Busy | E::Unavailable(_) => Exit::Unavailable,
            E::Exists(_) | E::Full { .. } | E::TooNew { .. } => Exit::Refused,
            E::Fenced | E::Internal(_) => Exit::Failed,
        };
        Self::new(exit, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANUAL: &str = include_str!("../../../docs/cli.md");

    #[test]
    fn the_exit_codes_are_those_of_the_manual() {
        for (index, exit) in Exit::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(exit.code()), index);
            assert!(
                MANUAL.contains(&format!("| {index} | ")),
                "docs/cli.md does not list exit code {index}"
            );
        }
    }

    #[test]
    fn http_answers_become_exit_codes() {
        let table = [
            (400, Exit::Refused),
            (401, Exit::Refused),
            (404, Exit::Refused),
            (409, Exit::Refused),
            (422, Exit::Refused),
            (429, Exit::Unavailable),
            (500, Exit::Failed),
            (502, Exit::Unavailable),
            (503, Exit::Unavailable),
            (504, Exit::Unavailable),
            (302, Exit::Failed),
        ];
        for (status, exit) in table {
            assert_eq!(Exit::of_status(status), exit, "{status}");
        }
    }
}
