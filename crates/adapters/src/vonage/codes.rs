//! Vonage's codes, as data: the SMS API's statuses and report errors, and the Messages API's errors.

use crate::http::codes::Meaning;

/// One code, or a range of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
    /// What it means for a message.
    pub meaning: Meaning,
    /// What it says, in a few words.
    pub text: &'static str,
}

const fn code(number: u32, meaning: Meaning, text: &'static str) -> Code {
    range(number, number, meaning, text)
}

const fn range(first: u32, last: u32, meaning: Meaning, text: &'static str) -> Code {
    Code {
        first,
        last,
        meaning,
        text,
    }
}

/// What `table` knows of `number`: the first entry that holds it.
pub(super) fn find(table: &'static [Code], number: u32) -> Option<&'static Code> {
    table.iter().find(|code| (code.first..=code.last).contains(&number))
}

/// The SMS API's answer to a hand-over; 0 is "taken".
pub const SMS_STATUSES: &[Code] = {
    use Meaning::{Account, InvalidNumber, OptedOut, Refused, Retry, Sender, Throttled};
    &[
        code(1, Throttled, "too many messages"),
        code(2, Refused, "a parameter is missing"),
        code(3, Refused, "a parameter is not valid"),
        code(4, Account, "the credentials are not valid"),
        code(5, Retry, "an internal error at Vonage"),
        code(6, InvalidNumber, "Vonage cannot reach this number"),
        code(7, OptedOut, "the number is barred"),
        code(8, Account, "the account is barred"),
        code(9, Account, "no credit is left"),
        code(10, Throttled, "too many connections"),
        code(11, Account, "the account may not use HTTP"),
        code(12, Refused, "the message is too long"),
        code(14, Account, "the signature is not valid"),
        code(15, Sender, "the sender is not allowed"),
        code(17, Refused, "blocked by Vonage"),
        code(22, Refused, "the network code is not valid"),
        code(23, Refused, "the callback URL is not valid"),
        code(29, Account, "a demo account sends to listed numbers only"),
        code(32, Account, "both a signature and the secret were given"),
        code(33, InvalidNumber, "the number is no longer in use"),
    ]
};

/// The errors in the SMS API's reports; 0 is "none".
pub const ERR_CODES: &[Code] = {
    use Meaning::{InvalidNumber, OptedOut, Refused, Retry, Route};
    &[
        code(1, Retry, "unknown"),
        code(2, Retry, "the handset is absent for now"),
        code(3, InvalidNumber, "the subscriber is absent for good"),
        code(4, Refused, "barred by the person or the operator"),
        code(5, Route, "an error of number portability"),
        code(6, Refused, "rejected as spam"),
        code(7, Retry, "the handset is busy"),
        code(8, Retry, "a network error"),
        code(9, OptedOut, "an illegal number, or the person opted out"),
        code(10, Refused, "an illegal message"),
        code(11, Route, "unroutable"),
        code(12, InvalidNumber, "the destination cannot be reached"),
        code(13, Refused, "not allowed for the person's age"),
        code(14, Refused, "blocked by the operator"),
        code(15, Refused, "the prepaid person has no credit"),
        code(16, Retry, "the gateway's quota is used up"),
        code(50, Refused, "the entity is not registered"),
        code(51, Refused, "the header is not registered"),
        code(52, Refused, "the content is not registered"),
        code(53, Refused, "consent is missing"),
        code(54, Refused, "a rule of the regulator"),
        code(99, Retry, "general error"),
    ]
};

/// The Messages API's errors, in answers and in status webhooks. Single codes stand before the ranges around them.
pub const MESSAGES_CODES: &[Code] = {
    use Meaning::{Account, InvalidNumber, OptedOut, Refused, Retry, Sender, Throttled, Unknown};
    &[
        code(1000, Throttled, "too many messages"),
        code(1010, Refused, "a parameter is missing"),
        code(1020, Refused, "a parameter is not valid"),
        code(1022, Refused, "a parameter is not valid for the channel"),
        code(1030, Retry, "an internal error at Vonage"),
        code(1040, Refused, "the message cannot be read"),
        code(1050, OptedOut, "the number is barred"),
        code(1060, Account, "the account is barred"),
        code(1070, Account, "no credit is left"),
        code(1080, Account, "the account may not do this"),
        code(1090, Refused, "the message is too long"),
        code(1100, Retry, "the message was not sent"),
        code(1120, Sender, "the sender is not valid"),
        code(1130, Refused, "the validity is not valid"),
        code(1140, Account, "the account is not provisioned"),
        code(1150, Refused, "the callback URL is not valid"),
        code(1160, Account, "a demo account sends to listed numbers only"),
        code(1170, InvalidNumber, "the number is not valid"),
        code(1180, Retry, "the handset is absent for now"),
        code(1190, InvalidNumber, "the subscriber is absent for good"),
        code(1210, Refused, "rejected as spam"),
        code(1220, Retry, "the handset is busy"),
        code(1230, Retry, "a network error"),
        code(1240, OptedOut, "an illegal number, or the person opted out"),
        code(1241, Retry, "too many messages to this number"),
        code(1260, InvalidNumber, "the destination cannot be reached"),
        code(1280, Refused, "blocked by the operator"),
        code(1282, Refused, "blocked by a filter"),
        code(1300, InvalidNumber, "not a number that can get this"),
        code(1320, Refused, "a duplicate"),
        code(1331, Retry, "no channel took it"),
        code(1360, Retry, "the validity ended"),
        code(1420, Sender, "the sender is not valid"),
        code(1430, InvalidNumber, "the recipient is not valid"),
        range(1400, 1450, Refused, "the request is not valid"),
        code(1460, Retry, "the daily limit is reached"),
        code(1476, Sender, "the sender is not registered"),
        range(1470, 1475, Refused, "blocked by a filter"),
        range(1480, 1484, Refused, "blocked by a filter"),
        code(1490, Unknown, "what became of some segments is not known"),
    ]
};
