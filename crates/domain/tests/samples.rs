//! The sample files of `testdata/`: which of their numbers can be used, and why the others cannot.
//!
//! The counts are facts of the files. How files are read (encoding, separator, header) is the API's to test.

use std::collections::{BTreeMap, BTreeSet};

use domain::PhoneNumber;

const FEES: &[u8] = include_bytes!("../../../testdata/fees-lahore.csv");
const PASSENGERS: &[u8] = include_bytes!("../../../testdata/passengers-nairobi.csv");
const PARENTS: &str = include_str!("../../../testdata/parents.txt");

/// The fields parsed, counted: usable, distinct among them, and refused by the fault's code.
fn tally<'a>(fields: impl Iterator<Item = &'a str>, region: &str) -> (usize, usize, BTreeMap<&'static str, usize>) {
    let mut usable = 0;
    let mut distinct = BTreeSet::new();
    let mut refused = BTreeMap::new();
    for field in fields {
        match PhoneNumber::parse(field, region) {
            Ok(number) => {
                usable += 1;
                distinct.insert(number.e164_arc());
            }
            Err(fault) => *refused.entry(fault.code()).or_default() += 1,
        }
    }
    (usable, distinct.len(), refused)
}

/// The first column of a file with a header.
fn first_column(file: &[u8], delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(file);
    reader
        .byte_records()
        .map(|record| String::from_utf8(record.expect("a CSV row")[0].to_vec()).expect("numbers are ASCII"))
        .collect()
}

#[test]
fn the_schools_file_has_the_faults_its_readme_names() {
    let numbers = first_column(FEES, b',');
    let (usable, distinct, refused) = tally(numbers.iter().map(String::as_str), "PK");
    assert_eq!((usable, distinct), (9_891, 9_690));
    let expected = [
        ("empty", 14),       // nothing
        ("letters", 24),     // n/a and 0300-ABC1234
        ("spreadsheet", 10), // 9.23006E+11
        ("too_long", 12),    // 12345678901234567890
        ("too_short", 32),   // 0300 and +92
        ("unassigned", 17),  // +9230012345
    ];
    assert_eq!(refused, BTreeMap::from(expected));
}

#[test]
fn the_bus_operators_file_is_usable_whole() {
    let numbers = first_column(PASSENGERS, b';');
    let (usable, distinct, refused) = tally(numbers.iter().map(String::as_str), "KE");
    assert_eq!((usable, distinct, refused), (1_200, 1_200, BTreeMap::new()));
}

#[test]
fn the_parents_list_reads_through_its_line_ends_and_commas() {
    let (usable, distinct, refused) = tally(PARENTS.lines().flat_map(|line| line.split('\r')), "PK");
    assert_eq!((usable, distinct, refused), (3_000, 3_000, BTreeMap::new()));
}
