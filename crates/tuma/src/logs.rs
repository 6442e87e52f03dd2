//! Logs on stderr, for people or as JSON, and the hook that logs a panic once.
//!
//! What is logged never holds a whole phone number, body or key: the types that hold them print masked. A panic's
//! message is free text, so its digits are masked here.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// PostgreSQL's remarks on statements that are made to be repeated.
const QUIET: &str = "sqlx::postgres::notice=warn";
/// Digits in a row that may be a phone number.
const NUMBER_DIGITS: usize = 7;

/// Starts logging as `log` says. Later calls change nothing.
pub fn start(log: &Log) {
    // What is asked for comes last, so that it can bring them back.
    let filter = EnvFilter::try_new(format!("{QUIET},{}", log.filter)).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // An error means that logging has started already.
    let _ = match log.format {
        LogFormat::Pretty => builder.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(false).try_init(),
    };
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let said = panic.payload_as_str().unwrap_or("a value that is not text");
        tracing::error!(place, said = mask_digits(said), "a task panicked");
    }));
}

/// Starts logging for commands whose answer is what matters: only what went wrong.
pub fn start_quiet() {
    start(&Log {
        format: LogFormat::Pretty,
        filter: "warn".to_owned(),
    });
}

/// The text with every run of digits that may be a phone number replaced.
fn mask_digits(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        masked.push_str(if digits.len() < NUMBER_DIGITS {
            &digits
        } else {
            "•••••"
        });
        digits.clear();
        masked.push(c);
    }
    masked.pop();
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panics_message_shows_no_phone_number() {
        assert_eq!(mask_digits("no +254711000001 in row 17"), "no +••••• in row 17");
        assert_eq!(mask_digits("0711000001"), "•••••");
        assert_eq!(mask_digits("index 123456"), "index 123456");
        assert_eq!(mask_digits(""), "");
    }
}
