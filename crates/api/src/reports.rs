//! Reports as files: messages as CSV, delivery reports as CSV and PDF.

mod cells;
pub(crate) mod delivery;
mod file;
pub(crate) mod messages;
mod pdf;
