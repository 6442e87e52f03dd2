//! What a carrier's answer says: whether it is a success, which ids and balances are in it, and which error it is. Found
//! by JSON pointers (RFC 6901) and regular expressions; both are bounded, neither computes anything.

use domain::Fault;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use serde_json::Value;

use crate::http::HttpAnswer;
use crate::http::codes::Meaning;

/// The most ids that one message can have: as many as segments.
const MAX_FOUND: usize = 255;
/// The longest regular expression, and the most memory that one may take, bytes.
const MAX_REGEX_BYTES: usize = 1_000;
const MAX_REGEX_MEMORY: usize = 256 << 10;
/// The longest id that is kept, bytes.
const MAX_ID_BYTES: usize = 200;

/// A carrier's answer, read once.
pub(super) struct Answered<'a> {
    /// The HTTP answer.
    pub http: &'a HttpAnswer,
    text: std::borrow::Cow<'a, str>,
    json: Value,
}

impl<'a> Answered<'a> {
    pub fn new(http: &'a HttpAnswer) -> Self {
        Self {
            http,
            text: String::from_utf8_lossy(&http.body),
            json: serde_json::from_slice(&http.body).unwrap_or(Value::Null),
        }
    }
}

/// Where something is, as it is written in settings.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct WrittenFind {
    pub pointer: Option<String>,
    pub each: Option<String>,
    pub regex: Option<String>,
}

/// Where something is in an answer.
#[derive(Debug)]
pub(super) enum Find {
    /// At this pointer; of a list each item, or what is at the second pointer in each.
    Pointer(String, Option<String>),
    /// The first group of each match, or all of it where there is no group.
    Regex(Regex),
}

impl Find {
    /// Reads what stands under `field`; `None` where nothing does, or nothing that can be used.
    pub fn read(field: &str, written: &WrittenFind, faults: &mut Vec<Fault>) -> Option<Self> {
        match (&written.pointer, &written.regex) {
            (Some(_), Some(_)) => {
                faults.push(Fault::new(field, "has both a pointer and a regex", "give one of them"));
                None
            }
            (Some(pointer), None) => {
                let each = written.each.as_deref();
                check_pointer(&format!("{field}.pointer"), pointer, faults);
                each.into_iter()
                    .for_each(|each| check_pointer(&format!("{field}.each"), each, faults));
                Some(Self::Pointer(pointer.clone(), written.each.clone()))
            }
            (None, regex) => {
                if written.each.is_some() {
                    let mend = "give pointer too, or leave it out";
                    faults.push(Fault::new(format!("{field}.each"), "is there without a pointer", mend));
                }
                let regex = regex.as_deref()?;
                read_regex(&format!("{field}.regex"), regex, faults).map(Self::Regex)
            }
        }
    }

    /// The texts and numbers that are there.
    pub fn all(&self, answer: &Answered<'_>) -> Vec<String> {
        match self {
            Self::Pointer(pointer, each) => {
                let found = answer.json.pointer(pointer);
                let items = match found {
                    Some(Value::Array(items)) => items.as_slice(),
                    Some(one) => std::slice::from_ref(one),
                    None => &[],
                };
                let inner = |item| each.as_deref().map_or(Some(item), |each| Value::pointer(item, each));
                items
                    .iter()
                    .filter_map(inner)
                    .filter_map(scalar)
                    .take(MAX_FOUND)
                    .collect()
            }
            Self::Regex(regex) => {
                let found = regex
                    .captures_iter(&answer.text)
                    .filter_map(|one| one.get(1).or_else(|| one.get(0)));
                found.map(|one| one.as_str().to_owned()).take(MAX_FOUND).collect()
            }
        }
    }

    /// The first of [`Find::all`].
    pub fn first(&self, answer: &Answered<'_>) -> Option<String> {
        self.all(answer).into_iter().next()
    }

    /// The ids that are there, each once; what is too long to be one is left out.
    pub fn ids(&self, answer: &Answered<'_>) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in self.all(answer) {
            let id = id.trim();
            if !id.is_empty() && id.len() <= MAX_ID_BYTES && !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }
}

