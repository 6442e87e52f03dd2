//! What becomes of a message when only HTTP itself speaks: no answer, or a status whose body says no more.
//!
//! The rule is "at most once, where that can be known": a status that a server gives before it works on a request means
//! that nothing was taken; one that it can give after that leaves it unknown.

use std::time::Duration;

use super::{HttpAnswer, HttpFailure};
use crate::{ProviderFault, Rejection, SendOutcome};

/// The pause of a lane whose carrier cannot be reached, or says "too many" without saying for how long.
pub const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause that a carrier's `Retry-After` is taken at its word for.
pub const MAX_PAUSE: Duration = Duration::from_secs(60);

/// What becomes of a message whose call got no answer.
pub(crate) fn of_failure(failure: &HttpFailure) -> SendOutcome {
    match failure {
        HttpFailure::NotSent(reason) => SendOutcome::RetryAfter {
            code: None,
            reason: reason.clone(),
            pause: Some(PAUSE),
        },
        HttpFailure::Unanswered(reason) => SendOutcome::Unknown { reason: reason.clone() },
    }
}

/// What becomes of a message whose call was answered with this status; `said` are the carrier's words, made clean.
pub(crate) fn of_status(answer: &HttpAnswer, said: &str) -> SendOutcome {
    let code = Some(format!("HTTP {}", answer.status));
    let reason = match said {
        "" => format!("the carrier answered HTTP {}", answer.status),
        said => format!("the carrier answered HTTP {}: {said}", answer.status),
    };
    match answer.status {
        // The request was too slow or too early: it was not looked at.
        408 | 425 => SendOutcome::RetryAfter {
            code,
            reason,
            pause: None,
        },
        // Too many requests, or the service is not available: both are said instead of taking it.
        429 | 503 => SendOutcome::RetryAfter {
            code,
            reason,
            pause: Some(pause(answer)),
        },
        // Credentials, payment, permission, a wrong base URL (or one that redirects): every message fares like this.
        300..=399 | 401 | 402 | 403 | 404 | 405 | 407 | 410 => {
            let fault = ProviderFault::Account;
            SendOutcome::Unroutable { fault, code, reason }
        }
        400..=499 => SendOutcome::Rejected {
            kind: Rejection::Refused,
            code,
            reason,
        },
        // A success that cannot be read, and every error of a server or a gateway that may come after the message was
        // taken: a 500 while the answer was written, a 502 or 504 of a proxy whose server went on.
        _ => SendOutcome::Unknown { reason },
    }
}

/// How long the carrier asks the lane to wait.
pub(crate) fn pause(answer: &HttpAnswer) -> Duration {
    answer
        .retry_after
        .map_or(PAUSE, Duration::from_secs)
        .clamp(PAUSE, MAX_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, retry_after: Option<u64>) -> HttpAnswer {
        HttpAnswer {
            status,
            content_type: String::new(),
            retry_after,
            body: bytes::Bytes::new(),
        }
    }

    #[test]
    fn a_status_that_may_follow_a_taken_message_is_unknown_and_nothing_else_is() {
        for status in 200..600 {
            let unknown = matches!(of_status(&answer(status, None), ""), SendOutcome::Unknown { .. });
            let may_follow = (200..300).contains(&status) || (status >= 500 && status != 503);
            assert_eq!(unknown, may_follow, "{status}");
        }
    }

    #[test]
    fn a_carriers_pause_is_kept_within_bounds() {
        for (asked, seconds) in [
            (None, 1),
            (Some(0), 1),
            (Some(7), 7),
            (Some(60), 60),
            (Some(86_400), 60),
        ] {
            let SendOutcome::RetryAfter { pause: Some(pause), .. } = of_status(&answer(429, asked), "") else {
                panic!("a 429 asks for a pause");
            };
            assert_eq!(pause.as_secs(), seconds, "{asked:?}");
        }
    }
}
