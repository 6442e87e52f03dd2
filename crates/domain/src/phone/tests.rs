//! Every row of `testdata/phone.csv`, the faults by name, and what must hold for any text.

use proptest::prelude::*;

use super::*;

const ROWS: &str = include_str!("../../../../testdata/phone.csv");

#[derive(serde::Deserialize)]
struct Row {
    input: String,
    default_region: String,
    e164_or_empty: String,
    region: String,
}

/// Rows where Tuma differs by design: the library reads letters as keypad digits, Tuma refuses them.
const REFUSED_BY_DESIGN: [(&str, PhoneFault); 2] = [
    ("1-800-FLOWERS", PhoneFault::Letters),
    ("+254 722 OOO OOO", PhoneFault::Letters),
];

fn rows() -> Vec<Row> {
    csv::Reader::from_reader(ROWS.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("phone.csv has the four columns")
}

#[test]
fn every_row_of_the_vectors_is_read_as_the_library_reads_it() {
    let rows = rows();
    assert_eq!(rows.len(), 495);
    let mut differences = Vec::new();
    for row in &rows {
        let parsed = PhoneNumber::parse(&row.input, &row.default_region);
        let by_design = REFUSED_BY_DESIGN.iter().find(|(input, _)| *input == row.input);
        let as_expected = match (by_design, &parsed) {
            (Some((_, fault)), _) => parsed.as_ref().err() == Some(fault),
            (None, Ok(number)) => number.e164() == row.e164_or_empty && number.country() == country_of(row),
            (None, Err(_)) => row.e164_or_empty.is_empty(),
        };
        if !as_expected {
            let got = parsed.map(|number| (number.e164().to_owned(), number.country()));
            differences.push(format!(
                "{:?} in {:?}: {got:?}, not {:?}",
                row.input, row.default_region, row.e164_or_empty
            ));
        }
    }
    assert!(
        differences.is_empty(),
        "{} rows differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn country_of(row: &Row) -> [u8; 2] {
    row.region.as_bytes().try_into().unwrap_or(*b"ZZ")
}

#[test]
fn each_fault_is_named_by_its_cause() {
    let cases = [
        ("", "KE", PhoneFault::Empty),
        (" \u{a0}\t", "KE", PhoneFault::Empty),
        ("O722000000", "KE", PhoneFault::Letters),
        ("n/a", "KE", PhoneFault::Letters),
        ("+254 722 000 000 Mama Njeri", "KE", PhoneFault::Letters),
        ("+254722000000 x", "KE", PhoneFault::Letters),
        ("9.23006E+11", "PK", PhoneFault::Spreadsheet),
        ("9,23006e+11", "PK", PhoneFault::Spreadsheet),
        ("2E11", "PK", PhoneFault::Spreadsheet),
        ("923006123456.0", "PK", PhoneFault::Spreadsheet),
        ("+254722000000;+254733000000", "", PhoneFault::TwoNumbers),
        ("0722000000;0733000000", "KE", PhoneFault::TwoNumbers),
        ("0722000000 / 0733000000", "KE", PhoneFault::TwoNumbers),
        ("0722000000\n0733000000", "KE", PhoneFault::TwoNumbers),
        ("0722 000 000 0733 000 000", "KE", PhoneFault::TooLong),
        ("0722000000", "", PhoneFault::NoCountry),
        ("0722000000", "QQ", PhoneFault::NoCountry),
        ("+999123456789", "KE", PhoneFault::UnknownCountry),
        ("*#", "KE", PhoneFault::NotANumber),
        ("071234", "KE", PhoneFault::TooShort),
        ("+92", "PK", PhoneFault::TooShort),
        ("+9230012345", "PK", PhoneFault::Unassigned),
        ("03001234567890", "PK", PhoneFault::TooLong),
        ("+25471212345", "KE", PhoneFault::Unassigned),
    ];
    for (input, region, fault) in cases {
        assert_eq!(
            PhoneNumber::parse(input, region).err(),
            Some(fault),
            "{input:?} in {region:?}"
        );
    }
}

#[test]
fn the_spellings_of_one_number_are_one_number() {
    let spellings = [
        "0712 345678",
        "712345678",
        "254712345678",
        "000254712345678",
        "+254 (0) 712-345-678",
        "tel:+254712345678",
        "TEL: 0712345678",
        "0712345678,",
        "0712-345678 ;",
        "'0712345678",
        "=\"0712345678\"",
        "0712345678 ext. 12",
        "0712345678x12",
        "٠٧١٢٣٤٥٦٧٨",
    ];
    for spelling in spellings {
        let number = PhoneNumber::parse(spelling, "ke").map(|number| number.e164().to_owned());
        assert_eq!(number.as_deref(), Ok("+254712345678"), "{spelling}");
    }
}

#[test]
fn a_number_prints_masked_and_faults_never_repeat_it() {
    let number = PhoneNumber::parse("+254712345678", "").expect("a Kenyan number");
    assert_eq!(
        format!("{number}|{number:?}|{}", number.masked()),
        ["+254•••••678"; 3].join("|")
    );
    let fault = PhoneNumber::parse("+2547123456789", "")
        .expect_err("too long")
        .into_fault("to");
    assert_eq!(fault.field, "to");
    assert!(!fault.to_string().contains("7123456"), "{fault}");
}

#[test]
fn a_mask_hides_at_least_four_characters_of_any_address() {
    let cases = [
        ("+12015550123", "+120•••••123"),
        ("+2902345", "+2•••••45"),
        ("20880", "•••••"),
        ("", "•••••"),
        ("+", "+•••••"),
        ("محمد", "•••••"),
    ];
    for (address, masked) in cases {
        assert_eq!(mask(address), masked);
    }
}

#[test]
fn regions_are_those_with_numbers() {
    assert_eq!(
        Region::parse("ke").map(|region| region.as_str().to_owned()).as_deref(),
        Some("KE")
    );
    for code in ["", "K", "KEN", "QQ", "ZZ", "001", "é", "1A"] {
        assert!(!is_region(code), "{code}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>(), region in "[A-Z]{0,3}") {
        if let Ok(number) = PhoneNumber::parse(&text, &region) {
            prop_assert!(is_e164(number.e164()));
        }
    }

    #[test]
    fn what_looks_like_a_number_never_panics_either(text in "[+0-9 ()./,;x#*eE-]{0,40}") {
        let _ = PhoneNumber::parse(&text, "PK");
    }

    #[test]
    fn a_parsed_number_parses_to_itself_in_every_region(subscriber in 700_000_000u32..799_999_999, region in "(KE|PK|US|DE|)") {
        if let Ok(number) = PhoneNumber::parse(&format!("0{subscriber}"), "KE") {
            prop_assert_eq!(PhoneNumber::parse(number.e164(), &region), Ok(number));
        }
    }
}
