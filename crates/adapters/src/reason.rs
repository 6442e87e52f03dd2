//! A carrier's words made fit for timelines and logs: short, on one line, without credentials and whole numbers.

/// The longest reason, characters.
pub const MAX_REASON_CHARS: usize = 200;
/// This many digits in a row are taken for a phone number, separators inside it not counted.
const NUMBER_DIGITS: usize = 7;

/// `text` with every one of `secrets` and every phone number hidden, shortened to [`MAX_REASON_CHARS`].
pub(crate) fn clean(text: &str, secrets: &[&str]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "•••••");
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Numbers are hidden before the text is cut: half a number at the cut would not be known as one.
    let hidden = hide_numbers(&line);
    if hidden.chars().count() <= MAX_REASON_CHARS {
        return hidden;
    }
    let cut: String = hidden.chars().take(MAX_REASON_CHARS - 1).collect();
    cut + "…"
}

fn hide_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars() {
        let inside = !run.is_empty() && matches!(character, ' ' | '-' | '(' | ')');
        if character.is_ascii_digit() || inside || (run.is_empty() && character == '+') {
            run.push(character);
        } else {
            flush(&mut run, &mut out);
            out.push(character);
        }
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut String, out: &mut String) {
    let number = run.trim_end_matches(|character: char| !character.is_ascii_digit());
    let tail = &run[number.len()..];
    if number.bytes().filter(u8::is_ascii_digit).count() >= NUMBER_DIGITS {
        let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        out.push_str(&domain::phone::mask(&digits));
    } else {
        out.push_str(number);
    }
    out.push_str(tail);
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_numbers_are_hidden_and_the_rest_stays() {
        let cases = [
            ("InvalidSenderId", "InvalidSenderId"),
            ("key s3cr3t is bad", "key ••••• is bad"),
            (
                "no route to +254700000001, code 402",
                "no route to +254•••••001, code 402",
            ),
            ("to 0712 345-678 and 12 more", "to 071•••••678 and 12 more"),
            ("two\n lines\tof text", "two lines of text"),
            ("TAPI-149730721", "TAPI-1•••••21"),
            ("+", "+"),
        ];
        for (text, cleaned) in cases {
            assert_eq!(clean(text, &["s3cr3t", ""]), cleaned);
        }
    }

    #[test]
    fn a_long_text_is_cut_and_never_inside_a_number() {
        let text = format!("{}+254700000001", "é".repeat(MAX_REASON_CHARS - 5));
        let cleaned = clean(&text, &[]);
        assert_eq!(cleaned.chars().count(), MAX_REASON_CHARS);
        assert!(cleaned.ends_with("+254…"), "{cleaned}");
        assert_eq!(clean(&"a".repeat(MAX_REASON_CHARS), &[]).len(), MAX_REASON_CHARS);
    }
}
