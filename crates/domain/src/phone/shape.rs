//! What people and spreadsheets make of a phone number, recognised before the library reads it.
//!
//! The library is generous: letters become keypad digits, a second number becomes an extension, a float's decimals
//! become digits. Each of those would send to a stranger, so they are refused here by name.

use super::PhoneFault;

/// What may stand before a number, by RFC 3966 and the habit of its kin.
const SCHEMES: [&str; 3] = ["tel:", "sms:", "whatsapp:"];
/// What may stand between a number and its extension, longest first.
const EXTENSION_LABELS: [&str; 4] = ["extension", "extn", "ext", "x"];
/// The most digits of an extension.
const MAX_EXTENSION_DIGITS: usize = 7;
/// What people put between two numbers. Spaces and dashes stand inside numbers, so they are not here.
const NUMBER_SEPARATORS: [char; 9] = [',', ';', '/', '|', '&', '\n', '\r', '،', '؛'];
/// The fewest digits that count as a number of its own when two are looked for.
const MIN_NUMBER_DIGITS: usize = 7;

/// The part of `input` that is dialled: without blanks around it, scheme and extension.
pub(super) fn dialled_part(input: &str) -> Result<&str, PhoneFault> {
    let text = input.trim();
    if text.is_empty() {
        return Err(PhoneFault::Empty);
    }
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text);
    }
    if is_scientific(text) || is_float(text) {
        return Err(PhoneFault::Spreadsheet);
    }
    let number = without_extension(without_scheme(text))?;
    if has_two_numbers(number) {
        return Err(PhoneFault::TwoNumbers);
    }
    Ok(number)
}

fn without_scheme(text: &str) -> &str {
    SCHEMES
        .iter()
        .find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .map_or(text, |scheme| text[scheme.len()..].trim_start())
}

/// `text` up to an extension such as `ext. 123`; any other letter is refused.
fn without_extension(text: &str) -> Result<&str, PhoneFault> {
    let Some(at) = text.find(char::is_alphabetic) else {
        return Ok(text);
    };
    let (number, tail) = text.split_at(at);
    let has_digits = number.contains(char::is_numeric);
    if has_digits && is_extension(tail) {
        Ok(number.trim_end())
    } else {
        Err(PhoneFault::Letters)
    }
}

fn is_extension(tail: &str) -> bool {
    let label = EXTENSION_LABELS.iter().find(|label| {
        tail.get(..label.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(label))
    });
    let Some(label) = label else {
        return false;
    };
    let digits = tail[label.len()..].trim_start_matches(['.', ':', '=', ' ']);
    (1..=MAX_EXTENSION_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `9.23006E+11`, also with a decimal comma or without decimals.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.trim_start_matches('+');
    is_digits(exponent) && is_decimal(mantissa)
}

fn is_decimal(text: &str) -> bool {
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    is_digits(whole) && is_digits(decimals)
}

/// `923006123456.0`: what a column of numbers with a gap in it becomes in many programs.
fn is_float(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(whole, decimals)| whole.len() >= MIN_NUMBER_DIGITS && is_digits(whole) && is_zeros(decimals))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_zeros(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'0')
}

fn has_two_numbers(text: &str) -> bool {
    let plus_after_digit = text
        .chars()
        .skip_while(|c| !c.is_numeric())
        .any(|c| matches!(c, '+' | '＋'));
    let numbers = text
        .split(NUMBER_SEPARATORS)
        .filter(|part| part.chars().filter(|c| c.is_numeric()).count() >= MIN_NUMBER_DIGITS)
        .count();
    plus_after_digit || numbers > 1
}
