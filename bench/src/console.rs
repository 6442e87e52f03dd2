//! What the benchmarks say while they run: on stderr, so that stdout stays the report's. A closed pipe is not an error.

use std::io::Write;

/// A line about what is being done.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "bench: {text}");
}

/// The report, on stdout.
pub fn print(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