/// A text, a number or a truth value as a text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// Notes what is wrong with a JSON pointer.
pub(super) fn check_pointer(field: &str, pointer: &str, faults: &mut Vec<Fault>) {
    let tildes = pointer.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if !tildes || !(pointer.is_empty() || pointer.starts_with('/')) {
        let mend = "begin it with / and put / between names, such as /messages/0/id; write ~1 for a / in a name";
        faults.push(Fault::new(field, "is no JSON pointer", mend));
    }
}

fn read_regex(field: &str, regex: &str, faults: &mut Vec<Fault>) -> Option<Regex> {
    let fault = match RegexBuilder::new(regex)
        .size_limit(MAX_REGEX_MEMORY)
        .dfa_size_limit(MAX_REGEX_MEMORY)
        .build()
    {
        _ if regex.len() > MAX_REGEX_BYTES => format!("is longer than {MAX_REGEX_BYTES} bytes"),
        Ok(regex) => return Some(regex),
        Err(regex::Error::CompiledTooBig(_)) => "takes too much memory".to_owned(),
        Err(_) => "is no regular expression".to_owned(),
    };
    faults.push(Fault::new(
        field,
        fault,
        "write it as in Rust's regex crate, such as ^0: (\\S+)",
    ));
    None
}

/// When an answer is this one, as it is written in settings.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct WrittenCondition {
    pub status: Vec<u16>,
    pub pointer: Option<String>,
    pub each: Option<String>,
    pub regex: Option<String>,
    pub values: Vec<String>,
    /// Only for errors.
    pub outcome: Option<WrittenOutcome>,
}

/// What an error means, in the words of settings.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum WrittenOutcome {
    Rejected,
    InvalidNumber,
    OptedOut,
    Account,
    Sender,
    Route,
    Retry,
    Throttled,
    Unknown,
}

impl WrittenOutcome {
    pub const fn meaning(self) -> Meaning {
        match self {
            Self::Rejected => Meaning::Refused,
            Self::InvalidNumber => Meaning::InvalidNumber,
            Self::OptedOut => Meaning::OptedOut,
            Self::Account => Meaning::Account,
            Self::Sender => Meaning::Sender,
            Self::Route => Meaning::Route,
            Self::Retry => Meaning::Retry,
            Self::Throttled => Meaning::Throttled,
            Self::Unknown => Meaning::Unknown,
        }
    }
}

/// When an answer is this one: all that is said must hold, and what is not said does.
#[derive(Debug)]
pub(super) struct Condition {
    status: Vec<u16>,
    find: Option<Find>,
    values: Vec<String>,
}

impl Condition {
    /// Reads what stands under `field`.
    pub fn read(field: &str, written: &WrittenCondition, faults: &mut Vec<Fault>) -> Self {
        for (at, status) in written.status.iter().enumerate() {
            if !(100..=599).contains(status) {
                let field = format!("{field}.status[{at}]");
                faults.push(Fault::new(field, "is no HTTP status", "give a number from 100 to 599"));
            }
        }
        let find = WrittenFind {
            pointer: written.pointer.clone(),
            each: written.each.clone(),
            regex: written.regex.clone(),
        };
        let find = Find::read(field, &find, faults);
        if !written.values.is_empty() && written.pointer.is_none() && written.regex.is_none() {
            let mend = "say by pointer or regex where they are";
            faults.push(Fault::new(format!("{field}.values"), "are nowhere", mend));
        }
        Self {
            status: written.status.clone(),
            find,
            values: written.values.clone(),
        }
    }

    /// Whether any HTTP status does.
    pub fn is_any_status(&self) -> bool {
        self.status.is_empty()
    }

