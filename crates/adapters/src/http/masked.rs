//! Raw reports and messages as timelines may show them: with masked numbers, and without texts, secrets and signatures.

use domain::phone::mask;
use serde_json::Value;

use crate::{raw, reason};

/// From this many digits on, an address is a phone number and not a shortcode or a name.
const NUMBER_DIGITS: usize = 7;

/// `report` as JSON of bounded size: what is called one of `numbers` is masked, what is called one of `left_out` is not
/// in it, and what is called one of `sentences` shows no number inside.
#[derive(Debug, Clone, Copy)]
pub struct Masked {
    /// Fields that hold a number or a sender.
    pub numbers: &'static [&'static str],
    /// Fields that hold a carrier's sentence.
    pub sentences: &'static [&'static str],
    /// Fields that are not kept.
    pub left_out: &'static [&'static str],
}

impl Masked {
    /// A JSON object for a timeline.
    pub fn of_value(&self, report: &Value) -> String {
        raw::of_value(&self.cleaned(report))
    }

    /// Form or query fields for a timeline.
    pub fn of_pairs(&self, pairs: &[(String, String)]) -> String {
        let fields = pairs
            .iter()
            .map(|(key, value)| (key.clone(), Value::String(value.clone())));
        self.of_value(&Value::Object(fields.collect()))
    }

    fn cleaned(&self, value: &Value) -> Value {
        match value {
            Value::Object(fields) => {
                let kept = fields.iter().filter(|(key, _)| !self.left_out.contains(&key.as_str()));
                Value::Object(kept.map(|(key, value)| (key.clone(), self.field(key, value))).collect())
            }
            Value::Array(items) => items.iter().map(|item| self.cleaned(item)).collect(),
            other => other.clone(),
        }
    }

    fn field(&self, key: &str, value: &Value) -> Value {
        let is_number = self.numbers.contains(&key);
        match value {
            Value::String(text) if is_number => Value::String(masked_number(text)),
            Value::Number(number) if is_number => Value::String(masked_number(&number.to_string())),
            Value::String(text) if self.sentences.contains(&key) => Value::String(reason::clean(text, &[])),
            other => self.cleaned(other),
        }
    }
}

/// A number masked; a name or a shortcode as it is.
fn masked_number(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits >= NUMBER_DIGITS {
        mask(text)
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_raw_report_shows_no_number_and_no_text() {
        let masked = Masked {
            numbers: &["to", "from", "msisdn"],
            sentences: &["detail"],
            left_out: &["text"],
        };
        let report = json!({
            "to": "256700000001", "from": "ACME", "text": "hello", "n": [{"msisdn": 256_700_000_001_u64}],
            "detail": "256700000001 is bad", "scts": "2601021004",
        });
        let kept: Value = serde_json::from_str(&masked.of_value(&report)).unwrap();
        assert_eq!(
            kept,
            json!({
                "to": "256•••••001", "from": "ACME", "n": [{"msisdn": "256•••••001"}],
                "detail": "256•••••001 is bad", "scts": "2601021004",
            })
        );
    }
}
