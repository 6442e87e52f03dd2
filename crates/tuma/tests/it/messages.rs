//! What becomes of single messages.

mod cancel;
mod early_reports;
mod expiry;
mod idempotency;
mod list;
mod preview;
mod priority;
mod refusals;
mod reports;
mod retries;
mod scheduled;
mod send;
mod suppression;
mod tenants;
mod unknown;