    /// Whether `answer` is this one.
    pub fn holds(&self, answer: &Answered<'_>) -> bool {
        if !self.status.is_empty() && !self.status.contains(&answer.http.status) {
            return false;
        }
        let Some(find) = &self.find else { return true };
        find.all(answer)
            .iter()
            .any(|found| self.values.is_empty() || self.values.contains(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn http(status: u16, body: &str) -> HttpAnswer {
        let body = bytes::Bytes::copy_from_slice(body.as_bytes());
        HttpAnswer {
            status,
            content_type: String::new(),
            retry_after: None,
            body,
        }
    }

    fn find(written: serde_json::Value) -> Result<Find, Vec<String>> {
        let mut faults = Vec::new();
        let written: WrittenFind = serde_json::from_value(written).unwrap();
        let found = Find::read("ids", &written, &mut faults);
        match found {
            Some(found) if faults.is_empty() => Ok(found),
            _ => Err(faults.into_iter().map(|fault| fault.field).collect()),
        }
    }

    #[test]
    fn ids_are_found_where_the_settings_say() {
        let json = r#"{"id":7,"a/b":"x","list":["p","q","p",""],"messages":[{"id":"m1"},{"no":1},{"id":"m2"}]}"#;
        for (written, body, expected) in [
            (serde_json::json!({"pointer": "/id"}), json, vec!["7"]),
            (serde_json::json!({"pointer": "/a~1b"}), json, vec!["x"]),
            (serde_json::json!({"pointer": "/list"}), json, vec!["p", "q"]),
            (
                serde_json::json!({"pointer": "/messages", "each": "/id"}),
                json,
                vec!["m1", "m2"],
            ),
            (serde_json::json!({"pointer": "/absent"}), json, vec![]),
            (serde_json::json!({"pointer": "/id"}), "no json", vec![]),
            (
                serde_json::json!({"regex": "id=(\\w+)"}),
                "ok id=a1 id=b2",
                vec!["a1", "b2"],
            ),
            (serde_json::json!({"regex": "\\d+"}), "sent 12", vec!["12"]),
        ] {
            assert_eq!(
                find(written.clone()).unwrap().ids(&Answered::new(&http(200, body))),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn what_cannot_find_anything_is_a_fault() {
        for (written, field) in [
            (serde_json::json!({"pointer": "id"}), "ids.pointer"),
            (serde_json::json!({"pointer": "/a~2"}), "ids.pointer"),
            (serde_json::json!({"pointer": "/a", "each": "b"}), "ids.each"),
            (serde_json::json!({"each": "/b"}), "ids.each"),
            (serde_json::json!({"regex": "("}), "ids.regex"),
            (serde_json::json!({"regex": "(\\w{100}){100}"}), "ids.regex"),
            (serde_json::json!({"regex": "x".repeat(1_001)}), "ids.regex"),
            (serde_json::json!({"pointer": "/a", "regex": "a"}), "ids"),
        ] {
            assert_eq!(
                find(written.clone()).map(drop),
                Err(vec![field.to_owned()]),
                "{written}"
            );
        }
    }

    #[test]
    fn a_condition_holds_where_all_of_it_does() {
        let condition = |written: serde_json::Value| {
            let mut faults = Vec::new();
            let condition = Condition::read("success", &serde_json::from_value(written).unwrap(), &mut faults);
            assert_eq!(faults, []);
            condition
        };
        for (written, status, body, holds) in [
            (serde_json::json!({}), 500, "", true),
            (serde_json::json!({"status": [200, 202]}), 202, "", true),
            (serde_json::json!({"status": [200, 202]}), 201, "", false),
            (
                serde_json::json!({"pointer": "/status", "values": ["0"]}),
                200,
                r#"{"status":0}"#,
                true,
            ),
            (
                serde_json::json!({"pointer": "/status", "values": ["0"]}),
                200,
                r#"{"status":1}"#,
                false,
            ),
            (
                serde_json::json!({"pointer": "/error"}),
                200,
                r#"{"error":null}"#,
                false,
            ),
            (serde_json::json!({"pointer": "/error"}), 200, r#"{"error":"no"}"#, true),
            (
                serde_json::json!({"regex": "^0:", "status": [202]}),
                202,
                "0: Accepted",
                true,
            ),
            (
                serde_json::json!({"regex": "^0:", "status": [202]}),
                200,
                "0: Accepted",
                false,
            ),
            (
                serde_json::json!({"regex": "^(\\d+):", "values": ["0", "3"]}),
                202,
                "3: Queued",
                true,
            ),
        ] {
            let http = http(status, body);
            assert_eq!(
                condition(written.clone()).holds(&Answered::new(&http)),
                holds,
                "{written} {body}"
            );
        }
    }
}
