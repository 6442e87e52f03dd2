//! Texts with placeholders, each value escaped for the place that it stands in. Nothing is evaluated: a placeholder is
//! a name, and what it stands for is put in as it is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use domain::template::Template;
use domain::{Encoding, Fault, Millis};

use crate::Outgoing;
use crate::http::public_url;

/// The longest text with placeholders, bytes.
const MAX_TEXT_BYTES: usize = 16_384;
/// What a message has to say.
const NAMES: &[&str] = &[
    "to",
    "toDigits",
    "from",
    "fromDigits",
    "body",
    "messageId",
    "attempt",
    "reference",
    "validitySeconds",
    "encoding",
    "reportUrl",
];
/// What stands before the name of a secret.
const SECRET: &str = "secret.";
/// Stands for every value where a text is tried out.
const SAMPLE: &str = "1";

/// Where a text stands, which decides how values are escaped in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a URL or a form: percent-encoded.
    Url,
    /// Inside a JSON string.
    JsonString,
    /// In XML, as text or inside an attribute's quotes.
    Xml,
    /// In a header: refused where it holds a control character.
    Header,
    /// As it is, where something else does the escaping or nothing needs it.
    Plain,
}

impl Place {
    /// `value`, fit for this place; `None` where that cannot be.
    pub fn escape(self, value: &str) -> Option<String> {
        match self {
            Self::Plain => Some(value.to_owned()),
            Self::Url => Some(percent_encoded(value)),
            Self::JsonString => {
                let quoted = serde_json::to_string(value).ok()?;
                Some(quoted[1..quoted.len() - 1].to_owned())
            }
            Self::Xml => xml(value),
            Self::Header => (!value.chars().any(char::is_control)).then(|| value.to_owned()),
        }
    }
}

fn percent_encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for octet in value.bytes() {
        if octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(octet));
        } else {
            write!(out, "%{octet:02X}").expect("a String takes every text");
        }
    }
    out
}

/// XML 1.0 has no way to write most control characters; a carriage return is written so that no parser drops it.
fn xml(value: &str) -> Option<String> {
    let mut out = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => return None,
            other => out.push(other),
        }
    }
    Some(out)
}

/// What placeholders may stand for, told when settings are read.
pub(super) struct Names<'a> {
    /// The secrets by name.
    pub secrets: &'a BTreeMap<String, String>,
    /// Whether there is a message: a balance has none.
    pub of_message: bool,
}

impl Names<'_> {
    fn fault(&self, field: &str, name: &str) -> Option<Fault> {
        let fault = |what: String, mend: &str| Some(Fault::new(field, what, mend));
        if let Some(secret) = name.strip_prefix(SECRET) {
            let known = self.secrets.contains_key(secret);
            let what = format!("uses {{{{{name}}}}}, and there is no such secret");
            return if known { None } else { fault(what, "add it to secrets") };
        }
        if !self.of_message {
            let what = format!("uses {{{{{name}}}}}, and there is no message here");
            return fault(what, "use only {{secret.…}} here");
        }
        if NAMES.contains(&name) {
            return None;
        }
        let mend = format!("the placeholders are {}, secret.…", NAMES.join(", "));
        fault(format!("uses {{{{{name}}}}}, which stands for nothing"), &mend)
    }
}

/// What placeholders stand for in one request.
pub(super) struct Values<'a> {
    /// The message and its sender, where there is one.
    pub message: Option<(&'a Outgoing, Option<Arc<str>>)>,
    /// The time.
    pub now: Millis,
    /// The secrets by name.
    pub secrets: &'a BTreeMap<String, String>,
    /// What the alphabets are called.
    pub encodings: &'a Encodings,
    /// Where webhooks come to.
    pub public_url: Option<&'a str>,
}

/// What `{{encoding}}` says.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Encodings {
    #[serde(rename = "GSM-7")]
    gsm7: String,
    #[serde(rename = "UCS-2")]
    ucs2: String,
}

impl Default for Encodings {
    fn default() -> Self {
        Self {
            gsm7: Encoding::Gsm7.as_str().to_owned(),
            ucs2: Encoding::Ucs2.as_str().to_owned(),
        }
    }
}

