//! The rows and units of work that cross the store's border, as plain data.
//!
//! Amounts are micros, times ms since 1970, phone numbers E.164 text that prints masked only through `domain`'s types:
//! nothing here derives `Debug` over a body or a number.

mod accepting;
mod accounts;
mod batch;
mod console;
mod hooks;
mod inbound;
mod lane;
mod ledger;
mod live;
mod logs;
mod mail;
mod outbox;
mod people;
mod prices;
mod reading;
mod receipt;
mod retention;
mod routing;
mod senders;
mod smpp;
mod terms;
mod units;
mod uploads;
mod usage;

pub use accepting::*;
pub use accounts::*;
pub use batch::*;
pub use console::*;
pub use hooks::*;
pub use inbound::*;
pub use lane::*;
pub use ledger::*;
pub use live::*;
pub use logs::*;
pub use mail::*;
pub use outbox::*;
pub use people::*;
pub use prices::*;
pub use reading::*;
pub use receipt::*;
pub use retention::*;
pub use routing::*;
pub use senders::*;
pub use smpp::*;
pub use terms::*;
pub use units::*;
pub use uploads::*;
pub use usage::*;

/// Why the store did not do it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The journal's queue is full: try again after a second.
    #[error("the journal is full")]
    Busy,
    /// The database is gone, full or refuses: nothing was written.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A unique name is taken.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// The organization has as many of these as it may.
    #[error("there are {most} {what} already")]
    Full {
        /// Of what: `users`, `keys` or `providers`.
        what: &'static str,
        /// How many it may have.
        most: i64,
    },
    /// The owner's lease is over or its row is gone: hand nothing over.
    #[error("this owner is fenced off")]
    Fenced,
    /// The database was migrated by a newer binary.
    #[error("the database is at version {found}, this binary knows {known}: run the newer binary")]
    TooNew {
        /// Version found.
        found: i64,
        /// Highest version known.
        known: i64,
    },
    /// A bug: a row that cannot be read, SQL that is refused.
    #[error("internal: {0}")]
    Internal(String),
}
