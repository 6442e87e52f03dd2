//! What a carrier sent, kept for the timeline as JSON of bounded size.

use serde_json::{Value, json};

/// The longest raw report or message, bytes.
pub const MAX_RAW_BYTES: usize = 4_096;
/// How much of a longer one is kept. Quoting doubles it at worst, and it still fits.
const KEPT_BYTES: usize = 2_000;

/// `value` as JSON; of a longer one its beginning, as `{"cut": "…"}`.
pub(crate) fn of_value(value: &Value) -> String {
    let text = value.to_string();
    if text.len() <= MAX_RAW_BYTES {
        return text;
    }
    let end = (0..=KEPT_BYTES)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    json!({ "cut": &text[..end] }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_report_is_json_and_bounded_whatever_it_holds() {
        assert_eq!(of_value(&json!({ "id": "a" })), r#"{"id":"a"}"#);
        for character in ["a", "é", "\"", "\\", "\u{1}", "👍"] {
            for length in [MAX_RAW_BYTES / 8, MAX_RAW_BYTES, 3 * MAX_RAW_BYTES] {
                let raw = of_value(&json!({ "text": character.repeat(length) }));
                assert!(raw.len() <= MAX_RAW_BYTES, "{character:?} {length}: {}", raw.len());
                assert!(serde_json::from_str::<Value>(&raw).is_ok());
            }
        }
    }
}
