//! How a file is to be read: encoding, separator, header, and the column with the numbers; worked out from its content.
//!
//! Nothing is taken from the file's name. What is not a text table is refused with a word on what it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use domain::Fault;
use domain::phone::PhoneNumber;
use encoding_rs::{Encoding, UTF_8};
use serde::{Deserialize, Serialize};

use super::rows::{Decoded, reader};

/// How much of a file is looked at for separator, header and columns.
const SAMPLE_ROWS: usize = 200;
/// The most columns a file may have.
pub(crate) const MAX_COLUMNS: usize = 256;
/// The separators that are looked for, likeliest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How to read a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Layout {
    /// The encoding's name in the WHATWG list, such as `windows-1252`.
    pub encoding: String,
    /// The separator's byte.
    pub separator: u8,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The columns' names; `column1`, `column2` … where there is no header.
    pub columns: Vec<String>,
    /// Which column holds the numbers.
    pub phone: usize,
}

impl Layout {
    /// The place of the column called `name`: exactly, else in any case.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let exact = self.columns.iter().position(|column| column == name);
        exact.or_else(|| {
            self.columns
                .iter()
                .position(|column| column.to_lowercase() == name.to_lowercase())
        })
    }

    /// The name of the column with the numbers.
    pub(crate) fn phone_name(&self) -> &str {
        self.columns.get(self.phone).map_or("file", String::as_str)
    }
}

/// Works out how to read the file at `path`; `asked` names its column of numbers, `region` is that of national numbers.
pub(crate) fn detect(path: &Path, asked: Option<&str>, region: &str) -> Result<Layout, Fault> {
    let encoding = detect_encoding(path)?;
    let (separator, rows) = detect_separator(path, encoding)?;
    let Some(first) = rows.first() else {
        return Err(Fault::new(
            "file",
            "is empty",
            "send a CSV or text file with one row a recipient",
        ));
    };
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    if width > MAX_COLUMNS {
        return Err(Fault::new(
            "file",
            format!("has {width} columns"),
            format!("keep to {MAX_COLUMNS} columns"),
        ));
    }
    let header = !first.iter().any(|cell| looks_like_number(cell));
    let columns: Vec<String> = (0..width).map(|index| column_name(first, index, header)).collect();
    let samples = &rows[usize::from(header)..];
    let phone = match asked {
        Some(asked) => asked_column(asked, &columns)?,
        None => find_numbers(samples, &columns, region)?,
    };
    Ok(Layout {
        encoding: encoding.name().to_owned(),
        separator,
        header,
        columns,
        phone,
    })
}

pub(crate) fn detect_encoding(path: &Path) -> Result<&'static Encoding, Fault> {
    let mut file = File::open(path).map_err(|_| unreadable())?;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut buffer = vec![0; 64 << 10];
    let mut first = true;
    loop {
        let length = file.read(&mut buffer).map_err(|_| unreadable())?;
        let part = &buffer[..length];
        if first && let Some((encoding, _)) = Encoding::for_bom(part) {
            return Ok(encoding);
        }
        if first {
            refuse_binary(part)?;
            first = false;
        }
        detector.feed(part, length == 0);
        if length == 0 {
            break;
        }
    }
    Ok(detector.guess(None, Utf8Detection::Allow))
}

fn refuse_binary(start: &[u8]) -> Result<(), Fault> {
    let what = if start.starts_with(b"PK\x03\x04") {
        "is a spreadsheet or an archive, not a text file"
    } else if start.starts_with(b"%PDF") {
        "is a PDF, not a text file"
    } else if start.contains(&0) {
        "is not a text file"
    } else {
        return Ok(());
    };
    Err(Fault::new("file", what, "save the sheet as CSV and send that"))
}

pub(crate) fn detect_separator(path: &Path, encoding: &'static Encoding) -> Result<(u8, Vec<Vec<String>>), Fault> {
    let mut best: Option<(usize, u8, Vec<Vec<String>>)> = None;
    for separator in SEPARATORS {
        let rows = sample(path, encoding, separator)?;
        let score = score(&rows);
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, separator, rows));
        }
    }
    best.map(|(_, separator, rows)| (separator, rows))
        .ok_or_else(unreadable)
}

