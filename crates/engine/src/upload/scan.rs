//! Reads a file for its numbers, twice and never whole: once to see what it is and where its numbers stand, once to take
//! them.
//!
//! A column is one of numbers where at least half of its filled cells are numbers; so numbers are found wherever they
//! stand, several columns of them too, and a code or a date that happens to read like one is left alone.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use domain::Fault;
use domain::phone::PhoneNumber;
use encoding_rs::Encoding;
use store::{RowFault, RowFaultKind};

use crate::file::layout::{self, MAX_COLUMNS, clean, looks_like_number};
use crate::file::rows::{Decoded, MAX_ROW_BYTES, reader};
use crate::request::{MAX_FILE_ROWS, Refusal};

/// The most numbers that an answer lists.
const MAX_LISTED: usize = 10_000;
/// The most faults that an answer lists.
const MAX_FAULTS: usize = 100;
/// What no list of numbers has in it and pages that run something do.
const MALICIOUS: [&[u8]; 2] = [b"<script", b"javascript:"];
/// The longest of them.
const LONGEST: usize = 11;

/// What a file holds.
pub(super) struct Found {
    /// Different numbers.
    pub(super) numbers: usize,
    /// Numbers that came again.
    pub(super) duplicates: usize,
    /// Cells in columns of numbers that are none.
    pub(super) refused: usize,
    /// The first numbers.
    pub(super) first: Vec<String>,
    /// The first faults.
    pub(super) faults: Vec<RowFault>,
}

/// How one column looks.
#[derive(Clone, Copy, Default)]
struct ColumnCount {
    filled: usize,
    numbers: usize,
}

/// Writes the numbers of the file at `from` to `to`, one a line.
pub(super) fn scan(from: &Path, to: &Path, region: &str) -> Result<Found, Refusal> {
    let encoding = layout::detect_encoding(from).map_err(Refusal::of)?;
    let (separator, _) = layout::detect_separator(from, encoding).map_err(Refusal::of)?;
    let (header, columns) = look(from, encoding, separator, region).map_err(Refusal::of)?;
    let chosen = chosen(&columns).map_err(Refusal::of)?;
    take(from, (encoding, separator, header), &chosen, (to, region))
}

/// Whether there is a header, and how every column looks.
fn look(
    path: &Path,
    encoding: &'static Encoding,
    separator: u8,
    region: &str,
) -> Result<(bool, Vec<ColumnCount>), Fault> {
    let file = File::open(path).map_err(|_| layout::unreadable())?;
    let mut watched = Watched::new(Decoded::new(file, encoding));
    let mut records = reader(&mut watched, separator);
    let mut record = csv::StringRecord::new();
    let (mut header, mut columns, mut rows) = (false, Vec::new(), 0);
    while records.read_record(&mut record).map_err(|error| broken(&error))? {
        rows += 1;
        if rows == 1 {
            header = !record.iter().any(looks_like_number);
        }
        check_size(&record, rows)?;
        if rows == 1 && header {
            continue;
        }
        count(&record, &mut columns, region);
    }
    Ok((header, columns))
}

fn check_size(record: &csv::StringRecord, rows: i64) -> Result<(), Fault> {
    let (fault, mend) = if rows > MAX_FILE_ROWS {
        (
            format!("has more than {MAX_FILE_ROWS} rows"),
            "split it into smaller files",
        )
    } else if record.len() > MAX_COLUMNS {
        (format!("has {} columns", record.len()), "keep to 256 columns")
    } else if record.as_slice().len() > MAX_ROW_BYTES {
        (
            "has a row longer than 64 KiB".to_owned(),
            "look for a quote that is not closed",
        )
    } else {
        return Ok(());
    };
    Err(Fault::new("file", fault, mend))
}

fn count(record: &csv::StringRecord, columns: &mut Vec<ColumnCount>, region: &str) {
    if columns.len() < record.len() {
        columns.resize(record.len(), ColumnCount::default());
    }
    for (column, cell) in columns.iter_mut().zip(record) {
        let cell = clean(cell);
        if cell.is_empty() {
            continue;
        }
        column.filled += 1;
        column.numbers += usize::from(number(cell, region).is_some());
    }
}

/// The number in a cell. Dates and times read like numbers in some regions and are none.
fn number(cell: &str, region: &str) -> Option<PhoneNumber> {
    if !looks_like_number(cell) || is_date(cell) {
        return None;
    }
    PhoneNumber::parse(cell, region).ok()
}

