//! What a message and its events say beside the text, as a caller may see it: where numbers are masked, the message's own
//! is in none of it, however carriers and callers wrote it there.
//!
//! The text itself is shown as it was written: whoever may read messages reads them whole.

use domain::{Direction, Numbers};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use store::MessageRow;

/// How the phone's number of one message is shown.
pub(crate) struct Shown {
    numbers: Numbers,
    /// The phone's number.
    number: String,
}

impl Shown {
    /// How `row`'s is shown.
    pub(crate) fn of(row: &MessageRow, numbers: Numbers) -> Self {
        Self {
            numbers,
            number: row.phone().to_owned(),
        }
    }

    /// Sender and destination: one is the phone, the other the organization's own.
    pub(crate) fn addresses(&self, direction: Direction, from: Option<String>, to: String) -> (Option<String>, String) {
        match direction {
            Direction::Outbound => (from, self.numbers.show(to)),
            Direction::Inbound => (from.map(|phone| self.numbers.show(phone)), to),
        }
    }

    /// A text about it.
    pub(crate) fn text(&self, text: String) -> String {
        self.numbers.show_text(&text, &self.number).into_owned()
    }

    /// Stored JSON; what is not JSON is left out rather than breaking the answer.
    pub(crate) fn json(&self, text: String) -> Option<Box<RawValue>> {
        let text = match self.numbers {
            Numbers::Whole => text,
            Numbers::Masked => self.value(serde_json::from_str(&text).ok()?).to_string(),
        };
        RawValue::from_string(text).ok()
    }

    fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Number(number) => {
                let text = number.to_string();
                let shown = self.text(text.clone());
                if shown == text {
                    Value::Number(number)
                } else {
                    Value::String(shown)
                }
            }
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(fields) => {
                let shown = fields
                    .into_iter()
                    .map(|(key, value)| (self.text(key), self.value(value)));
                Value::Object(shown.collect::<Map<_, _>>())
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(numbers: Numbers) -> Shown {
        Shown {
            numbers,
            number: "+254712345678".to_owned(),
        }
    }

    #[test]
    fn the_phone_is_masked_and_the_organizations_own_address_is_not() {
        let addresses = |direction, from: &str, to: &str| {
            shown(Numbers::Masked).addresses(direction, Some(from.to_owned()), to.to_owned())
        };
        let (from, to) = addresses(Direction::Outbound, "+254700000009", "+254712345678");
        assert_eq!((from.as_deref(), to.as_str()), (Some("+254700000009"), "+254•••••678"));
        let (from, to) = addresses(Direction::Inbound, "+254712345678", "+254700000009");
        assert_eq!((from.as_deref(), to.as_str()), (Some("+254•••••678"), "+254700000009"));
    }

    #[test]
    fn json_keeps_its_form_and_loses_the_number() {
        let text = r#"{"to":254712345678,"at":17,"n":[{"0712345678":"for +254712345678"}]}"#;
        let json = |numbers| shown(numbers).json(text.to_owned()).map(|raw| raw.get().to_owned());
        assert_eq!(json(Numbers::Whole).as_deref(), Some(text));
        let masked: Value = serde_json::from_str(&json(Numbers::Masked).expect("JSON")).expect("JSON");
        let expected = serde_json::json!(
            {"to": "254•••••678", "at": 17, "n": [{"071•••••678": "for +254•••••678"}]}
        );
        assert_eq!(masked, expected);
        assert!(shown(Numbers::Masked).json("no JSON".to_owned()).is_none());
    }
}
