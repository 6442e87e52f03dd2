//! What is counted: messages for any period, calls of the API; and the files made of it.

mod analytics;
mod reports;
mod usage;
