//! A carrier's delivery report as the store takes it.
//!
//! Carriers spell one id in several ways; the spellings to try are worked out here, matching is the store's.

use adapters::Report;
use store::ReceiptUnit;

use crate::settle::clean;

/// The longest raw report that is kept, bytes.
const MAX_RAW: usize = 4_096;

/// The raw words of a carrier as they may be stored: bounded, and without the NUL that PostgreSQL does not take.
pub(crate) fn bounded(mut raw: String) -> String {
    if raw.len() > MAX_RAW {
        let end = (0..=MAX_RAW).rev().find(|end| raw.is_char_boundary(*end)).unwrap_or(0);
        raw.truncate(end);
    }
    raw.replace('\0', "")
}

/// The report for the store, that came at `now`.
pub(crate) fn unit(report: Report, now: domain::Millis) -> ReceiptUnit {
    let carrier_id = clean(report.carrier_id);
    ReceiptUnit {
        provider: report.provider,
        spellings: spellings(&carrier_id),
        carrier_id,
        to: report.to,
        reference: report.reference,
        status: report.status,
        error_code: report.error_code.map(clean),
        detail: report.detail.map(clean),
        opted_out: report.opted_out,
        raw: bounded(report.raw),
        at: now,
    }
}

/// The other ways in which a carrier may have written `id` in its answer: other case, without or with leading zeros,
/// decimal for hexadecimal and the other way round; most likely first.
fn spellings(id: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |spelling: String| {
        if spelling != id && !spelling.is_empty() && !all.contains(&spelling) {
            all.push(spelling);
        }
    };
    add(id.to_ascii_lowercase());
    add(id.to_ascii_uppercase());
    let bare = id.trim_start_matches('0');
    add(bare.to_owned());
    if id.len() <= 20
        && let Ok(number) = id.parse::<u64>()
    {
        numbers(number, &mut add);
    }
    if id.len() <= 16
        && let Ok(number) = u64::from_str_radix(id, 16)
    {
        numbers(number, &mut add);
    }
    all
}

/// A number as carriers write it.
fn numbers(number: u64, add: &mut impl FnMut(String)) {
    add(format!("{number}"));
    add(format!("{number:x}"));
    add(format!("{number:X}"));
    for width in [8, 10, 16] {
        add(format!("{number:0width$}"));
        add(format!("{number:0width$x}"));
        add(format!("{number:0width$X}"));
    }
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn one_id_is_found_in_its_other_spellings() {
        for (report, answered) in [
            ("255", "ff"),
            ("ff", "255"),
            ("FF", "ff"),
            ("000000ff", "FF"),
            ("0000000255", "ff"),
            ("4294967296", "100000000"),
            ("abc-DEF", "ABC-DEF"),
            ("0042", "42"),
        ] {
            assert!(spellings(report).iter().any(|s| s == answered), "{report} → {answered}");
        }
    }

    #[test]
    fn strange_ids_have_few_spellings_and_never_their_own() {
        for id in [
            "",
            "0",
            "é",
            "SM1234567890abcdef1234567890abcdef",
            "18446744073709551616",
        ] {
            let found = spellings(id);
            assert!(found.len() < 24, "{id}: {found:?}");
            assert!(!found.iter().any(|s| s == id), "{id}");
        }
    }
}
