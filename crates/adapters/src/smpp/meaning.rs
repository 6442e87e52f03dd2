//! What a command_status means for a message: the provider's own word where it gives one, else the standard's class.

use ::smpp::session::Response;
use ::smpp::status::{Class, Status};
use ::smpp::tlv::tag;

use super::settings::Settings;
use super::written::Treatment;
use crate::http::codes::Meaning;
use crate::{SendOutcome, reason};

/// The outcome of a message that was answered with an error.
pub(super) fn refused(response: &Response, settings: &Settings) -> SendOutcome {
    let words = response.tlvs.text(tag::ADDITIONAL_STATUS_INFO_TEXT).unwrap_or_default();
    let words = reason::clean(&words, &[settings.bind.password.as_str()]);
    let said = match words.is_empty() {
        true => format!("the SMSC answered {}", response.status),
        false => format!("the SMSC answered {}: {words}", response.status),
    };
    outcome(response.status, said, settings)
}

/// The outcome of a message that could not be written, for the field that `status` names.
pub(super) fn unwritable(status: Status, settings: &Settings) -> SendOutcome {
    let said = match status {
        Status::RTLVNOTALLWD => {
            "not sent: the SMSC is of version 3.3 and knows no TLVs; set longMessages to udh".to_owned()
        }
        Status::RINVBNDSTS => return outcome(status, "not sent: the bind cannot submit".to_owned(), settings),
        _ => format!("not sent: SMPP cannot carry it: {status}"),
    };
    outcome(status, said, settings)
}

fn outcome(status: Status, said: String, settings: &Settings) -> SendOutcome {
    let meaning = match settings.status_map.get(&status.0) {
        Some(treatment) => of_treatment(*treatment),
        None => of_class(status.class()),
    };
    meaning.outcome(Some(format!("{:#04x}", status.0)), said, Some(settings.throttle_pause))
}

fn of_treatment(treatment: Treatment) -> Meaning {
    match treatment {
        Treatment::Retry => Meaning::Retry,
        Treatment::Throttled => Meaning::Throttled,
        Treatment::Permanent => Meaning::Refused,
        Treatment::InvalidNumber => Meaning::InvalidNumber,
        Treatment::OptedOut => Meaning::OptedOut,
        Treatment::Sender => Meaning::Sender,
        Treatment::Route => Meaning::Route,
        Treatment::Account => Meaning::Account,
    }
}

fn of_class(class: Class) -> Meaning {
    match class {
        Class::Throttled | Class::QueueFull => Meaning::Throttled,
        Class::BadNumber => Meaning::InvalidNumber,
        Class::BadSender => Meaning::Sender,
        Class::Permanent => Meaning::Refused,
        // Not taken, whatever it says: the bind is done anew, or the code says nothing.
        Class::Ok | Class::Temporary | Class::Auth | Class::BindState | Class::Unknown => Meaning::Retry,
    }
}
