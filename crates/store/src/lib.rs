//! Tuma's memory: one `Store` over SQLite and PostgreSQL, with one journal through which all writes go.
//!
//! Methods are named resource first and stand in their table's file. Every read or write of tenant data takes the
//! organization first; those that cross tenants end in `_all`. No business rules: what a message may become is
//! `domain`'s to say, what is sent where is `engine`'s. Nothing here reads a clock of its own or logs a phone number.

mod accept;
mod api_keys;
mod audit;
mod batches;
mod begin;
mod buckets;
mod config;
mod conn;
mod deadlines;
mod decisions;
mod error;
mod events;
mod hooks;
mod idempotency;
mod identities;
mod inbound;
mod inspect;
mod invitations;
mod journal;
mod lane;
mod ledger;
mod link;
mod live;
mod mails;
mod memberships;
mod messages;
mod migrations;
mod numbers;
mod open;
mod organizations;
mod outbox;
mod owners;
mod partitions;
mod postgres;
mod prices;
mod provider_health;
mod providers;
mod quotas;
mod readers;
mod receipts;
mod request_days;
mod retention;
mod rollups;
mod routes;
mod row;
mod second_factor;
mod security_events;
mod senders;
mod sessions;
mod settle;
mod sign_in;
mod smpp_accounts;
mod sqlite;
mod suppressions;
mod sweep;
mod tail;
mod terms;
#[cfg(test)]
mod tests;
mod txn;
mod types;
mod units;
mod uploads;
mod usage;
mod users;
mod webhooks;

pub use config::{DatabaseUrl, StoreConfig};
pub use hooks::HookFeed;
pub use inspect::Inspection;
pub use open::Store;
pub use rollups::QUARTER_MS;
pub use sign_in::SignedIn;
pub use types::*;
