//! Says what is wrong with a JSON body: the field by its path, the fault without the caller's value, and the mend.
//!
//! Reads the words of serde's messages, whose forms are fixed by serde's `de::Error` trait; a form that is not known
//! is passed on as it is. Values never are: they may be phone numbers.

use domain::Fault;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::closest::closest;
use crate::error::ApiError;

/// What the whole body is called where no field of it is meant.
const WHOLE: &str = "request";
/// What `serde_path_to_error` calls the root.
const ROOT: &str = ".";

/// Why `bytes` is not a `T`; `first` is what the fast parser said.
pub(super) fn explain<T: DeserializeOwned>(bytes: &[u8], first: &serde_json::Error) -> ApiError {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return ApiError::fault(WHOLE, "has no body", "send a JSON object");
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let fault = format!("is not UTF-8 (byte {})", error.valid_up_to() + 1);
        return ApiError::fault(WHOLE, fault, "encode the body as UTF-8");
    }
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    let (path, error) = match serde_path_to_error::deserialize::<_, T>(&mut parser) {
        Ok(_) => return malformed(WHOLE, first),
        Err(error) => (known_path(&error.path().to_string()), error.into_inner()),
    };
    match error.classify() {
        Category::Data => ApiError::invalid(vec![data_fault(&path, &without_place(&error))]),
        Category::Syntax | Category::Eof | Category::Io => malformed(&path, &error),
    }
}

/// The path up to what the parser could name: it writes `?` for a key that it could not read.
fn known_path(path: &str) -> String {
    match path.strip_suffix('?').map(|known| known.trim_end_matches('.')) {
        None => path.to_owned(),
        Some("") => ROOT.to_owned(),
        Some(known) => known.to_owned(),
    }
}

fn malformed(path: &str, error: &serde_json::Error) -> ApiError {
    let path = if path == ROOT { WHOLE } else { path };
    let (line, column) = (error.line(), error.column());
    let fault = format!(
        "is malformed JSON at line {line}, column {column}: {}",
        without_place(error)
    );
    ApiError::fault(path, fault, "correct the JSON at that place")
}

/// serde_json's message without its " at line 1 column 2".
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).unwrap_or(&text).to_owned()
}

fn data_fault(path: &str, message: &str) -> Fault {
    if let Some(rest) = message.strip_prefix("unknown field ") {
        return unknown_field(path, rest);
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        return unknown_variant(path, rest);
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return Fault::new(join(path, quoted(rest).next().unwrap_or(rest)), "is missing", "add it");
    }
    if let Some(rest) = message.strip_prefix("duplicate field ") {
        return Fault::new(
            join(path, quoted(rest).next().unwrap_or(rest)),
            "comes twice",
            "send it once",
        );
    }
    let wrong = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "));
    match wrong.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, expected)) => wrong_kind(path, found, expected),
        None => Fault::new(whole_or(path), message, "see /docs for the expected form"),
    }
}

/// `x`, expected one of `a`, `b`
fn unknown_field(path: &str, rest: &str) -> Fault {
    let mut words = quoted(rest);
    let name = words.next().unwrap_or_default();
    let known: Vec<&str> = words.collect();
    let shown: String = name.chars().take(64).collect();
    let field = if path == name || path.ends_with(&format!(".{name}")) {
        path.to_owned()
    } else {
        join(path, &shown)
    };
    let mend = match closest(name, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("remove it; known here: {}", known.join(", ")),
    };
    Fault::new(field, "is not a known field", mend)
}

fn unknown_variant(path: &str, rest: &str) -> Fault {
    let known: Vec<&str> = quoted(rest).skip(1).collect();
    Fault::new(
        whole_or(path),
        "is not one of the known words",
        format!("use one of: {}", known.join(", ")),
    )
}

fn wrong_kind(path: &str, found: &str, expected: &str) -> Fault {
    // The first word names the kind; the caller's value follows it and is left out.
    let found = match found.split_whitespace().next().unwrap_or_default() {
        "string" => "is text",
        "integer" | "floating" => "is a number",
        "boolean" => "is true or false",
        "null" => "is null",
        "map" => "is an object",
        "sequence" => "is a list",
        _ => "has the wrong form",
    };
    let expected = match expected {
        "a string" => "text in quotes",
        "a map" => "an object in braces",
        "a sequence" => "a list in brackets",
        "a boolean" => "true or false",
        "i64" | "u64" | "i32" | "u32" | "usize" => "a whole number",
        other if other.starts_with("struct ") => "an object in braces",
        other => other,
    };
    Fault::new(
        whole_or(path),
        format!("{found}; {expected} is expected"),
        format!("write {expected}"),
    )
}

