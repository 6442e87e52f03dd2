//! The settings of one account of Veevo Tech: read, checked, and never printed.

use std::collections::BTreeMap;

use domain::{Currency, Fault, ReportStatus};
use serde::Deserialize;
use serde_json::Value;

use crate::http::door::Door;
use crate::http::verify::Verify;
use crate::senders::Senders;
use crate::settings;

/// Where the carrier is.
const BASE_URL: &str = "https://api.veevotech.com/v3";
/// The most words that may be added to the carrier's own.
const MAX_WORDS: usize = 64;

/// Settings as they are written.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Written {
    hash: String,
    sender_id: Option<String>,
    senders: Vec<String>,
    credential_field: Option<String>,
    base_url: Option<String>,
    currency: Option<String>,
    fields: Fields,
    success_words: Option<Vec<String>>,
    report_words: BTreeMap<String, Word>,
    verify: Verify,
}

/// The names of the parameters; newer clients of the carrier use others than older ones.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Fields {
    pub receiver: String,
    pub sender: String,
    pub text: String,
    pub report_id: String,
    pub report_status: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            receiver: "receivernum".to_owned(),
            sender: "sendernum".to_owned(),
            text: "textmessage".to_owned(),
            report_id: "MESSAGE_ID".to_owned(),
            report_status: "DELIVERY_STATUS".to_owned(),
        }
    }
}

/// What a word of a report may be said to mean.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Word {
    Sent,
    Delivered,
    Failed,
    Rejected,
    Expired,
}

/// Settings that were read; without `Debug`, since they hold the credential.
pub(super) struct Settings {
    pub hash: String,
    pub credential_field: String,
    pub senders: Senders,
    pub currency: Option<Currency>,
    pub fields: Fields,
    /// In capitals.
    pub success_words: Vec<String>,
    /// Words beside the carrier's usual ones, in capitals.
    pub report_words: BTreeMap<String, ReportStatus>,
    pub door: Door,
    base_url: String,
}

impl Settings {
    /// Reads `config`; `check_url` tells whether a URL may be called.
    pub fn read(config: &Value, check_url: &dyn Fn(&str, &str) -> Result<(), Fault>) -> (Self, Vec<Fault>) {
        let (written, mut faults) = settings::read::<Written>(config);
        settings::require(
            "hash",
            &written.hash,
            "copy the API hash from the carrier's portal",
            &mut faults,
        );
        let base_url = written.base_url.unwrap_or_else(|| BASE_URL.to_owned());
        faults.extend(check_url("baseUrl", &base_url).err());
        let currency = written.currency.as_deref().unwrap_or("PKR").parse().ok();
        if currency.is_none() {
            faults.push(Fault::new(
                "currency",
                "is no currency",
                "give three capital letters, such as PKR",
            ));
        }
        let credential_field = written.credential_field.unwrap_or_else(|| "hash".to_owned());
        check_names(&credential_field, &written.fields, &mut faults);
        let success_words = written.success_words.unwrap_or_else(|| vec!["SUCCESSFUL".to_owned()]);
        for (field, count) in [
            ("successWords", success_words.len()),
            ("reportWords", written.report_words.len()),
        ] {
            if count > MAX_WORDS {
                let fault = format!("has {count} words, at most {MAX_WORDS} are kept");
                faults.push(Fault::new(field, fault, "leave out what the carrier does not say"));
            }
        }
        if success_words.is_empty() {
            let mend = "leave it out, or give the words that mean success";
            faults.push(Fault::new("successWords", "is empty", mend));
        }
        let sender_id = ("senderId", written.sender_id.as_deref());
        let senders = Senders::read(sender_id, &written.senders, &mut faults);
        let door = Door::read(&written.verify, &mut faults);
        let report_words = written.report_words.iter();
        let settings = Self {
            hash: written.hash,
            credential_field,
            senders,
            currency,
            fields: written.fields,
            success_words: success_words.iter().map(|word| word.trim().to_uppercase()).collect(),
            report_words: report_words
                .map(|(word, means)| (word.trim().to_uppercase(), means.status()))
                .collect(),
            door,
            base_url,
        };
        (settings, faults)
    }

    /// Where messages are posted to.
    pub fn url(&self) -> String {
        format!("{}/sendsms", self.base_url.trim_end_matches('/'))
    }
}

impl Word {
    fn status(self) -> ReportStatus {
        match self {
            Self::Sent => ReportStatus::Sent,
            Self::Delivered => ReportStatus::Delivered,
            Self::Failed => ReportStatus::Failed,
            Self::Rejected => ReportStatus::Rejected,
            Self::Expired => ReportStatus::Expired,
        }
    }
}

/// Names must be there and differ: one parameter would overwrite the other.
fn check_names(credential: &str, fields: &Fields, faults: &mut Vec<Fault>) {
    let sent = [
        ("credentialField", credential),
        ("fields.receiver", &fields.receiver),
        ("fields.sender", &fields.sender),
        ("fields.text", &fields.text),
    ];
    let read = [
        ("fields.reportId", fields.report_id.as_str()),
        ("fields.reportStatus", &fields.report_status),
    ];
    for (field, name) in sent.into_iter().chain(read) {
        settings::require(
            field,
            name,
            "leave it out, or give the carrier's name of the field",
            faults,
        );
    }
    for (place, (field, name)) in sent.iter().enumerate() {
        if !name.is_empty() && sent[..place].iter().any(|(_, other)| other == name) {
            faults.push(Fault::new(
                *field,
                "is the name of another field too",
                "give each field its own name",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_fault_is_named() {
        let config = json!({
            "credentialField": "textmessage", "currency": "rupees", "successWords": [], "baseUrl": "nowhere",
            "reportWords": {"GONE": "vanished"}, "fields": {"reportId": ""}, "senderId": "a name too long", "key": 1,
        });
        let guard = crate::http::Guard::new(false);
        let (_, faults) = Settings::read(&config, &|field, url| crate::http::check_url(field, url, guard));
        let mut fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        fields.sort_unstable();
        let wanted = [
            "baseUrl",
            "currency",
            "fields.reportId",
            "fields.text",
            "hash",
            "key",
            "reportWords.GONE",
            "senderId",
            "successWords",
        ];
        assert_eq!(fields, wanted);
    }
}
