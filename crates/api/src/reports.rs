//! Reports as files: messages as CSV, delivery reports as CSV and PDF, statements of account as PDF.

pub(crate) mod cells;
pub(crate) mod delivery;
pub(crate) mod file;
pub(crate) mod messages;
mod pdf;
pub(crate) mod statement;