fn whole_or(path: &str) -> &str {
    if path == ROOT { WHOLE } else { path }
}

fn join(path: &str, name: &str) -> String {
    if path == ROOT {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// The words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::send::SendBody;
    use crate::messages::send_bulk::BulkBody;

    fn fault_of<T: DeserializeOwned>(body: &[u8]) -> Fault {
        let error = serde_json::from_slice::<T>(body).err().expect("refused");
        explain::<T>(body, &error).0.details.remove(0)
    }

    fn send(body: &str) -> Fault {
        fault_of::<SendBody>(body.as_bytes())
    }

    #[test]
    fn an_unknown_field_is_named_with_the_nearest_known_one() {
        let fault = send(r#"{"to":"1","body":"x","scheduled_at":"now"}"#);
        assert_eq!(
            (fault.field.as_str(), fault.mend.as_str()),
            ("scheduled_at", "did you mean scheduledAt?")
        );
        let fault = fault_of::<BulkBody>(br#"{"recipients":[{"to":"1"},{"too":"1"}],"body":"x"}"#);
        assert_eq!(
            (fault.field.as_str(), fault.mend.as_str()),
            ("recipients[1].too", "did you mean to?")
        );
        let fault = fault_of::<BulkBody>(br#"{"campaignId":15}"#);
        assert_eq!(fault.field, "campaignId");
    }

    #[test]
    fn a_missing_field_is_named_with_its_path() {
        assert_eq!(send(r#"{"to":"1"}"#).field, "body");
        let fault = fault_of::<BulkBody>(br#"{"recipients":[{"variables":{}}],"body":"x"}"#);
        assert_eq!(
            (fault.field.as_str(), fault.fault.as_str()),
            ("recipients[0].to", "is missing")
        );
    }

    #[test]
    fn a_wrong_type_is_named_without_the_value() {
        let fault = send(r#"{"to":254712345678,"body":"x"}"#);
        assert_eq!(fault.field, "to");
        assert_eq!(fault.fault, "is a number; text in quotes is expected");
        assert!(!fault.to_string().contains("254712345678"));
        let fault = send(r#"{"to":"1","body":"x","metadata":"+254712345678"}"#);
        assert_eq!(
            (fault.field.as_str(), fault.fault.as_str()),
            ("metadata", "is text; an object in braces is expected")
        );
        let fault = fault_of::<BulkBody>(br#"{"recipients":[{"to":"1","variables":{"fee":5000}}],"body":"x"}"#);
        assert_eq!(fault.field, "recipients[0].variables.fee");
    }

    #[test]
    fn a_wrong_word_and_a_wrong_time_say_what_is_expected() {
        let fault = send(r#"{"to":"1","body":"x","class":"urgent"}"#);
        assert_eq!(fault.mend, "use one of: otp, transactional, promotional");
        let fault = send(r#"{"to":"1","body":"x","scheduledAt":"tomorrow"}"#);
        assert!(fault.mend.contains("2026-03-01T09:00:00Z"), "{fault}");
    }

    #[test]
    fn malformed_json_is_placed_by_line_and_column() {
        let fault = send("{\"to\":\"1\",\n \"body\":x}");
        assert_eq!(fault.field, "body");
        assert!(fault.fault.contains("line 2, column 9"), "{fault}");
        assert!(send("{} x").fault.contains("malformed") || send("{} x").fault.contains("missing"));
        assert!(send(r#"{"to":"1","body":"x"} y"#).fault.contains("malformed"));
    }

    #[test]
    fn an_empty_body_and_one_that_is_not_utf_8_are_told_apart() {
        assert_eq!(send("").fault, "has no body");
        assert!(
            fault_of::<SendBody>(b"{\"to\":\"\xff\"}")
                .fault
                .contains("not UTF-8 (byte 8)")
        );
    }

    #[test]
    fn a_field_that_comes_twice_is_named() {
        let fault = send(r#"{"to":"1","to":"2","body":"x"}"#);
        assert_eq!((fault.field.as_str(), fault.fault.as_str()), ("to", "comes twice"));
    }
}
