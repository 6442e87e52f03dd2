//! Reports on A4: a head, figures, a chart of bars, tables over as many pages as they take, page numbers.
//!
//! What stands where is laid out in `layout` without a word of PDF; `draw` is the only place that knows the library.

mod draw;
mod face;
mod layout;

/// What is to be printed.
pub(super) struct Paper {
    /// On top of the first page.
    pub(super) title: String,
    /// Below it: whose, when.
    pub(super) lines: Vec<String>,
    /// Names and values, side by side.
    pub(super) figures: Vec<(&'static str, String)>,
    /// The chart's bars, from left to right; none for no chart.
    pub(super) bars: Vec<Bar>,
    /// The tables, one below the other.
    pub(super) tables: Vec<Table>,
    /// At the bottom of every page, beside its number.
    pub(super) footer: String,
}

/// A bar and how much of it is full.
#[derive(Clone, Copy)]
pub(super) struct Bar {
    /// All of it.
    pub(super) whole: i64,
    /// The full part.
    pub(super) part: i64,
}

/// A table.
pub(super) struct Table {
    /// Above it.
    pub(super) title: &'static str,
    /// Its columns, together at most as wide as a page between its margins (499 points).
    pub(super) columns: Vec<Column>,
    /// As many cells a row as there are columns.
    pub(super) rows: Vec<Vec<String>>,
}

/// A column.
pub(super) struct Column {
    name: &'static str,
    width: f32,
    right: bool,
}

impl Column {
    /// A column of words, to the left.
    pub(super) const fn words(name: &'static str, width: f32) -> Self {
        Self {
            name,
            width,
            right: false,
        }
    }

    /// A column of numbers, to the right.
    pub(super) const fn number(name: &'static str, width: f32) -> Self {
        Self {
            name,
            width,
            right: true,
        }
    }
}

/// The document.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, String> {
    let faces = face::Faces::new()?;
    draw::document(&layout::pages(paper, &faces), &paper.title, &faces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(rows: usize) -> Paper {
        Paper {
            title: "Delivery report".to_owned(),
            lines: vec!["École Žižka, مدرسة".to_owned()],
            figures: vec![("Sent", "15230".to_owned()), ("Failed", "354".to_owned())],
            bars: vec![Bar { whole: 10, part: 7 }, Bar { whole: 0, part: 0 }],
            tables: vec![Table {
                title: "By day",
                columns: vec![Column::words("Day", 100.0), Column::number("Sent", 60.0)],
                rows: (0..rows).map(|n| vec![format!("day {n}"), n.to_string()]).collect(),
            }],
            footer: "Made today".to_owned(),
        }
    }

    #[test]
    fn a_report_is_a_pdf_of_as_many_pages_as_its_rows_take() {
        let pages = |rows: usize| {
            let faces = face::Faces::new().expect("fonts");
            layout::pages(&paper(rows), &faces).len()
        };
        assert_eq!((pages(0), pages(10)), (1, 1));
        assert!(pages(400) > 5 && pages(400) < 12, "{}", pages(400));
        let bytes = write(&paper(3)).expect("a document");
        assert!(bytes.starts_with(b"%PDF-1.") && bytes.ends_with(b"%%EOF"), "not a PDF");
    }
}