/// Rows with the commonest number of cells, if that is more than one.
fn score(rows: &[Vec<String>]) -> usize {
    let mut counts = std::collections::HashMap::new();
    for row in rows.iter().filter(|row| row.len() > 1) {
        *counts.entry(row.len()).or_insert(0) += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

fn sample(path: &Path, encoding: &'static Encoding, separator: u8) -> Result<Vec<Vec<String>>, Fault> {
    let file = File::open(path).map_err(|_| unreadable())?;
    let mut reader = reader(Decoded::new(file, encoding), separator);
    let mut rows = Vec::new();
    for record in reader.records().take(SAMPLE_ROWS) {
        let record = record.map_err(|_| unreadable())?;
        rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Ok(rows)
}

pub(crate) fn looks_like_number(cell: &str) -> bool {
    cell.chars().filter(char::is_ascii_digit).count() >= 6
}

fn column_name(first: &[String], index: usize, header: bool) -> String {
    let name = first
        .get(index)
        .map(|name| name.trim())
        .filter(|name| header && !name.is_empty());
    name.map_or_else(
        || format!("column{}", index + 1),
        |name| name.chars().take(64).collect(),
    )
}

fn asked_column(asked: &str, columns: &[String]) -> Result<usize, Fault> {
    let by_place = asked.strip_prefix('#').and_then(|place| place.parse::<usize>().ok());
    let by_place = by_place
        .and_then(|place| place.checked_sub(1))
        .filter(|index| *index < columns.len());
    let wanted = asked.trim().to_lowercase();
    by_place
        .or_else(|| columns.iter().position(|column| column.to_lowercase() == wanted))
        .ok_or_else(|| {
            let shown: String = asked.chars().take(40).collect();
            Fault::new(
                "phoneColumn",
                format!("the file has no column `{shown}`"),
                format!("the columns are: {}", columns.join(", ")),
            )
        })
}

fn find_numbers(rows: &[Vec<String>], columns: &[String], region: &str) -> Result<usize, Fault> {
    let numbers = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        cells
            .filter(|cell| PhoneNumber::parse(clean(cell), region).is_ok())
            .count()
    };
    let best = (0..columns.len())
        .map(|index| (numbers(index), index))
        .max_by_key(|(count, index)| (*count, usize::MAX - index));
    match best {
        Some((count, index)) if count > 0 => Ok(index),
        _ => Err(Fault::new(
            "phoneColumn",
            "no column holds phone numbers of this region",
            format!(
                "name the column, and the region of national numbers; the columns are: {}",
                columns.join(", ")
            ),
        )),
    }
}

/// A number's cell without the separators that lists end their lines with.
pub(crate) fn clean(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';')
}

/// The encoding called `name`, as a layout keeps it.
pub(crate) fn encoding(name: &str) -> &'static Encoding {
    Encoding::for_label(name.as_bytes()).unwrap_or(UTF_8)
}

pub(crate) fn unreadable() -> Fault {
    Fault::new(
        "file",
        "cannot be read as a table",
        "send a CSV or text file with one row a recipient",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn layout_of(content: &[u8], asked: Option<&str>, region: &str) -> Result<Layout, Fault> {
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        file.write_all(content).expect("written");
        detect(file.path(), asked, region)
    }

    #[test]
    fn a_windows_export_with_semicolons_is_understood() {
        let content = b"Telephone;Jina;Kituo\r\n0722000001;Caf\xe9 Njeri;Ngara\r\n0722000002;Otieno;CBD\r\n";
        let layout = layout_of(content, None, "KE").expect("a layout");
        assert_eq!((layout.separator, layout.header, layout.phone), (b';', true, 0));
        assert_eq!(layout.columns, ["Telephone", "Jina", "Kituo"]);
        assert_eq!(encoding(&layout.encoding).decode(b"Caf\xe9").0, "Café");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_column() {
        let layout = layout_of("\u{feff}mobile,name\n03001234567,Ali\n".as_bytes(), None, "PK").expect("a layout");
        assert_eq!(layout.columns, ["mobile", "name"]);
    }

    #[test]
    fn a_plain_list_has_no_header() {
        let layout = layout_of(b"923001234567\n+92 300 1234567,\n0300-1234567;\n", None, "PK").expect("a layout");
        assert_eq!((layout.header, layout.phone), (false, 0));
    }

    #[test]
    fn the_column_of_numbers_is_found_or_asked_for() {
        let content = b"id,name,guardian mobile\n1,Ali,03001234567\n2,Sara,03001234568\n";
        assert_eq!(layout_of(content, None, "PK").expect("a layout").phone, 2);
        assert_eq!(
            layout_of(content, Some("Guardian Mobile"), "PK")
                .expect("a layout")
                .phone,
            2
        );
        assert_eq!(layout_of(content, Some("#1"), "PK").expect("a layout").phone, 0);
        let fault = layout_of(content, Some("mobile"), "PK").expect_err("no such column");
        assert!(fault.mend.contains("guardian mobile"), "{fault}");
    }

    #[test]
    fn what_is_no_table_is_refused_by_what_it_is() {
        for (content, word) in [
            (&b"PK\x03\x04rest"[..], "spreadsheet"),
            (&b"%PDF-1.7"[..], "PDF"),
            (&b"\x7fELF\0\0"[..], "not a text"),
            (&b""[..], "empty"),
            (&b"name,age\nAli,7\n"[..], "no column holds"),
        ] {
            let fault = layout_of(content, None, "PK").expect_err("refused");
            assert!(fault.fault.contains(word), "{fault}");
        }
    }
}
