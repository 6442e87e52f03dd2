//! What stands where on which page, in points from the top left.

use super::face::Faces;
use super::{Bar, Column, Paper, Table};

/// A4.
pub(super) const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 48.0;
/// Where nothing of the content goes below.
const BOTTOM: f32 = PAGE.1 - 64.0;
const SIZE: f32 = 8.5;
const LINE: f32 = 14.0;
const CHART: f32 = 90.0;
/// Figures side by side.
const FIGURES_A_ROW: usize = 6;

/// One thing on a page.
pub(super) enum Mark {
    /// A text whose left end is at `x`.
    Text {
        x: f32,
        y: f32,
        size: f32,
        bold: bool,
        /// 0 is black.
        grey: u8,
        text: String,
    },
    /// A line across the page.
    Rule { y: f32 },
    /// A filled rectangle.
    Block {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        grey: u8,
    },
}

/// The pages with what stands on them.
pub(super) fn pages(paper: &Paper, faces: &Faces) -> Vec<Vec<Mark>> {
    let mut sheet = Sheet {
        faces,
        pages: vec![Vec::new()],
        y: MARGIN + 18.0,
    };
    sheet.head(paper);
    sheet.figures(&paper.figures);
    sheet.chart(&paper.bars);
    paper.tables.iter().for_each(|table| sheet.table(table));
    sheet.footers(&paper.footer);
    sheet.pages
}

struct Sheet<'a> {
    faces: &'a Faces,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

impl Sheet<'_> {
    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn left(&mut self, x: f32, (text, size): (&str, f32), bold: bool, grey: u8) {
        let mark = Mark::Text {
            x,
            y: self.y,
            size,
            bold,
            grey,
            text: text.to_owned(),
        };
        self.mark(mark);
    }

    /// Room for `height`, on the next page where this one has it not.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(Vec::new());
            self.y = MARGIN + 12.0;
        }
    }

    fn head(&mut self, paper: &Paper) {
        self.left(MARGIN, (&paper.title, 18.0), true, 0);
        self.y += 22.0;
        for (place, line) in paper.lines.iter().enumerate() {
            let first = place == 0;
            let size = if first { 11.0 } else { 9.0 };
            let line = self.faces.of(first).fitted(line, size, PAGE.0 - 2.0 * MARGIN);
            self.left(MARGIN, (&line, size), first, if first { 0 } else { 90 });
            self.y += 16.0;
        }
        self.mark(Mark::Rule { y: self.y - 4.0 });
        self.y += 16.0;
    }

    fn figures(&mut self, figures: &[(&'static str, String)]) {
        let width = (PAGE.0 - 2.0 * MARGIN) / FIGURES_A_ROW as f32;
        for row in figures.chunks(FIGURES_A_ROW) {
            for (place, (name, value)) in row.iter().enumerate() {
                let x = MARGIN + place as f32 * width;
                self.left(x, (name, 8.0), false, 110);
                self.y += 16.0;
                let value = self.faces.bold.fitted(value, 11.0, width - 6.0);
                self.left(x, (&value, 11.0), true, 0);
                self.y -= 16.0;
            }
            self.y += 38.0;
        }
    }

    /// Bars as high as what they stand for, their full part dark.
    fn chart(&mut self, bars: &[Bar]) {
        let most = bars.iter().map(|bar| bar.whole).max().unwrap_or(0);
        if most <= 0 {
            return;
        }
        self.room(CHART + 20.0);
        let step = (PAGE.0 - 2.0 * MARGIN) / bars.len() as f32;
        let bottom = self.y + CHART;
        for (place, bar) in bars.iter().enumerate() {
            for (value, grey) in [(bar.whole, 205), (bar.part, 70)] {
                let height = CHART * value.max(0) as f32 / most as f32;
                self.mark(Mark::Block {
                    x: MARGIN + place as f32 * step,
                    y: bottom - height,
                    width: (step * 0.8).min(24.0),
                    height,
                    grey,
                });
            }
        }
        self.mark(Mark::Rule { y: bottom });
        self.y = bottom + 12.0;
        self.left(MARGIN, ("Sent, and delivered of these (dark)", 7.5), false, 110);
        self.y += 24.0;
    }

    fn table(&mut self, table: &Table) {
        self.room(4.0 * LINE);
        self.left(MARGIN, (table.title, 11.0), true, 0);
        self.y += 18.0;
        self.header(&table.columns);
        if table.rows.is_empty() {
            self.left(MARGIN, ("Nothing in this period.", SIZE), false, 90);
            self.y += LINE;
        }
        for row in &table.rows {
            if self.y + LINE > BOTTOM {
                self.room(f32::MAX);
                self.header(&table.columns);
            }
            self.row(&table.columns, row.iter().map(String::as_str), false);
        }
        self.y += LINE;
    }

    fn header(&mut self, columns: &[Column]) {
        self.row(columns, columns.iter().map(|column| column.name), true);
        self.mark(Mark::Rule { y: self.y - 9.0 });
        self.y += 4.0;
    }

    fn row<'c>(&mut self, columns: &[Column], cells: impl Iterator<Item = &'c str>, bold: bool) {
        let mut x = MARGIN;
        for (column, cell) in columns.iter().zip(cells) {
            let face = self.faces.of(bold);
            let text = face.fitted(cell, SIZE, column.width - 4.0);
            let left = if column.right {
                x + column.width - face.width(&text, SIZE)
            } else {
                x
            };
            self.left(left, (&text, SIZE), bold, 0);
            x += column.width;
        }
        self.y += LINE;
    }

    fn footers(&mut self, footer: &str) {
        let count = self.pages.len();
        for (place, page) in self.pages.iter_mut().enumerate() {
            let number = format!("Page {} of {count}", place + 1);
            let right = PAGE.0 - MARGIN - self.faces.regular.width(&number, 7.5);
            for (x, text) in [(MARGIN, footer.to_owned()), (right, number)] {
                page.push(Mark::Text {
                    x,
                    y: PAGE.1 - 36.0,
                    size: 7.5,
                    bold: false,
                    grey: 120,
                    text,
                });
            }
        }
    }
}

/// Where rules begin and end.
pub(super) const RULE: (f32, f32) = (MARGIN, PAGE.0 - MARGIN);
