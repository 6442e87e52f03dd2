//! What becomes of a message at the double: by its destination's magic ending, or as the settings say.

use serde::Deserialize;

use crate::endings::ending;

/// `(statusCode, name)` of refused recipients.
pub(super) const STATUS_CODES: &[(u16, &str)] = &[
    (401, "RiskHold"),
    (402, "InvalidSenderId"),
    (403, "InvalidPhoneNumber"),
    (404, "UnsupportedNumberType"),
    (405, "InsufficientBalance"),
    (406, "UserInBlacklist"),
    (407, "CouldNotRoute"),
    (409, "DoNotDisturbRejection"),
    (500, "InternalServerError"),
    (501, "GatewayError"),
    (502, "RejectedByGateway"),
];

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Line {
    /// The report's `status`.
    pub status: String,
    /// Its `failureReason`.
    #[serde(default)]
    pub failure_reason: Option<String>,
}

impl Line {
    /// A report of `status`.
    pub fn of(status: &str, failure_reason: Option<&str>) -> Self {
        Self {
            status: status.to_owned(),
            failure_reason: failure_reason.map(str::to_owned),
        }
    }
}

/// What becomes of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Outcome {
    /// The recipient's `statusCode`; 400 and above refuse it. Without one the account decides.
    pub status_code: Option<u16>,
    /// The reports, in this order; `Sent` and `Success` where there is no list.
    pub reports: Option<Vec<Line>>,
    /// Whether the reports come before the answer.
    pub early: bool,
    /// Whether a report for an id that was never given comes first.
    pub unknown_id_first: bool,
    /// Whether the answer does not name the recipient, which is not taken.
    pub left_out: bool,
}

impl Outcome {
    /// The outcome that a destination's ending asks for.
    pub fn of_number(number: &str) -> Self {
        let lines = |lines: &[(&str, Option<&str>)]| {
            let reports = lines.iter().map(|(status, reason)| Line::of(status, *reason)).collect();
            Self {
                reports: Some(reports),
                ..Self::default()
            }
        };
        match ending(number) {
            Some(1) => lines(&[
                ("Sent", None),
                ("Submitted", None),
                ("Buffered", None),
                ("Success", None),
            ]),
            Some(2) => lines(&[("Rejected", Some("InsufficientCredit"))]),
            Some(3) => lines(&[("Failed", Some("InvalidLinkId"))]),
            Some(4) => lines(&[("Failed", Some("UserIsInactive"))]),
            Some(5) => lines(&[("Failed", Some("UserInBlackList"))]),
            Some(6) => lines(&[("Failed", Some("UserAccountSuspended"))]),
            Some(7) => lines(&[("Failed", Some("NotNetworkSubcriber"))]),
            Some(8) => lines(&[("Failed", Some("UserNotSubscribedToProduct"))]),
            Some(9) => lines(&[("Failed", Some("UserDoesNotExist"))]),
            Some(10) => lines(&[("Sent", None), ("Failed", Some("DeliveryFailure"))]),
            Some(11) => lines(&[("Rejected", Some("DoNotDisturbRejection"))]),
            Some(12) => lines(&[("Sent", None), ("AbsentSubscriber", None)]),
            Some(13) => lines(&[("Sent", None), ("Expired", None)]),
            Some(14) => lines(&[]),
            Some(15) => lines(&[("Sent", None), ("Success", None), ("Success", None)]),
            Some(16) => lines(&[("Success", None), ("Sent", None)]),
            Some(17) => Self {
                early: true,
                ..lines(&[("Success", None)])
            },
            Some(18) => Self {
                unknown_id_first: true,
                ..Self::default()
            },
            Some(19) => Self {
                left_out: true,
                ..Self::default()
            },
            Some(code) if code == 100 || STATUS_CODES.iter().any(|(known, _)| *known == code) => Self {
                status_code: Some(code),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    /// The reports, in order.
    pub(super) fn lines(&self) -> Vec<Line> {
        let usual = || vec![Line::of("Sent", None), Line::of("Success", None)];
        self.reports.clone().unwrap_or_else(usual)
    }
}
