//! Many messages at once: inline recipients and uploaded files.

pub mod fees_lahore;
mod files;
pub mod forms;
mod inline;
mod resume;
