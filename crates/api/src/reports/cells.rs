//! Cells of a CSV that somebody will open with a spreadsheet: none is ever a formula.

use std::borrow::Cow;

use domain::phone::{is_e164, mask};

/// What a spreadsheet takes for the start of a formula, in their full-width forms too, or for a way into the next cell.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠'];

/// A text as a cell: what would begin a formula gets an apostrophe in front, which spreadsheets do not show.
pub(crate) fn text(value: &str) -> Cow<'_, str> {
    if value.trim_start_matches([' ', '\u{a0}']).starts_with(FORMULA) {
        return Cow::Owned(format!("'{value}"));
    }
    Cow::Borrowed(value)
}

/// An address as a cell: a whole number keeps its plus, which no spreadsheet can take for more than a sign.
pub(crate) fn address(value: &str, whole: bool) -> Cow<'_, str> {
    match (is_e164(value), whole) {
        (true, true) => Cow::Borrowed(value),
        (true, false) => Cow::Owned(mask(value)),
        (false, _) => text(value),
    }
}

/// Rows as CSV, by RFC 4180.
pub(crate) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub(crate) fn new() -> Self {
        let mut builder = csv::WriterBuilder::new();
        Self(builder.terminator(csv::Terminator::CRLF).from_writer(Vec::new()))
    }

    /// Adds a row. Writing into memory cannot fail, and all rows of a sheet have one length.
    pub(crate) fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cow<'a, str>>) {
        let cells: Vec<Cow<'a, str>> = cells.into_iter().collect();
        if let Err(error) = self.0.write_record(cells.iter().map(|cell| cell.as_bytes())) {
            tracing::error!(%error, "a row of a report could not be written");
        }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for dangerous in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1",
            "\n=1",
            "|calc",
            " =1+1",
            "\u{a0}=1",
            "＝1+1",
        ] {
            assert_eq!(text(dangerous), format!("'{dangerous}"), "{dangerous:?}");
        }
        for harmless in ["", "Fee of 1=2", "a+b", "محمد", "'quoted", "5 - 3"] {
            assert_eq!(text(harmless), harmless);
        }
    }

    #[test]
    fn a_number_is_whole_or_masked_and_never_a_formula() {
        assert_eq!(address("+254712345678", true), "+254712345678");
        assert_eq!(address("+254712345678", false), "+254•••••678");
        assert_eq!(address("+1+1", true), "'+1+1");
        assert_eq!(address("SCHOOL", false), "SCHOOL");
        assert_eq!(address("-SCHOOL", false), "'-SCHOOL");
    }

    #[test]
    fn quotes_separators_and_line_breaks_stay_inside_their_cell() {
        let mut sheet = Sheet::new();
        sheet.row([
            Cow::Borrowed("a,b"),
            Cow::Borrowed("say \"hi\""),
            Cow::Borrowed("one\r\ntwo"),
        ]);
        let text = String::from_utf8(sheet.into_bytes()).expect("UTF-8");
        assert_eq!(text, "\"a,b\",\"say \"\"hi\"\"\",\"one\r\ntwo\"\r\n");
    }
}
