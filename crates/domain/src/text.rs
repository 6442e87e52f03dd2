//! What a body may be: not empty, at most 1,600 characters, no control characters but line breaks.

use std::borrow::Cow;

use crate::Fault;

/// The most characters of a body, counted as Unicode scalar values after control characters are gone.
pub const MAX_BODY_CHARS: usize = 1600;

/// `body` without control characters. Line feeds and carriage returns stay; a tab becomes a space, so that the words
/// beside it stay two.
pub fn sanitize_body(body: &str) -> Cow<'_, str> {
    if !body.contains(is_stripped) {
        return Cow::Borrowed(body);
    }
    let kept = body.chars().filter_map(|character| match character {
        '\t' => Some(' '),
        _ if is_stripped(character) => None,
        _ => Some(character),
    });
    Cow::Owned(kept.collect())
}

/// The body that is sent for `body`, or why it cannot be; `field` names it in the fault.
pub fn check_body<'a>(field: &str, body: &'a str) -> Result<Cow<'a, str>, Fault> {
    let clean = sanitize_body(body);
    if clean.trim().is_empty() {
        return Err(Fault::new(field, "is empty", "give the text to send"));
    }
    // A text has at most as many characters as octets, so most need no counting.
    let characters = if clean.len() <= MAX_BODY_CHARS {
        clean.len()
    } else {
        clean.chars().count()
    };
    if characters > MAX_BODY_CHARS {
        return Err(Fault::new(
            field,
            format!("has {characters} characters, at most {MAX_BODY_CHARS} are allowed"),
            "shorten it, or send it as two messages",
        ));
    }
    Ok(clean)
}

fn is_stripped(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_stripped_and_line_breaks_stay() {
        assert_eq!(sanitize_body("a\u{0}b\u{1b}[1mc\u{7f}\u{85}\r\nd\te"), "ab[1mc\r\nd e");
        assert!(matches!(sanitize_body("Habari\r\nمحمد 👍\u{200d}"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_body_of_nothing_is_refused() {
        for body in ["", "  \n", "\u{0}\u{1b}", "\t"] {
            let fault = check_body("body", body).expect_err("nothing to send");
            assert_eq!((fault.field.as_str(), fault.fault.as_str()), ("body", "is empty"));
        }
    }

    #[test]
    fn the_limit_counts_characters_and_names_the_count() {
        assert!(check_body("body", &"é".repeat(MAX_BODY_CHARS)).is_ok());
        assert!(check_body("body", &format!("{}\u{0}", "a".repeat(MAX_BODY_CHARS))).is_ok());
        let fault = check_body("message", &"a".repeat(MAX_BODY_CHARS + 1)).expect_err("one too many");
        assert_eq!(fault.fault, "has 1601 characters, at most 1600 are allowed");
    }
}
