//! The settings of the generic HTTP carrier: read, checked, and never printed.

use std::collections::BTreeMap;

use domain::{Currency, Fault};
use serde::Deserialize;
use serde_json::Value;

use super::answer::{Condition, Find, WrittenCondition, WrittenFind};
use super::gate::Gate;
use super::hooks::{Hooks, Messages, Reports, WrittenInbound, WrittenReport};
use super::request::{CheckUrl, Request, Written as WrittenRequest};
use super::slots::{Encodings, Names};
use crate::http::codes::Meaning;
use crate::http::public_url;
use crate::http::verify::Verify;
use crate::senders::Senders;
use crate::settings;

/// The most errors that are told apart.
const MAX_ERRORS: usize = 100;
/// The most secrets, and the longest, bytes.
const MAX_SECRETS: usize = 20;
const MAX_SECRET_BYTES: usize = 4_096;
/// The longest text that a webhook is answered with, bytes.
const MAX_WEBHOOK_ANSWER_BYTES: usize = 200;

/// Settings as they are written.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Written {
    secrets: BTreeMap<String, String>,
    from_number: Option<String>,
    senders: Vec<String>,
    public_url: Option<String>,
    encodings: Encodings,
    send: WrittenRequest,
    success: WrittenCondition,
    ids: WrittenFind,
    error_code: WrittenFind,
    error_text: WrittenFind,
    errors: Vec<WrittenCondition>,
    balance: Option<WrittenBalance>,
    report: Option<WrittenReport>,
    inbound: Option<WrittenInbound>,
    webhook_answer: String,
    pub verify: Verify,
    pub webhook_user: Option<String>,
    pub webhook_password: Option<String>,
    pub webhook_header: Option<String>,
    pub webhook_secret: Option<String>,
}

/// How the balance is asked for.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct WrittenBalance {
    request: WrittenRequest,
    pointer: Option<String>,
    regex: Option<String>,
    currency: String,
}

/// How the balance is asked for and found.
pub(super) struct Balance {
    pub request: Request,
    pub find: Find,
    pub currency: Currency,
}

/// Settings that were read; without `Debug`, since they hold credentials.
pub(super) struct Settings {
    pub secrets: BTreeMap<String, String>,
    pub senders: Senders,
    pub public_url: Option<String>,
    pub encodings: Encodings,
    pub send: Request,
    pub success: Condition,
    pub ids: Option<Find>,
    pub error_code: Option<Find>,
    pub error_text: Option<Find>,
    pub errors: Vec<(Condition, Meaning)>,
    pub balance: Option<Balance>,
    pub hooks: Hooks,
    pub webhook_answer: String,
    pub gate: Gate,
}

impl Settings {
    /// Reads `config`; the faults are complete, and the settings are there where there are none.
    pub fn read(config: &Value, check_url: CheckUrl<'_>) -> Result<Self, Vec<Fault>> {
        let (written, mut faults) = settings::read::<Written>(config);
        check_secrets(&written.secrets, &mut faults);
        let public_url = written.public_url.as_deref().and_then(|url| {
            let read = public_url::read(url);
            read.map_err(|fault| faults.push(fault)).ok()
        });
        let names = |of_message| Names {
            secrets: &written.secrets,
            of_message,
        };
        let send = Request::read("send", &written.send, &names(true), check_url, &mut faults);
        if written.success.outcome.is_some() {
            faults.push(Fault::new(
                "success.outcome",
                "is not used here",
                "leave it out: a success is a success",
            ));
        }
        let success = Condition::read("success", &written.success, &mut faults);
        let ids = Find::read("ids", &written.ids, &mut faults);
        let error_code = Find::read("errorCode", &written.error_code, &mut faults);
        let error_text = Find::read("errorText", &written.error_text, &mut faults);
        let errors = errors(&written.errors, &mut faults);
        let balance = written.balance.as_ref();
        let balance = balance.and_then(|balance| read_balance(balance, &names(false), check_url, &mut faults));
        let has_reference = send.as_ref().is_some_and(|send| send.uses("reportUrl"));
        let hooks = Hooks {
            reports: written
                .report
                .as_ref()
                .map(|report| Reports::read(report, has_reference, &mut faults)),
            messages: written
                .inbound
                .as_ref()
                .map(|inbound| Messages::read(inbound, &mut faults)),
        };
        if written.webhook_answer.len() > MAX_WEBHOOK_ANSWER_BYTES {
            let fault = format!("is longer than {MAX_WEBHOOK_ANSWER_BYTES} bytes");
            faults.push(Fault::new(
                "webhookAnswer",
                fault,
                "give the word that the carrier waits for",
            ));
        }
        let from_number = ("fromNumber", written.from_number.as_deref());
        let senders = Senders::read(from_number, &written.senders, &mut faults);
        let gate = Gate::read(&written, &mut faults);
        match send {
            Some(send) if faults.is_empty() => Ok(Self {
                secrets: written.secrets,
                senders,
                public_url,
                encodings: written.encodings,
                send,
                success,
                ids,
                error_code,
                error_text,
                errors,
                balance,
                hooks,
                webhook_answer: written.webhook_answer,
                gate,
            }),
            _ => Err(faults),
        }
    }