impl Values<'_> {
    fn get(&self, name: &str) -> Option<String> {
        if let Some(secret) = name.strip_prefix(SECRET) {
            return self.secrets.get(secret).cloned();
        }
        let (message, from) = self.message.as_ref()?;
        let digits = |address: &str| address.trim_start_matches('+').to_owned();
        match name {
            "to" => Some(message.to.to_string()),
            "toDigits" => Some(digits(&message.to)),
            "from" => from.as_deref().map(str::to_owned),
            "fromDigits" => from.as_deref().map(digits),
            "body" => Some(message.body.to_string()),
            "messageId" => Some(message.message.to_string()),
            "attempt" => Some(message.attempt.to_string()),
            "reference" => Some(public_url::client_reference(message.message, message.attempt)),
            "validitySeconds" => Some(((message.expires_at - self.now) / 1_000).max(1).to_string()),
            "encoding" => Some(match message.encoding {
                Encoding::Gsm7 => self.encodings.gsm7.clone(),
                Encoding::Ucs2 => self.encodings.ucs2.clone(),
            }),
            "reportUrl" => Some(public_url::report_url(
                self.public_url?,
                message.message,
                message.attempt,
            )),
            _ => None,
        }
    }
}

/// Why a text could not be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfilled {
    /// The message has no sender.
    NoSender,
    /// This placeholder's value cannot stand where it is asked for.
    Unfit(String),
}

/// A text with placeholders, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    template: Template,
    place: Place,
}

impl Slots {
    /// Reads `text`; what is wrong with it goes into `faults`.
    pub fn read(field: &str, text: &str, place: Place, names: &Names<'_>, faults: &mut Vec<Fault>) -> Option<Self> {
        if text.len() > MAX_TEXT_BYTES {
            let fault = format!("is longer than {MAX_TEXT_BYTES} bytes");
            faults.push(Fault::new(field, fault, "make it shorter"));
            return None;
        }
        match Template::parse(text) {
            Ok(template) => {
                faults.extend(template.variables().iter().filter_map(|name| names.fault(field, name)));
                Some(Self { template, place })
            }
            Err(error) => {
                faults.push(error.into_fault(field));
                None
            }
        }
    }

    /// Whether `name` is among its placeholders.
    pub fn uses(&self, name: &str) -> bool {
        self.template.variables().iter().any(|known| known == name)
    }

    /// The text with its values.
    pub fn fill(&self, values: &Values<'_>) -> Result<String, Unfilled> {
        let mut filled: Vec<(&str, String)> = Vec::new();
        for name in self.template.variables() {
            let Some(value) = values.get(name) else { continue };
            let value = self.place.escape(&value).ok_or_else(|| Unfilled::Unfit(name.clone()))?;
            filled.push((name, value));
        }
        let found = |name: &str| {
            filled
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
        };
        // Only a sender can be missing: every other name was checked when the settings were read.
        self.template.render(found).map_err(|_| Unfilled::NoSender)
    }

    /// The text with the same harmless value everywhere.
    pub fn sample(&self) -> String {
        self.template.render(|_| Some(SAMPLE)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_for_their_place() {
        let value = "a b&c=d\"e'<f>/\\%\r\n+é";
        for (place, expected) in [
            (Place::Url, Some("a%20b%26c%3Dd%22e%27%3Cf%3E%2F%5C%25%0D%0A%2B%C3%A9")),
            (Place::JsonString, Some("a b&c=d\\\"e'<f>/\\\\%\\r\\n+é")),
            (Place::Xml, Some("a b&amp;c=d&quot;e&apos;&lt;f&gt;/\\%&#13;\n+é")),
            (Place::Header, None),
            (Place::Plain, Some(value)),
        ] {
            assert_eq!(place.escape(value).as_deref(), expected, "{place:?}");
        }
        assert_eq!(Place::Xml.escape("a\u{8}b"), None);
        assert_eq!(
            Place::Header.escape("Ünïcode is fine").as_deref(),
            Some("Ünïcode is fine")
        );
    }

    #[test]
    fn a_placeholder_that_stands_for_nothing_is_a_fault() {
        let secrets = BTreeMap::from([("key".to_owned(), "s3cr3t".to_owned())]);
        let names = |of_message| Names {
            secrets: &secrets,
            of_message,
        };
        let faults_of = |text: &str, of_message| {
            let mut faults = Vec::new();
            Slots::read("send.url", text, Place::Url, &names(of_message), &mut faults);
            faults.iter().map(|fault| fault.fault.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            faults_of("{{to}} {{secret.key}} {{from|TUMA}}", true),
            Vec::<String>::new()
        );
        assert_eq!(faults_of("{{secret.key}}", false), Vec::<String>::new());
        for (text, of_message, part) in [
            ("{{two}}", true, "uses {{two}}"),
            ("{{secret.other}}", true, "no such secret"),
            ("{{to}}", false, "no message here"),
            ("{{to", true, "never closed"),
        ] {
            let found = faults_of(text, of_message);
            assert!(found.len() == 1 && found[0].contains(part), "{text}: {found:?}");
        }
        assert!(faults_of(&"x".repeat(MAX_TEXT_BYTES + 1), true)[0].contains("longer"));
        assert!(faults_of(&"x".repeat(MAX_TEXT_BYTES), true).is_empty());
    }
}