/// `2026-03-01`, `1.3.2026`, `01/03/26`, with or without a time.
fn is_date(cell: &str) -> bool {
    let day = cell.split([' ', 'T']).next().unwrap_or(cell);
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let digits = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let small = |part: &str| part.len() <= 2;
    parts.len() == 3 && parts.iter().all(digits) && small(parts[1]) && (small(parts[0]) || small(parts[2]))
}

/// The columns that hold numbers; the one with most of them where none has more numbers than other things.
fn chosen(columns: &[ColumnCount]) -> Result<Vec<usize>, Fault> {
    let mostly = |column: &ColumnCount| column.numbers > 0 && column.numbers * 2 >= column.filled;
    let of_numbers: Vec<usize> = (0..columns.len()).filter(|index| mostly(&columns[*index])).collect();
    if !of_numbers.is_empty() {
        return Ok(of_numbers);
    }
    let most = (0..columns.len()).max_by_key(|index| (columns[*index].numbers, usize::MAX - index));
    match most.filter(|index| columns[*index].numbers > 0) {
        Some(index) => Ok(vec![index]),
        None => Err(Fault::new(
            "file",
            "has no phone numbers of this region in it",
            "write numbers with their country's code, such as +254712345678",
        )),
    }
}

fn take(
    path: &Path,
    (encoding, separator, header): (&'static Encoding, u8, bool),
    columns: &[usize],
    (to, region): (&Path, &str),
) -> Result<Found, Refusal> {
    let file = File::open(path).map_err(|_| Refusal::of(layout::unreadable()))?;
    let mut records = reader(Decoded::new(file, encoding), separator);
    let mut record = csv::StringRecord::new();
    let list = File::create_new(to).map_err(|error| unwritten(&error))?;
    let mut taking = Taking {
        list: BufWriter::new(list),
        seen: HashSet::new(),
        found: Found {
            numbers: 0,
            duplicates: 0,
            refused: 0,
            first: Vec::new(),
            faults: Vec::new(),
        },
    };
    let mut row = if header { -1 } else { 0 };
    while records
        .read_record(&mut record)
        .map_err(|error| Refusal::of(broken(&error)))?
    {
        row += 1;
        if row == 0 {
            continue;
        }
        for cell in columns.iter().filter_map(|index| record.get(*index)) {
            taking
                .take(row, clean(cell), region)
                .map_err(|error| unwritten(&error))?;
        }
    }
    taking.finish().map_err(|error| unwritten(&error))
}

/// What was taken so far.
struct Taking {
    list: BufWriter<File>,
    seen: HashSet<u64>,
    found: Found,
}

impl Taking {
    fn take(&mut self, row: i64, cell: &str, region: &str) -> io::Result<()> {
        if cell.is_empty() {
            return Ok(());
        }
        let number = match PhoneNumber::parse(cell, region) {
            Ok(number) => number,
            Err(fault) => {
                self.found.refused += 1;
                self.note(row, RowFaultKind::Refused, fault.into_fault("phone_number"));
                return Ok(());
            }
        };
        // E.164 has at most fifteen digits.
        if !self.seen.insert(number.e164()[1..].parse().unwrap_or_default()) {
            self.found.duplicates += 1;
            let fault = Fault::new("phone_number", "came before", "nothing to do: it is kept once");
            self.note(row, RowFaultKind::Duplicate, fault);
            return Ok(());
        }
        self.found.numbers += 1;
        if self.found.first.len() < MAX_LISTED {
            self.found.first.push(number.e164().to_owned());
        }
        writeln!(self.list, "{}", number.e164())
    }

    fn note(&mut self, row: i64, kind: RowFaultKind, fault: Fault) {
        if self.found.faults.len() < MAX_FAULTS {
            self.found.faults.push(RowFault { row, kind, fault });
        }
    }

    fn finish(self) -> io::Result<Found> {
        let list = self.list.into_inner().map_err(io::IntoInnerError::into_error)?;
        list.sync_all()?;
        Ok(self.found)
    }
}

/// Text on its way through, searched for what must not be in it.
struct Watched<R> {
    inner: R,
    /// The end of what passed, in lower case.
    tail: Vec<u8>,
}

impl<R: Read> Watched<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            tail: Vec::new(),
        }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(out)?;
        self.tail.extend(out[..length].iter().map(u8::to_ascii_lowercase));
        let hit = |needle: &&[u8]| self.tail.windows(needle.len()).any(|window| window == *needle);
        if MALICIOUS.iter().any(hit) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, Malicious));
        }
        let kept = self.tail.len().saturating_sub(LONGEST - 1);
        self.tail.drain(..kept);
        Ok(length)
    }
}

