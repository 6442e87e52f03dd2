//! Twilio's error codes, as data: Twilio warns that the code for a given cause can change.

use crate::http::codes::Meaning;

/// One error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Twilio's number.
    pub code: u32,
    /// What it means for a hand-over.
    pub meaning: Meaning,
    /// What it says, in a few words.
    pub text: &'static str,
}

const fn code(code: u32, meaning: Meaning, text: &'static str) -> Code {
    Code { code, meaning, text }
}

/// What is known of `number`.
pub(super) fn find(number: u32) -> Option<&'static Code> {
    CODES.iter().find(|code| code.code == number)
}

/// All codes that mean something to a message.
pub const CODES: &[Code] = {
    use Meaning::{Account, InvalidNumber, OptedOut, Refused, Retry, Route, Sender, Throttled};
    &[
        code(21211, InvalidNumber, "the number is not valid"),
        code(21214, InvalidNumber, "the number cannot be reached"),
        code(21217, InvalidNumber, "the number does not look valid"),
        code(21601, InvalidNumber, "the number cannot get an SMS"),
        code(21614, InvalidNumber, "not a mobile number"),
        code(30005, InvalidNumber, "unknown destination"),
        code(30006, InvalidNumber, "a landline or an unreachable carrier"),
        code(21610, OptedOut, "the person opted out from this sender"),
        code(21408, Route, "the account may not send to this region"),
        code(21612, Route, "not reachable from this sender"),
        code(30024, Route, "a numeric sender is not provisioned there"),
        code(21212, Sender, "the sender is not valid"),
        code(21603, Sender, "the sender is missing"),
        code(21606, Sender, "the sender cannot send SMS"),
        code(21607, Sender, "the sender is not allowed"),
        code(21659, Sender, "the sender is not a Twilio number"),
        code(21660, Sender, "the sender is not this account's"),
        code(21661, Sender, "the sender cannot send SMS"),
        code(21701, Sender, "the messaging service does not exist"),
        code(21702, Sender, "the messaging service is not usable"),
        code(21703, Sender, "the messaging service has no sender"),
        code(21704, Sender, "the messaging service is not valid"),
        code(21705, Sender, "the messaging service is not valid"),
        code(30032, Sender, "the toll-free sender is not verified"),
        code(30034, Sender, "the sender is not registered for 10DLC"),
        code(35111, Sender, "scheduling is not possible with this sender"),
        code(35114, Sender, "scheduling is not possible with this sender"),
        code(35115, Sender, "scheduling is not possible with this sender"),
        code(35117, Sender, "scheduling is not possible with this sender"),
        code(35118, Sender, "scheduling needs a messaging service"),
        code(35126, Sender, "scheduling is not possible with this sender"),
        code(21602, Refused, "the text is missing"),
        code(21604, Refused, "the number is missing"),
        code(21605, Refused, "the text is too long"),
        code(21617, Refused, "the text is too long"),
        code(21619, Refused, "text or media is missing"),
        code(21620, Refused, "the media cannot be used"),
        code(21654, Refused, "the content template cannot be used"),
        code(21655, Refused, "the content template is not valid"),
        code(20003, Account, "the credentials are not valid"),
        code(20005, Account, "the account is not active"),
        code(20404, Account, "no such account or resource"),
        code(21608, Account, "a trial account sends to verified numbers only"),
        code(30002, Account, "the account is suspended"),
        code(30004, Refused, "blocked"),
        code(30007, Refused, "filtered by the carrier"),
        code(30450, Refused, "blocked by the fraud guard"),
        code(30410, Retry, "the operator did not answer in time"),
        code(20429, Throttled, "too many requests"),
        code(20500, Retry, "an internal error at Twilio"),
        code(20503, Retry, "Twilio is not available"),
        code(21611, Throttled, "the sender's queue is full"),
        code(30001, Throttled, "the queue is full"),
        code(30003, Retry, "the handset is not reachable"),
        code(30008, Retry, "unknown error"),
        code(30022, Throttled, "too many messages for 10DLC"),
        code(30023, Throttled, "the daily 10DLC limit is reached"),
        code(30027, Throttled, "the daily 10DLC limit is reached"),
        code(30036, Retry, "the validity ended"),
    ]
};
