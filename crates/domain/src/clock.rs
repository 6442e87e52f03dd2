//! Time as a value: milliseconds since 1970 in UTC, and the one trait through which anything learns it.
//!
//! The real clock lives in the binary, the mock one in `testkit`.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// Tells the time. Wall-clock only: measure spans with the runtime's monotonic instants.
pub trait Clock: Send + Sync + 'static {
    /// Now, in milliseconds since 1970 UTC.
    fn now_ms(&self) -> Millis;
}
