//! The national language shift tables (3GPP TS 23.038, annex A), read from `tables/national-shift.txt`.
//!
//! Data for later: handset and network support is uneven, so nothing sends with them yet. The file is compiled in and
//! checked cell by cell against `testdata/gsm7.csv`.

use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../tables/national-shift.txt");
const EMPTY_CELL: &str = "----";
const ESCAPE_CELL: &str = "ESC-";
const CELLS: usize = 128;

static TABLES: LazyLock<Vec<Tables>> =
    LazyLock::new(|| read(SOURCE).expect("the compiled-in tables are read by a test"));

/// A language with shift tables of its own; the number is its identifier in the user data header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names of the languages say it")]
pub enum Language {
    Turkish = 1,
    Spanish = 2,
    Portuguese = 3,
    Bengali = 4,
    Gujarati = 5,
    Hindi = 6,
    Kannada = 7,
    Malayalam = 8,
    Oriya = 9,
    Punjabi = 10,
    Tamil = 11,
    Telugu = 12,
    Urdu = 13,
}

impl Language {
    /// All languages, by identifier.
    pub const ALL: [Self; 13] = [
        Self::Turkish,
        Self::Spanish,
        Self::Portuguese,
        Self::Bengali,
        Self::Gujarati,
        Self::Hindi,
        Self::Kannada,
        Self::Malayalam,
        Self::Oriya,
        Self::Punjabi,
        Self::Tamil,
        Self::Telugu,
        Self::Urdu,
    ];

    /// The language with this identifier.
    pub fn from_id(id: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|language| *language as u8 == id)
    }

    /// The table that replaces the main one; Spanish has none.
    pub fn locking(self) -> Option<&'static ShiftTable> {
        self.tables().locking.as_ref()
    }

    /// The table that is reached by an escape.
    pub fn single(self) -> Option<&'static ShiftTable> {
        self.tables().single.as_ref()
    }

    fn tables(self) -> &'static Tables {
        &TABLES[self as usize - 1]
    }
}

/// 128 cells, some of them empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftTable([Option<char>; CELLS]);

impl ShiftTable {
    /// The character of `septet`; `None` for an empty cell, the escape and an octet that is no septet.
    pub fn character(&self, septet: u8) -> Option<char> {
        self.0.get(usize::from(septet)).copied().flatten()
    }

    /// The lowest septet with `character`.
    pub fn septet(&self, character: char) -> Option<u8> {
        self.0
            .iter()
            .position(|cell| *cell == Some(character))
            .map(|place| place as u8)
    }
}

#[derive(Debug, Default)]
struct Tables {
    locking: Option<ShiftTable>,
    single: Option<ShiftTable>,
}

/// The tables by language identifier less one; `None` where the text is not what its own heading describes.
fn read(source: &str) -> Option<Vec<Tables>> {
    let mut tables: Vec<Tables> = Language::ALL.map(|_| Tables::default()).into();
    let mut lines = source.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    while let Some(heading) = lines.next() {
        let mut words = heading.split_ascii_whitespace();
        let (kind, id) = (words.next()?, words.next()?);
        let table = read_table(lines.by_ref().take(8))?;
        let language = tables.get_mut(id.parse::<usize>().ok()?.checked_sub(1)?)?;
        match kind {
            "locking" => language.locking = Some(table),
            "single" => language.single = Some(table),
            _ => return None,
        }
    }
    Some(tables)
}

fn read_table<'a>(rows: impl Iterator<Item = &'a str>) -> Option<ShiftTable> {
    let mut cells = [None; CELLS];
    let mut words = rows.flat_map(str::split_ascii_whitespace);
    for cell in &mut cells {
        *cell = match words.next()? {
            EMPTY_CELL | ESCAPE_CELL => None,
            code => Some(char::from_u32(u32::from_str_radix(code, 16).ok()?)?),
        };
    }
    words.next().is_none().then_some(ShiftTable(cells))
}
