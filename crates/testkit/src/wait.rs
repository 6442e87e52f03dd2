//! Waiting for a condition, with a deadline that only a broken product reaches.
//!
//! The one place in the tests where time passes: how long something takes is never asserted.

use std::time::Duration;

use tokio::time::Instant;

/// How long a condition is waited for. Generous: it is reached only where something is wrong.
pub const DEADLINE: Duration = Duration::from_secs(45);

const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// Asks `condition` until it gives a value.
///
/// # Panics
/// At the [`DEADLINE`], naming `what`.
pub async fn eventually<T>(what: &str, condition: impl AsyncFnMut() -> Option<T>) -> T {
    match eventually_within(DEADLINE, condition).await {
        Some(value) => value,
        None => panic!("waited {} s in vain for {what}", DEADLINE.as_secs()),
    }
}

/// Asks `condition` until it gives a value, `None` at the deadline.
pub async fn eventually_within<T>(deadline: Duration, mut condition: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + deadline;
    let mut pause = FIRST_PAUSE;
    loop {
        if let Some(value) = condition().await {
            return Some(value);
        }
        if Instant::now() >= end {
            return None;
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
