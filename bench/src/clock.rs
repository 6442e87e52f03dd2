//! The real clock and the operating system's randomness, for the rows that the benchmarks write themselves.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Clock, Millis};
use rand::TryRngCore;

/// The operating system's time.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place where the benchmarks read the real clock"
    )]
    fn now_ms(&self) -> Millis {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
    }
}

/// Bytes that nobody can guess.
pub fn fill_random(buffer: &mut [u8]) {
    rand::rngs::OsRng
        .try_fill_bytes(buffer)
        .expect("a system without randomness cannot make keys");
}
