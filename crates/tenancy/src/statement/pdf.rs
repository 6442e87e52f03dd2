//! A statement as PDF: A4 pages with a head, the balances, the lines as a table, and page numbers.
//!
//! Text is DejaVu Sans, which has the letters of most languages; only the glyphs that are used are embedded.

use domain::{Money, Movement};
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use super::{Statement, StatementLine, day_text};

/// A4, points.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 48.0;
const LINE: f32 = 15.0;
const SIZE: f32 = 8.5;
const DAY_MS: i64 = 86_400_000;
/// The table's columns: where each ends (numbers) or begins (words), and what it is called.
const COLUMNS: [Column; 7] = [
    Column::words(MARGIN, "Date"),
    Column::words(108.0, "Entry"),
    Column::numbers(222.0, "Messages"),
    Column::numbers(300.0, "Available"),
    Column::numbers(374.0, "Reserved"),
    Column::numbers(448.0, "Spent"),
    Column::words(460.0, "Remark"),
];
/// How far the remark may go.
const REMARK_WIDTH: f32 = PAGE.0 - MARGIN - 460.0;
/// The lowest line of a page.
const BOTTOM: f32 = PAGE.1 - 64.0;

#[derive(Clone, Copy)]
struct Column {
    at: f32,
    name: &'static str,
    right: bool,
}

impl Column {
    const fn words(at: f32, name: &'static str) -> Self {
        Self { at, name, right: false }
    }

    const fn numbers(at: f32, name: &'static str) -> Self {
        Self { at, name, right: true }
    }
}

/// A font and the widths of its letters.
struct Face {
    font: Font,
    widths: ttf_parser::Face<'static>,
}

impl Face {
    fn new(data: &'static [u8]) -> Result<Self, String> {
        Ok(Self {
            font: Font::new(data.into(), 0).ok_or("the font cannot be read")?,
            widths: ttf_parser::Face::parse(data, 0).map_err(|error| error.to_string())?,
        })
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |letter| {
            let glyph = self.widths.glyph_index(letter).unwrap_or_default();
            f32::from(self.widths.glyph_hor_advance(glyph).unwrap_or_default())
        };
        text.chars().map(advance).sum::<f32>() * size / f32::from(self.widths.units_per_em())
    }

    /// As much of a text as fits, with an ellipsis where something is left out.
    fn fitted(&self, text: &str, size: f32, width: f32) -> String {
        if self.width(text, size) <= width {
            return text.to_owned();
        }
        let mut kept: String = text.to_owned();
        while !kept.is_empty() && self.width(&format!("{kept}…"), size) > width {
            kept.pop();
        }
        format!("{}…", kept.trim_end())
    }
}

struct Pen<'a> {
    regular: &'a Face,
    bold: &'a Face,
}

impl Pen<'_> {
    fn left(&self, on: &mut Surface<'_>, face: &Face, (x, y): (f32, f32), (text, size): (&str, f32)) {
        let start = Point::from_xy(x, y);
        on.draw_text(start, face.font.clone(), size, text, false, TextDirection::Auto);
    }

    fn right(&self, on: &mut Surface<'_>, face: &Face, (x, y): (f32, f32), (text, size): (&str, f32)) {
        self.left(on, face, (x - face.width(text, size), y), (text, size));
    }

    fn rule(&self, on: &mut Surface<'_>, y: f32) {
        let mut path = PathBuilder::new();
        path.move_to(MARGIN, y);
        path.line_to(PAGE.0 - MARGIN, y);
        if let Some(path) = path.finish() {
            on.set_fill(None);
            on.set_stroke(Some(Stroke {
                paint: luma::Color::new(150).into(),
                width: 0.6,
                ..Stroke::default()
            }));
            on.draw_path(&path);
            on.set_stroke(None);
            ink(on, 0);
        }
    }
}

/// Draws in this grey from now on: 0 is black.
fn ink(on: &mut Surface<'_>, grey: u8) {
    on.set_fill(Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }));
}

pub(super) fn write(statement: &Statement) -> Result<Vec<u8>, String> {
    let (regular, bold) = (Face::new(dejavu::sans::regular())?, Face::new(dejavu::sans::bold())?);
    let pen = Pen {
        regular: &regular,
        bold: &bold,
    };
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(format!("Statement of {}", statement.organization.name)));
    let pages = paged(&statement.lines);
    for (number, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        ink(&mut surface, 0);
        let mut y = MARGIN + 12.0;
        if number == 0 {
            y = head(&pen, &mut surface, statement);
        }
        table(&pen, &mut surface, statement, (lines, y, number + 1 == pages.len()));
        foot(&pen, &mut surface, statement, (number + 1, pages.len()));
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| format!("{error:?}"))
}

/// The lines of each page: fewer on the first, which has the head; two stay free for the opening and the closing one.
fn paged(lines: &[StatementLine]) -> Vec<&[StatementLine]> {
    let rows = |top: f32| ((BOTTOM - top) / LINE) as usize;
    let (first, other) = (rows(262.0) - 3, rows(MARGIN + 12.0) - 3);
    let mut pages = Vec::new();
    let mut rest = lines;
    loop {
        let room = if pages.is_empty() { first } else { other };
        let (now, later) = rest.split_at(room.min(rest.len()));
        pages.push(now);
        rest = later;
        if rest.is_empty() {
            return pages;
        }
    }
}

