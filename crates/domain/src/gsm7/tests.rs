//! Every row of `testdata/gsm7.csv` against the code and the national tables, and the decoding rules of `gsm7.md`.

use proptest::prelude::*;

use super::national::{Language, ShiftTable};
use super::*;

const ROWS: &str = include_str!("../../../../testdata/gsm7.csv");

#[derive(serde::Deserialize)]
struct Row {
    table: String,
    kind: String,
    language_id: u8,
    septet_hex: String,
    codepoint_hex: String,
    status: String,
}

impl Row {
    fn septet(&self) -> u8 {
        u8::from_str_radix(&self.septet_hex, 16).expect("a septet in hex")
    }

    /// The cell's character; `None` for an empty cell.
    fn character(&self) -> Option<char> {
        let code = u32::from_str_radix(&self.codepoint_hex, 16).expect("a code point in hex");
        (self.status == "assigned").then(|| char::from_u32(code).expect("a character"))
    }
}

fn rows() -> Vec<Row> {
    csv::Reader::from_reader(ROWS.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("gsm7.csv has the six columns")
}

#[test]
fn every_cell_of_the_default_alphabet_encodes_and_decodes() {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.table == "default").collect();
    assert_eq!(rows.len(), 127 + 10);
    for row in rows {
        let character = row.character().expect("no cell of the default alphabet is empty");
        let septets = match row.kind.as_str() {
            "locking" => vec![row.septet()],
            _ => vec![ESCAPE, row.septet()],
        };
        assert_eq!(encode(&character.to_string()), Ok(septets.clone()), "{character:?}");
        assert_eq!(decode(&septets), character.to_string());
        assert_eq!(cost(character), Some(septets.len() as u32));
    }
}

#[test]
fn every_cell_of_the_national_tables_is_as_listed() {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.table != "default").collect();
    assert_eq!(rows.len(), 2388);
    for row in &rows {
        let table = table_of(row);
        assert_eq!(
            table.character(row.septet()),
            row.character(),
            "{} {} {}",
            row.table,
            row.kind,
            row.septet_hex
        );
        if let Some(character) = row.character() {
            let lowest = rows
                .iter()
                .filter(|other| other.table == row.table && other.kind == row.kind);
            let lowest = lowest
                .filter(|other| other.character() == Some(character))
                .map(Row::septet)
                .min();
            assert_eq!(table.septet(character), lowest);
        }
    }
}

#[test]
fn the_national_tables_hold_no_cell_that_is_not_listed() {
    let listed = rows()
        .iter()
        .filter(|row| row.table != "default" && row.status == "assigned")
        .count();
    let tables = Language::ALL
        .into_iter()
        .flat_map(|language| [language.locking(), language.single()])
        .flatten();
    let held: usize = tables
        .map(|table| (0..=255).filter(|septet| table.character(*septet).is_some()).count())
        .sum();
    assert_eq!(held, listed);
    assert!(Language::Spanish.locking().is_none());
}

fn table_of(row: &Row) -> &'static ShiftTable {
    let language = Language::from_id(row.language_id).expect("a known language");
    assert_eq!(format!("{language:?}").to_lowercase(), row.table);
    let table = if row.kind == "locking" {
        language.locking()
    } else {
        language.single()
    };
    table.expect("a table for every row")
}

#[test]
fn what_a_handset_shows_for_odd_septets_is_shown() {
    let cases: [(&[u8], &str); 6] = [
        (&[ESCAPE, ESCAPE, 0x41], " A"),
        (&[0x41, ESCAPE], "A "),
        (&[ESCAPE, 0x41], "A"),
        (&[ESCAPE, 0x0D], "\r"),
        (&[0x00, 0x02, 0x24, 0x09], "@$¤Ç"),
        (&[0x41, 0x80, 0xFF], "A\u{FFFD}\u{FFFD}"),
    ];
    for (septets, text) in cases {
        assert_eq!(decode(septets), text, "{septets:02x?}");
    }
}

#[test]
fn what_the_alphabet_lacks_is_named() {
    for character in ['ç', '`', '\t', '\0', ESCAPE_CELL, 'á', 'ê', '’', 'Α', '\u{FF}', '😀'] {
        assert_eq!(encode(&format!("ok{character}ok")), Err(NotInAlphabet(character)));
        assert_eq!(cost(character), None);
    }
}

/// Texts of nothing but the alphabet's characters.
fn alphabet_text() -> impl Strategy<Value = String> {
    let main = MAIN.into_iter().filter(|character| *character != ESCAPE_CELL);
    let characters: Vec<char> = main.chain(EXTENSION.map(|(_, character)| character)).collect();
    proptest::collection::vec(proptest::sample::select(characters), 0..400).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn every_text_of_the_alphabet_survives(text in alphabet_text()) {
        let septets = encode(&text).expect("the alphabet's characters");
        prop_assert_eq!(septets.len() as u32, text.chars().filter_map(cost).sum::<u32>());
        prop_assert_eq!(decode(&septets), text.clone());
        let packed = packing::pack(&septets, 1);
        prop_assert_eq!(decode(&packing::unpack(&packed, septets.len(), 1)), text);
    }

    #[test]
    fn any_octets_decode_to_a_text(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(decode(&octets).chars().count() <= octets.len());
    }

    #[test]
    fn fitting_costing_and_encoding_agree(text in any::<String>()) {
        prop_assert_eq!(fits(&text), encode(&text).is_ok());
        prop_assert_eq!(fits(&text), text.chars().all(|character| cost(character).is_some()));
    }
}
