//! The text of a receipt: `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…`.

use domain::Millis;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Receipt, State};

/// The octets of the original text that a receipt repeats.
const TEXT_CHARS: usize = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Submitted,
    Delivered,
    SubmitDate,
    DoneDate,
    State,
    Error,
    Text,
}

/// The keys by which a field is met, in small letters; where one ends in another, the longer stands first.
const KEYS: [(&str, Field); 18] = [
    ("submit date:", Field::SubmitDate),
    ("submit_date:", Field::SubmitDate),
    ("submitdate:", Field::SubmitDate),
    ("submit:", Field::SubmitDate),
    ("done date:", Field::DoneDate),
    ("done_date:", Field::DoneDate),
    ("donedate:", Field::DoneDate),
    ("done:", Field::DoneDate),
    ("message_id:", Field::Id),
    ("msgid:", Field::Id),
    ("id:", Field::Id),
    ("sub:", Field::Submitted),
    ("dlvrd:", Field::Delivered),
    ("status:", Field::State),
    ("stat:", Field::State),
    ("error:", Field::Error),
    ("err:", Field::Error),
    ("text:", Field::Text),
];

pub(super) fn parse(text: &str) -> Receipt {
    let mut receipt = Receipt::default();
    // ASCII letters change in place, so that places in `lower` are places in `text`.
    let lower = text.to_ascii_lowercase();
    let mut found = next_key(&lower, 0);
    while let Some((field, start)) = found {
        if field == Field::Text {
            break;
        }
        found = next_key(&lower, start);
        let end = found.map_or(text.len(), |(next, start)| key_start(&lower, next, start));
        let value = text[start..end].trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
        read_field(&mut receipt, field, value);
    }
    receipt
}

/// The first key at or after `from` that begins a word: its field, and where its value begins.
fn next_key(lower: &str, from: usize) -> Option<(Field, usize)> {
    let begins_word = |at: usize| at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphanumeric();
    lower[from..]
        .char_indices()
        .map(|(at, _)| from + at)
        .filter(|at| begins_word(*at))
        .find_map(|at| {
            let (key, field) = KEYS.iter().find(|(key, _)| lower[at..].starts_with(key))?;
            Some((*field, at + key.len()))
        })
}

/// Where the key of `field`, whose value begins at `value_start`, begins itself.
fn key_start(lower: &str, field: Field, value_start: usize) -> usize {
    KEYS.iter()
        .filter(|(key, of)| *of == field && lower[..value_start].ends_with(key))
        .map(|(key, _)| value_start - key.len())
        .min()
        .unwrap_or(value_start)
}

/// The first occurrence of a field counts; an empty value is none.
fn read_field(receipt: &mut Receipt, field: Field, value: &str) {
    let Some(word) = value.split_whitespace().next() else {
        return;
    };
    match field {
        Field::Id => fill(&mut receipt.id, Some(word.to_owned())),
        Field::Submitted => fill(&mut receipt.submitted_count, word.parse().ok()),
        Field::Delivered => fill(&mut receipt.delivered_count, word.parse().ok()),
        Field::SubmitDate => fill(&mut receipt.submitted_ms, date(word)),
        Field::DoneDate => fill(&mut receipt.done_ms, date(word)),
        Field::State => fill(&mut receipt.state, State::from_word(word)),
        Field::Error => fill(&mut receipt.error, Some(word.to_owned())),
        Field::Text => {}
    }
}

fn fill<T>(place: &mut Option<T>, value: Option<T>) {
    if place.is_none() {
        *place = value;
    }
}

/// `YYMMDDhhmm`, `YYMMDDhhmmss`, or with the century.
fn date(digits: &str) -> Option<Millis> {
    if !digits.bytes().all(|octet| octet.is_ascii_digit()) {
        return None;
    }
    let short = match digits.len() {
        10 | 12 => digits,
        14 => digits.strip_prefix("20")?,
        _ => return None,
    };
    let field = |at: usize| short.get(at..at + 2).map_or(Some(0), |two| two.parse::<i8>().ok());
    let time = DateTime::new(
        2000 + i16::from(field(0)?),
        field(2)?,
        field(4)?,
        field(6)?,
        field(8)?,
        field(10)?,
        0,
    )
    .ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// What a receipt by the book is written from.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// The message_id that submit_sm_resp gave.
    pub id: &'a str,
    /// What became of the message.
    pub state: State,
    /// Network specific, 0 to 999.
    pub error: u16,
    /// When it was submitted.
    pub submitted_ms: Millis,
    /// When it was done.
    pub done_ms: Millis,
    /// The message's text; its first 20 characters are repeated.
    pub text: &'a str,
}

/// Writes the text of a receipt by the book. Times are UTC. Characters of the message outside ASCII, which the
/// receipt's alphabet may not have, show as `?`.
pub fn format(receipt: &Written<'_>) -> String {
    let delivered = u8::from(receipt.state == State::Delivered);
    let text: String = receipt
        .text
        .chars()
        .take(TEXT_CHARS)
        .map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' })
        .collect();
    format!(
        "id:{} sub:001 dlvrd:{delivered:03} submit date:{} done date:{} stat:{} err:{:03} text:{text}",
        receipt.id,
        ten_digits(receipt.submitted_ms),
        ten_digits(receipt.done_ms),
        receipt.state.word(),
        receipt.error.min(999),
    )
}

fn ten_digits(time_ms: Millis) -> String {
    let time = Timestamp::from_millisecond(time_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    time.to_zoned(TimeZone::UTC).strftime("%y%m%d%H%M").to_string()
}