/// Title, whose, when, and the balances; answers where the table begins.
fn head(pen: &Pen<'_>, on: &mut Surface<'_>, statement: &Statement) -> f32 {
    let (regular, bold) = (pen.regular, pen.bold);
    let right = PAGE.0 - MARGIN;
    pen.left(on, bold, (MARGIN, 66.0), ("Statement of account", 18.0));
    let name = bold.fitted(&statement.organization.name, 11.0, right - MARGIN);
    pen.left(on, bold, (MARGIN, 92.0), (&name, 11.0));
    let period = format!(
        "{} to {} (UTC)",
        day_text(statement.from),
        day_text(statement.until - 1)
    );
    let currency = statement.balance.billing.currency.to_string();
    ink(on, 90);
    pen.left(on, regular, (MARGIN, 108.0), (&period, 9.0));
    pen.left(
        on,
        regular,
        (MARGIN, 122.0),
        (&format!("All amounts in {currency}"), 9.0),
    );
    ink(on, 0);
    pen.rule(on, 136.0);
    let amount = |micros| Money::new(micros, statement.balance.billing.currency).amount();
    let rows = [
        ("Balance at the beginning", statement.opening),
        ("Balance at the end", statement.closing),
    ];
    for (place, (words, accounts)) in rows.into_iter().enumerate() {
        let y = 156.0 + place as f32 * 18.0;
        pen.left(on, regular, (MARGIN, y), (words, 10.0));
        pen.right(on, bold, (300.0, y), (&amount(accounts.available), 10.0));
        let held = format!("{} reserved", amount(accounts.reserved));
        pen.left(on, regular, (316.0, y), (&held, 9.0));
    }
    let (paid_in, spent) = (
        statement.opening.funding.saturating_sub(statement.closing.funding),
        statement.closing.spent.saturating_sub(statement.opening.spent),
    );
    pen.left(on, regular, (MARGIN, 196.0), ("Paid in", 10.0));
    pen.right(on, bold, (300.0, 196.0), (&amount(paid_in), 10.0));
    pen.left(on, regular, (MARGIN, 214.0), ("Spent", 10.0));
    pen.right(on, bold, (300.0, 214.0), (&amount(spent), 10.0));
    244.0
}

fn table(
    pen: &Pen<'_>,
    on: &mut Surface<'_>,
    statement: &Statement,
    (lines, top, last): (&[StatementLine], f32, bool),
) {
    for column in COLUMNS {
        let place = (column.at, top);
        if column.right {
            pen.right(on, pen.bold, place, (column.name, SIZE));
        } else {
            pen.left(on, pen.bold, place, (column.name, SIZE));
        }
    }
    pen.rule(on, top + 5.0);
    let mut y = top + LINE + 3.0;
    for line in lines {
        row(pen, on, statement, (line, y));
        y += LINE;
    }
    if lines.is_empty() {
        ink(on, 90);
        pen.left(on, pen.regular, (MARGIN, y), ("Nothing moved in this period.", SIZE));
        ink(on, 0);
        y += LINE;
    }
    if last {
        pen.rule(on, y - LINE + 5.0);
        pen.left(on, pen.bold, (MARGIN, y + 3.0), ("Total moved", SIZE));
        let moved = statement
            .lines
            .iter()
            .fold(Movement::default(), |sum, line| sum.plus(line.movement()));
        amounts(pen, on, statement, (pen.bold, moved, y + 3.0));
    }
}

fn row(pen: &Pen<'_>, on: &mut Surface<'_>, statement: &Statement, (line, y): (&StatementLine, f32)) {
    pen.left(
        on,
        pen.regular,
        (COLUMNS[0].at, y),
        (&day_text(line.at().div_euclid(DAY_MS)), SIZE),
    );
    let words = line.kind().as_str().to_lowercase().replace('_', "-");
    pen.left(on, pen.regular, (COLUMNS[1].at, y), (&words, SIZE));
    let (messages, _) = line.counts();
    if messages != 0 {
        pen.right(on, pen.regular, (COLUMNS[2].at, y), (&messages.to_string(), SIZE));
    }
    amounts(pen, on, statement, (pen.regular, line.movement(), y));
    let remark = pen.regular.fitted(&line.remark(), SIZE - 1.0, REMARK_WIDTH);
    pen.left(on, pen.regular, (COLUMNS[6].at, y), (&remark, SIZE - 1.0));
}

fn amounts(pen: &Pen<'_>, on: &mut Surface<'_>, statement: &Statement, (face, sum, y): (&Face, Movement, f32)) {
    let currency = statement.balance.billing.currency;
    for (column, micros) in COLUMNS[3..6].iter().zip([sum.available, sum.reserved, sum.spent]) {
        if micros != 0 {
            pen.right(on, face, (column.at, y), (&Money::new(micros, currency).amount(), SIZE));
        }
    }
}

fn foot(pen: &Pen<'_>, on: &mut Surface<'_>, statement: &Statement, (page, pages): (usize, usize)) {
    let y = PAGE.1 - 36.0;
    ink(on, 120);
    let made = day_text(statement.made_at.div_euclid(DAY_MS));
    pen.left(on, pen.regular, (MARGIN, y), (&format!("Made on {made} by Tuma"), 7.5));
    pen.right(
        on,
        pen.regular,
        (PAGE.0 - MARGIN, y),
        (&format!("Page {page} of {pages}"), 7.5),
    );
    ink(on, 0);
}
