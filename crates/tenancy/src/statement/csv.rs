//! A statement as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe; amounts are plain
//! decimal numbers, which no spreadsheet takes for one.

use domain::{Money, Movement};

use super::{Statement, StatementLine, day_text};

const HEAD: [&str; 10] = [
    "date",
    "entry",
    "messages",
    "segments",
    "available",
    "reserved",
    "spent",
    "currency",
    "id",
    "remark",
];
const DAY_MS: i64 = 86_400_000;

pub(super) fn write(statement: &Statement) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(HEAD)?;
    out.write_record(standing(statement, statement.from, "OPENING", statement.opening))?;
    for line in &statement.lines {
        out.write_record(moved(statement, line))?;
    }
    out.write_record(standing(statement, statement.until - 1, "CLOSING", statement.closing))?;
    out.into_inner().map_err(|error| error.into_error().into())
}

fn standing(statement: &Statement, day: i64, word: &str, accounts: Movement) -> Vec<String> {
    let mut cells = vec![day_text(day), word.to_owned(), String::new(), String::new()];
    cells.extend(amounts(statement, accounts));
    cells.extend([String::new(), String::new()]);
    cells
}

fn moved(statement: &Statement, line: &StatementLine) -> Vec<String> {
    let (messages, segments) = line.counts();
    let mut cells = vec![
        day_text(line.at().div_euclid(DAY_MS)),
        line.kind().as_str().to_owned(),
        messages.to_string(),
        segments.to_string(),
    ];
    cells.extend(amounts(statement, line.movement()));
    cells.push(match line {
        StatementLine::Day(_) => String::new(),
        StatementLine::Act(entry) => entry.id.to_string(),
    });
    cells.push(cell(&line.remark()));
    cells
}

fn amounts(statement: &Statement, accounts: Movement) -> [String; 4] {
    let currency = statement.balance.billing.currency;
    let amount = |micros| Money::new(micros, currency).amount();
    [
        amount(accounts.available),
        amount(accounts.reserved),
        amount(accounts.spent),
        currency.to_string(),
    ]
}

/// A text that a person wrote, so that no spreadsheet runs it.
fn cell(text: &str) -> String {
    let risky = |first: char| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    };
    if text.trim_start_matches(['"', '\'', ' ']).starts_with(risky) || text.starts_with(risky) {
        return format!("'{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_text_is_a_formula() {
        for risky in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", "\"=1"] {
            assert!(cell(risky).starts_with('\''), "{risky}");
        }
        for plain in ["invoice 7, by amina", "", "1-2"] {
            assert_eq!(cell(plain), plain);
        }
    }
}
