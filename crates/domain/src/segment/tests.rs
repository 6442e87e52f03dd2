//! Every row of `testdata/segments.csv` and `segments-disagreements.csv`, and the laws of counting and cutting.

use proptest::prelude::*;

use super::*;

const ROWS: &str = include_str!("../../../../testdata/segments.csv");
const DISAGREEMENTS: &str = include_str!("../../../../testdata/segments-disagreements.csv");

/// The first four columns of a file: the text, and what it takes.
fn rows(file: &str) -> Vec<(String, String, u16, u32)> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let read = |record: csv::StringRecord| {
        let text = serde_json::from_str(&record[0]).expect("a JSON string");
        let segments = record[2].parse().expect("a number of segments");
        (
            text,
            record[1].to_owned(),
            segments,
            record[3].parse().expect("a number of units"),
        )
    };
    reader
        .records()
        .map(|record| read(record.expect("a CSV row")))
        .collect()
}

#[test]
fn every_row_of_the_vectors_is_counted_and_cut_alike() {
    let (agreed, disputed) = (rows(ROWS), rows(DISAGREEMENTS));
    assert_eq!((agreed.len(), disputed.len()), (321, 8));
    for (text, encoding, segments, units) in agreed.into_iter().chain(disputed) {
        let counted = count(&text);
        assert_eq!(
            (counted.encoding.as_str(), counted.segments, counted.units),
            (&*encoding, segments, units),
            "{text:?}"
        );
        let cut = split(&text, Reference::Bits8(0)).expect("few segments");
        assert_eq!(cut.len(), usize::from(segments), "{text:?}");
    }
}

#[test]
fn the_rooms_are_those_of_the_standard() {
    let rooms = |encoding: Encoding| [0, 4, 6, 7, 9, 12, 10, 13].map(|header| encoding.room(header));
    assert_eq!(rooms(Encoding::Gsm7), [160, 155, 153, 152, 149, 146, 148, 145]);
    assert_eq!(rooms(Encoding::Ucs2), [70, 68, 67, 66, 65, 64, 65, 63]);
}

#[test]
fn what_is_left_counts_in_the_last_segment() {
    let left = |text: &str| (count(text).segments, count(text).units_left);
    assert_eq!(left(""), (1, 160));
    assert_eq!(left("€"), (1, 158));
    assert_eq!(left(&"a".repeat(160)), (1, 0));
    assert_eq!(left(&"a".repeat(161)), (2, 145));
    assert_eq!(left(&"a".repeat(306)), (2, 0));
    assert_eq!(left("ж"), (1, 69));
    assert_eq!(left(&"ж".repeat(71)), (2, 63));
    // An escape pair that would straddle the border leaves the first segment one short.
    assert_eq!(left(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), (3, 152));
}

#[test]
fn the_characters_that_force_ucs2_are_named_once_in_order() {
    assert_eq!(count("“Karibu” — “chai” ç").offending, ['“', '”', '—', 'ç']);
    assert!(count("Karibu {chai} €5").offending.is_empty());
    let many: String = ('\u{4E00}'..).take(80).collect();
    assert_eq!(count(&many).offending.len(), MAX_OFFENDING);
}

#[test]
fn segments_carry_the_header_of_the_standard() {
    let text = "a".repeat(400);
    let headers = |reference| -> Vec<Vec<u8>> {
        let segments = split(&text, reference).expect("three segments");
        segments
            .iter()
            .map(|segment| segment.header.as_bytes().to_vec())
            .collect()
    };
    assert_eq!(headers(Reference::Bits8(0xA7))[2], [5, 0, 3, 0xA7, 3, 3]);
    assert_eq!(headers(Reference::Bits16(0xBEEF))[0], [6, 8, 4, 0xBE, 0xEF, 3, 1]);
    let single = split("a", Reference::Bits8(1)).expect("one segment");
    assert!(single[0].header.is_empty());
}

#[test]
fn the_header_counts_to_255_and_no_further() {
    let most = "a".repeat(153 * MAX_SEGMENTS);
    let segments = split(&most, Reference::Bits8(0)).expect("exactly as many as fit");
    assert_eq!(segments[254].header.as_bytes(), [5, 0, 3, 0, 255, 255]);
    assert_eq!(
        split(&format!("{most}a"), Reference::Bits8(0)),
        Err(TooManySegments(256))
    );
    assert_eq!(count(&format!("{most}a")).segments, 256);
}

#[test]
fn a_segment_does_not_print_its_text() {
    let segments = split("secret", Reference::Bits8(0)).expect("one segment");
    assert_eq!(format!("{segments:?}"), "[Segment(6 GSM-7, header [])]");
}

/// Texts of plain letters, extension characters, letters outside the alphabet and surrogate pairs, mixed.
fn mixed_text() -> impl Strategy<Value = String> {
    prop_oneof!["[ab€{}]{0,700}", "[aé@^~]{0,500}", "[aж€😀]{0,300}", any::<String>()]
}

fn any_reference() -> impl Strategy<Value = Reference> {
    prop_oneof![
        any::<u8>().prop_map(Reference::Bits8),
        any::<u16>().prop_map(Reference::Bits16)
    ]
}

proptest! {
    #[test]
    fn the_parts_joined_are_the_text(text in mixed_text(), reference in any_reference()) {
        let segments = split(&text, reference).expect("at most 700 characters");
        let joined: String = segments.iter().map(|segment| segment.text).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn counting_and_cutting_agree(text in mixed_text()) {
        let counted = count(&text);
        let segments = split(&text, Reference::Bits8(9)).expect("at most 700 characters");
        prop_assert_eq!(segments.len(), usize::from(counted.segments));
        prop_assert_eq!(segments.iter().map(|segment| segment.units).sum::<u32>(), counted.units);
        let last = segments.last().expect("at least one");
        let room = counted.encoding.room(last.header.as_bytes().len() as u32);
        prop_assert_eq!(room - last.units, counted.units_left);
        prop_assert_eq!(counted.encoding == Encoding::Gsm7, counted.offending.is_empty());
    }

    #[test]
    fn each_part_fits_and_no_part_could_take_the_next_character(text in mixed_text(), reference in any_reference()) {
        let segments = split(&text, reference).expect("at most 700 characters");
        for pair in segments.windows(2) {
            let room = pair[0].encoding.room(reference.header_octets());
            let next = pair[1].text.chars().next().expect("no part is empty");
            prop_assert!(pair[0].units <= room && pair[0].units + pair[0].encoding.cost(next) > room);
        }
    }

    #[test]
    fn each_part_on_the_wire_takes_at_most_140_octets(text in mixed_text(), reference in any_reference()) {
        for segment in split(&text, reference).expect("at most 700 characters") {
            let header = segment.header.as_bytes().len();
            let body = match segment.encoding {
                Encoding::Gsm7 => {
                    let septets = gsm7::encode(segment.text).expect("counted as GSM-7");
                    gsm7::packing::pack(&septets, gsm7::packing::fill_bits(header)).len()
                }
                Encoding::Ucs2 => crate::ucs2::encode(segment.text).len(),
            };
            prop_assert!(header + body <= 140, "{} octets", header + body);
        }
    }
}
