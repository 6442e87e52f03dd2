//! What becomes of a message at the double: by its destination's magic ending, or as the settings say.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::endings::ending;

/// `(id, name, group id)` of every status.
pub const STATUSES: &[(u16, &str, u8)] = &[
    (26, "PENDING_ACCEPTED", 1),
    (3, "PENDING_WAITING_DELIVERY", 1),
    (7, "PENDING_ENROUTE", 1),
    (2, "DELIVERED_TO_OPERATOR", 3),
    (5, "DELIVERED_TO_HANDSET", 3),
    (4, "UNDELIVERABLE_REJECTED_OPERATOR", 2),
    (9, "UNDELIVERABLE_NOT_DELIVERED", 2),
    (31, "UNDELIVERABLE_NOT_SENT", 2),
    (15, "EXPIRED_EXPIRED", 4),
    (29, "EXPIRED_DLR_UNKNOWN", 4),
    (87, "SIGNALS_BLOCKED", 5),
    (6, "REJECTED_NETWORK", 5),
    (8, "REJECTED_PREFIX_MISSING", 5),
    (10, "REJECTED_DND", 5),
    (11, "REJECTED_SOURCE", 5),
    (13, "REJECTED_SENDER", 5),
    (12, "REJECTED_NOT_ENOUGH_CREDITS", 5),
    (14, "REJECTED_DESTINATION_BLOCKLISTED", 5),
    (17, "REJECTED_PREPAID_PACKAGE_EXPIRED", 5),
    (18, "REJECTED_DESTINATION_NOT_REGISTERED", 5),
    (19, "REJECTED_ROUTE_NOT_AVAILABLE", 5),
    (20, "REJECTED_FLOODING_FILTER", 5),
    (21, "REJECTED_SYSTEM_ERROR", 5),
    (23, "REJECTED_DUPLICATE_MESSAGE_ID", 5),
    (24, "REJECTED_INVALID_UDH", 5),
    (25, "REJECTED_MESSAGE_TOO_LONG", 5),
    (51, "MISSING_TO", 5),
    (52, "REJECTED_DESTINATION", 5),
    (99, "REJECTED", 5),
    (100, "UNDELIVERABLE_REJECTED_PLATFORM", 5),
];
const GROUPS: [&str; 6] = [
    "ACCEPTED",
    "PENDING",
    "UNDELIVERABLE",
    "DELIVERED",
    "EXPIRED",
    "REJECTED",
];

/// The `status` object of `id`.
pub(super) fn status(id: u16) -> Value {
    let known = STATUSES.iter().find(|(known, ..)| *known == id);
    let (name, group) = known.map_or(("REJECTED_OTHER", 5), |(_, name, group)| (*name, *group));
    let mut status = json!({
        "groupId": group, "groupName": GROUPS[usize::from(group)], "id": id, "name": name,
        "description": name.to_lowercase().replace('_', " "),
    });
    if group == 5 {
        status["action"] = json!("See the documentation of this status.");
    }
    status
}

const ERROR_GROUPS: [&str; 4] = ["OK", "HANDSET_ERRORS", "USER_ERRORS", "OPERATOR_ERRORS"];

/// What an `error` object says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Failure {
    /// Its id.
    pub id: u16,
    /// Whether another try is pointless.
    pub permanent: bool,
    /// Its group: 1 the phone's or subscription's, 2 the sender's, 3 the operator's.
    #[serde(default = "handset")]
    pub group: u8,
}

const fn handset() -> u8 {
    1
}

/// The `error` object; without a failure it says that there is none.
pub(super) fn error(failure: Option<Failure>) -> Value {
    match failure {
        None => json!({
            "groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR", "description": "", "permanent": false,
        }),
        Some(Failure { id, permanent, group }) => json!({
            "groupId": group, "groupName": ERROR_GROUPS.get(usize::from(group)).copied().unwrap_or("OTHER"), "id": id,
            "name": format!("EC_{id}"), "description": "", "permanent": permanent,
        }),
    }
}

/// One report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// The status's id.
    pub status: u16,
    /// The error, where there is one.
    #[serde(default)]
    pub error: Option<Failure>,
}

/// What becomes of a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Outcome {
    /// The status's id in the answer.
    pub answer: u16,
    /// The error in the answer, which few answers have.
    pub answer_error: Option<Failure>,
    /// The reports, in this order. Those of the groups PENDING and of `DELIVERED_TO_OPERATOR` come only where
    /// intermediate reports were asked for.
    pub reports: Vec<Step>,
    /// Whether the reports come before the answer.
    pub early: bool,
    /// Whether a report for an id that was never given comes first.
    pub unknown_id_first: bool,
    /// Whether the answer does not name the message, which is not taken.
    pub left_out: bool,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            answer: 26,
            answer_error: None,
            reports: vec![step(2), step(5)],
            early: false,
            unknown_id_first: false,
            left_out: false,
        }
    }
}

const fn step(status: u16) -> Step {
    Step { status, error: None }
}

const fn failed(status: u16, id: u16, permanent: bool) -> Step {
    Step {
        status,
        error: Some(Failure {
            id,
            permanent,
            group: handset(),
        }),
    }
}

impl Outcome {
    /// The outcome that a destination's ending asks for: a status below 200, or a course from 901 on.
    pub fn of_number(number: &str) -> Self {
        let reports = |steps: &[Step]| Self {
            reports: steps.to_vec(),
            ..Self::default()
        };
        let Some(code) = ending(number) else {
            return Self::default();
        };
        match code {
            901 => reports(&[step(2), step(5), step(5)]),
            902 => reports(&[step(5), step(2)]),
            903 => Self {
                early: true,
                ..reports(&[step(5)])
            },
            904 => Self {
                unknown_id_first: true,
                ..Self::default()
            },
            905 => reports(&[step(2), step(29)]),
            906 => reports(&[]),
            907 => Self {
                left_out: true,
                ..Self::default()
            },
            908 => reports(&[failed(9, 27, false)]),
            909 => reports(&[failed(9, 1, true)]),
            910 => reports(&[failed(4, 2050, true)]),
            911 => reports(&[step(3), step(7), step(2), step(5)]),
            // What was accepted ends so; what is rejected is rejected in the answer.
            4 => reports(&[failed(4, 569, true)]),
            2 | 3 | 5 | 7 | 9 | 15 | 29 | 31 => reports(&[step(code)]),
            _ if STATUSES.iter().any(|(known, ..)| *known == code) => Self {
                answer: code,
                ..Self::default()
            },
            _ => Self::default(),
        }
    }
}