    /// What must not be shown.
    pub fn hidden(&self) -> Vec<&str> {
        self.secrets.values().map(String::as_str).collect()
    }
}

fn check_secrets(secrets: &BTreeMap<String, String>, faults: &mut Vec<Fault>) {
    if secrets.len() > MAX_SECRETS {
        let fault = format!("has {} secrets, at most {MAX_SECRETS} are kept", secrets.len());
        faults.push(Fault::new("secrets", fault, "leave out what no placeholder uses"));
    }
    for (name, value) in secrets {
        let field = format!("secrets.{name}");
        if value.is_empty() {
            faults.push(Fault::new(field, "is empty", "give the credential, or leave it out"));
        } else if value.len() > MAX_SECRET_BYTES || value.chars().any(char::is_control) {
            let fault = format!("is longer than {MAX_SECRET_BYTES} bytes or has a control character in it");
            faults.push(Fault::new(field, fault, "copy it again from the carrier, on one line"));
        }
    }
}

fn errors(written: &[WrittenCondition], faults: &mut Vec<Fault>) -> Vec<(Condition, Meaning)> {
    if written.len() > MAX_ERRORS {
        let fault = format!("has {} entries, at most {MAX_ERRORS} are kept", written.len());
        faults.push(Fault::new("errors", fault, "put values of one outcome into one entry"));
    }
    let mut errors = Vec::new();
    for (at, one) in written.iter().enumerate() {
        let field = format!("errors[{at}]");
        let condition = Condition::read(&field, one, faults);
        match one.outcome {
            Some(outcome) => errors.push((condition, outcome.meaning())),
            None => {
                let mend =
                    "give one of rejected, invalidNumber, optedOut, account, sender, route, retry, throttled, unknown";
                faults.push(Fault::new(format!("{field}.outcome"), "is missing", mend));
            }
        }
    }
    errors
}

fn read_balance(
    written: &WrittenBalance,
    names: &Names<'_>,
    check_url: CheckUrl<'_>,
    faults: &mut Vec<Fault>,
) -> Option<Balance> {
    let request = Request::read("balance.request", &written.request, names, check_url, faults);
    let find = WrittenFind {
        pointer: written.pointer.clone(),
        each: None,
        regex: written.regex.clone(),
    };
    if find.pointer.is_none() && find.regex.is_none() {
        let mend = "give a pointer or a regex";
        faults.push(Fault::new("balance", "does not say where the amount is", mend));
    }
    let find = Find::read("balance", &find, faults);
    let currency = written.currency.parse();
    if currency.is_err() {
        faults.push(Fault::new(
            "balance.currency",
            "is no currency",
            "give three capital letters, such as KES",
        ));
    }
    Some(Balance {
        request: request?,
        find: find?,
        currency: currency.ok()?,
    })
}
