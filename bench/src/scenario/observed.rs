//! What the server and the load generator use while something is measured: it says what bounds a figure.

use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

use crate::process::{Memory, Usage, Used};
use crate::report::megabytes;

/// Threads named in the report.
const NAMED_THREADS: usize = 3;
/// Threads below this share of a processor are not worth a word.
const WORTH_NAMING: f64 = 0.03;

/// Two processes under observation.
pub struct Observation {
    server: u32,
    began: Instant,
    server_before: Usage,
    own_before: Usage,
}

/// What they used.
pub struct Observed {
    /// The server.
    pub server: Used,
    /// The load generator.
    pub own: Used,
    /// The server's memory at the end.
    pub memory: Memory,
}

impl Observation {
    /// Begins with the server in process `server`.
    pub fn begin(server: u32) -> Result<Self> {
        let (server_before, own_before) = (Usage::of(server)?, Usage::of(std::process::id())?);
        Ok(Self {
            server,
            began: Instant::now(),
            server_before,
            own_before,
        })
    }

    /// Ends.
    pub fn end(&self) -> Result<Observed> {
        let elapsed: Duration = self.began.elapsed();
        Ok(Observed {
            server: Usage::of(self.server)?.since(&self.server_before, elapsed),
            own: Usage::of(std::process::id())?.since(&self.own_before, elapsed),
            memory: Memory::of(self.server)?,
        })
    }
}

impl Observed {
    /// In words, with costs for each of `messages` messages.
    pub fn details(&self, messages: u64) -> Vec<String> {
        let each = |value: f64| value / messages.max(1) as f64;
        let named = self
            .server
            .busiest
            .iter()
            .take(NAMED_THREADS)
            .filter(|(_, share)| *share >= WORTH_NAMING);
        let threads: Vec<String> = named.map(|(name, share)| format!("{name} {share:.2}")).collect();
        vec![
            format!(
                "processors: server {:.2} ({})",
                self.server.processors,
                threads.join(", ")
            ),
            format!("load generator {:.2}", self.own.processors),
            format!("a message: {:.0} µs of the server", each(self.server.micros)),
            format!("{:.0} bytes to disk", each(self.server.written as f64)),
            format!("peak memory {}", megabytes(self.memory.peak as f64)),
        ]
    }
}
