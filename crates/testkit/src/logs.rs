//! Collects everything that is logged in this process, at every level, so that a test can search it.
//!
//! Tuma's own crates are collected down to `trace`, all others down to `debug`. A process's tests share one collection:
//! what must never be logged must not be logged by any of them.

use std::io::{self, Write};
use std::sync::OnceLock;

use parking_lot::Mutex;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The most that is kept, bytes; what comes after is dropped and [`Logs::is_whole`] says so.
const MOST: usize = 256 << 20;
const FILTER: &str =
    "debug,domain=trace,adapters=trace,store=trace,tenancy=trace,engine=trace,api=trace,tuma=trace,testkit=trace";

static COLLECTED: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();

/// What was logged in this process.
#[derive(Debug, Clone, Copy)]
pub struct Logs;

impl Logs {
    /// Starts collecting, once a process.
    pub fn collect() -> Self {
        COLLECTED.get_or_init(|| {
            // An error means that the test has a subscriber of its own; then nothing is collected.
            let _ = tracing_subscriber::fmt()
                .json()
                .with_env_filter(EnvFilter::new(FILTER))
                .with_writer(Collector)
                .try_init();
            Mutex::default()
        });
        Self
    }

    /// Everything so far.
    pub fn text(self) -> String {
        COLLECTED
            .get()
            .map(|all| String::from_utf8_lossy(&all.lock()).into_owned())
            .unwrap_or_default()
    }

    /// Whether nothing was dropped.
    pub fn is_whole(self) -> bool {
        COLLECTED.get().is_some_and(|all| all.lock().len() < MOST)
    }
}

struct Collector;

impl Write for Collector {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(all) = COLLECTED.get() {
            let mut all = all.lock();
            if all.len() < MOST {
                all.extend_from_slice(bytes);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Collector {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}