/// Something that a browser would run.
#[derive(Debug, thiserror::Error)]
#[error("malicious content")]
struct Malicious;

fn broken(error: &csv::Error) -> Fault {
    let malicious = match error.kind() {
        csv::ErrorKind::Io(error) => error.get_ref().is_some_and(|inner| inner.is::<Malicious>()),
        _ => false,
    };
    if malicious {
        let mend = "upload a plain list of numbers, without anything that a browser would run";
        return Fault::new("file", "has malicious content in it", mend);
    }
    layout::unreadable()
}

fn unwritten(error: &io::Error) -> Refusal {
    tracing::warn!(%error, "the spool folder cannot be written");
    Refusal::Unavailable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(content: &[u8]) -> Result<(Found, Vec<String>), Refusal> {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = (folder.path().join("in"), folder.path().join("out"));
        std::fs::write(&from, content).expect("written");
        let found = scan(&from, &to, "PK")?;
        let list = std::fs::read_to_string(&to).expect("a list");
        Ok((found, list.lines().map(str::to_owned).collect()))
    }

    fn fault(content: &[u8]) -> Fault {
        match scanned(content) {
            Err(Refusal::Invalid(mut faults)) => faults.remove(0),
            _ => panic!("it was not refused"),
        }
    }

    #[test]
    fn numbers_are_found_in_whatever_columns_they_stand() {
        let content = b"id,name,mobile,born,other mobile\n1,Ali,03001234567,2009-03-01,0300 1234568\n\
            2,Sara,+923001234569,2010-11-12,\n3,Omar,03001234567,2011-01-02,03001234570\n";
        let (found, list) = scanned(content).expect("numbers");
        assert_eq!(
            list,
            ["+923001234567", "+923001234568", "+923001234569", "+923001234570"]
        );
        assert_eq!((found.numbers, found.duplicates, found.refused), (4, 1, 0));
        assert_eq!(found.first, list);
    }

    #[test]
    fn a_plain_list_may_have_faults_in_it() {
        let (found, list) = scanned(b"03001234567\n12345678\n\n+92 300 1234568;\n").expect("numbers");
        assert_eq!(list, ["+923001234567", "+923001234568"]);
        assert_eq!(
            (found.refused, found.faults[0].row, found.faults[0].kind),
            (1, 2, RowFaultKind::Refused)
        );
        assert!(
            !found.faults[0].fault.fault.contains("12345678"),
            "{}",
            found.faults[0].fault
        );
    }

    #[test]
    fn dates_are_no_numbers() {
        for date in [
            "2026-03-01",
            "01.03.2026",
            "1/3/26",
            "2026-03-01 10:20:30",
            "2026-03-01T10:20",
        ] {
            assert!(is_date(date), "{date}");
        }
        for number in ["0300-123-4567", "0300 1234567", "042-35-761999", "+92-300-1234567"] {
            assert!(!is_date(number), "{number}");
        }
    }

    #[test]
    fn what_a_browser_would_run_is_refused_wherever_a_buffer_ends() {
        for word in ["<script>alert(1)</script>", "<SCRIPT src=x>", "JavaScript:alert(1)"] {
            for filler in [0, 10, 16 << 10, (16 << 10) - 5, (48 << 10) - 3] {
                let content = format!("03001234567,{}{word}\n", "x".repeat(filler));
                assert_eq!(
                    fault(content.as_bytes()).fault,
                    "has malicious content in it",
                    "{word} {filler}"
                );
            }
        }
        let utf16: Vec<u8> = "\u{feff}03001234567,<script>\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(fault(&utf16).fault, "has malicious content in it");
    }

    #[test]
    fn what_holds_no_numbers_is_refused_by_what_it_is() {
        for (content, word) in [
            (&b"name,age\nAli,7\n"[..], "no phone numbers"),
            (&b"PK\x03\x04rest"[..], "spreadsheet"),
            (&b"%PDF-1.7"[..], "PDF"),
            (&b""[..], "no phone numbers"),
        ] {
            let fault = fault(content);
            assert!(fault.fault.contains(word), "{fault}");
        }
        let wide = format!("03001234567{}\n", ",".repeat(300));
        assert!(fault(wide.as_bytes()).fault.contains("columns"));
        let long = format!("03001234567,\"{}\"\n", "x".repeat(MAX_ROW_BYTES));
        assert!(fault(long.as_bytes()).fault.contains("64 KiB"));
    }
}
