//! What Tuma's tests are made of: a whole Tuma on a database of its own, carriers that do as they are told, a clock that
//! stands still, and waiting for a condition instead of sleeping. For tests only.
//!
//! Every test gets its own database, on SQLite or on PostgreSQL as `TUMA_TEST_DATABASE` says, and shares nothing with
//! another. A test that leaves work unprocessed without saying so fails when its [`TestApp`] is dropped.

mod answer;
mod app;
mod browser;
mod builder;
mod carriers;
mod client;
mod clock;
mod database;
mod idle;
mod keys;
mod logs;
mod mail;
mod mail_server;
mod money;
mod organization;
mod process;
mod proxy;
mod recorder;
mod running;
mod wait;

pub use answer::Answer;
pub use app::TestApp;
pub use browser::Browser;
pub use builder::{Builder, ProviderSpec};
pub use carriers::local_http;
pub use client::{Client, events};
pub use clock::{MockClock, START_MS, WallClock};
pub use database::{TestDatabase, on_postgres};
pub use logs::Logs;
pub use mail_server::{MailServer, TakenMail};
pub use organization::Org;
pub use process::{Child, Ended, Program};
pub use proxy::Proxy;
pub use recorder::{HandOver, Recorder, Reply};
pub use wait::{DEADLINE, eventually, eventually_within};

use std::path::PathBuf;

/// The file `name` of the repository's `testdata` folder.
pub fn testdata(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata")
        .join(name)
}

/// Makes TLS possible in this process, for HTTP clients that want it whether or not they use it.
pub fn install_tls() {
    // An error means that a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
