//! What becomes of a message at the double: by its destination's magic ending, or as the settings say.

use serde::Deserialize;

use crate::endings::ending;

/// The `ERROR_FILTER`s: a destination that ends in 5550001 gets the first, in 5550002 the second, and so on.
pub const ERROR_FILTERS: &[&str] = &[
    "AUTHENTICATION_FAILED",
    "INVALID_API_KEY",
    "ACCOUNT_DISABLED",
    "ACCOUNT_BLOCKED",
    "ACCOUNT_UNVERIFIED",
    "IP_NOT_ALLOWED",
    "TRAFFIC_NOT_ALLOWED",
    "LOW_BALANCE",
    "INSUFFICIENT_BALANCE",
    "SENDER_ID_MISSING",
    "SENDER_ID_NOT FOUND",
    "SENDER_ID_DISABLED",
    "SENDERID_ROUTING_FAILED",
    "NOT FOUND",
    "INVALID_NUMBER",
    "RECEIVER_NUMBER_MISSING",
    "UNSUPPORTED_COUNTRY",
    "CONTENT_TOO_LONG",
    "SMS_TEXT_MISSING",
    "TECHNICAL_ISSUE",
    "CARRIER_ROUTING",
];

/// What becomes of a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Outcome {
    /// The error that it gets.
    pub error_filter: Option<String>,
    /// A `STATUS` without an id and without a filter.
    pub status: Option<String>,
    /// A plain text instead of JSON.
    pub plain_text: Option<String>,
    /// Whether the charge is a number instead of a text.
    pub charge_as_number: bool,
    /// The words of its reports, in order.
    pub reports: Vec<String>,
    /// The reports' medium instead of `SMS`.
    pub medium: Option<String>,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            error_filter: None,
            status: None,
            plain_text: None,
            charge_as_number: false,
            reports: vec!["DELIVRD".to_owned()],
            medium: None,
        }
    }
}

impl Outcome {
    /// The outcome that a destination's ending asks for.
    pub fn of_number(number: &str) -> Self {
        let words = |words: &[&str]| Self {
            reports: words.iter().map(|&word| word.to_owned()).collect(),
            ..Self::default()
        };
        match ending(number) {
            Some(101) => words(&["ACCEPTD", "ENROUTE", "", "DELIVRD"]),
            Some(102) => words(&["UNDELIV"]),
            Some(103) => words(&["REJECTD"]),
            Some(104) => words(&["EXPIRED"]),
            Some(105) => words(&["UNKNOWN"]),
            Some(106) => words(&[]),
            Some(107) => words(&["DELIVRD", "DELIVRD"]),
            Some(108) => Self {
                medium: Some("WHATSAPP".to_owned()),
                ..Self::default()
            },
            Some(201) => Self {
                plain_text: Some("Message Sent Successfully".to_owned()),
                ..Self::default()
            },
            Some(202) => Self {
                status: Some("SUCCESSFUL".to_owned()),
                ..Self::default()
            },
            Some(203) => Self {
                status: Some("FAILED".to_owned()),
                ..Self::default()
            },
            Some(204) => Self {
                charge_as_number: true,
                ..Self::default()
            },
            Some(place) => {
                let filter = usize::from(place)
                    .checked_sub(1)
                    .and_then(|index| ERROR_FILTERS.get(index));
                Self {
                    error_filter: filter.map(|&filter| filter.to_owned()),
                    ..Self::default()
                }
            }
            None => Self::default(),
        }
    }
}
