//! The clock of this machine against others': leases, second factors, signatures and schedules go by it.

use adapters::http::HttpClient;
use domain::{Clock, Millis};
use jiff::fmt::rfc2822::DateTimeParser;

use super::Finding;
use crate::clock::SystemClock;

/// What a network and a header of whole seconds may blur.
const BLUR_MS: Millis = 2_000;
/// From here on codes of second factors and signatures fail.
const WRONG_MS: Millis = 30_000;

/// How far the clock of `whose` is ahead of ours.
pub(super) fn compared(whose: &str, ahead_ms: Millis) -> Finding {
    let by = ahead_ms.abs();
    let how = if ahead_ms > 0 { "behind" } else { "ahead of" };
    let says = format!("this machine is {}.{:03} s {how} {whose}", by / 1_000, by % 1_000);
    let mend = "let the machines set their clocks by NTP";
    match by {
        ..=BLUR_MS => Finding::ok("clock", format!("goes with that of {whose}")),
        _ if by < WRONG_MS => Finding::warning("clock", says, mend),
        _ => Finding::fault("clock", says, mend),
    }
}

/// The clock of whoever answers at `url`, by the header `Date`; `None` where nobody says.
pub(super) async fn of_server(http: &HttpClient, whose: &str, url: &str) -> Option<Finding> {
    let date = http.date_of(url).await?;
    let there = DateTimeParser::new().parse_timestamp(&date).ok()?;
    Some(compared(whose, there.as_millisecond() - SystemClock.now_ms()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::State;

    #[test]
    fn a_clock_is_judged_by_how_far_it_is_off() {
        for (ahead, state) in [
            (0, State::Ok),
            (-2_000, State::Ok),
            (2_001, State::Warning),
            (-29_999, State::Warning),
            (30_000, State::Fault),
        ] {
            assert_eq!(compared("the database", ahead).state, state, "{ahead}");
        }
        let said = compared("the database", 61_500).says;
        assert_eq!(said, "this machine is 61.500 s behind the database");
    }
}
