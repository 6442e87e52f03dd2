//! Receipts by the book, as peers write them, and as nobody should.

use proptest::prelude::*;

use super::*;

/// 2026-11-21 01:52 and 01:53 UTC.
const SUBMITTED_MS: i64 = 1_795_225_920_000;
const DONE_MS: i64 = SUBMITTED_MS + 60_000;

fn by_the_book() -> String {
    format(&Written {
        id: "4f1c2d",
        state: State::Delivered,
        error: 0,
        submitted_ms: SUBMITTED_MS,
        done_ms: DONE_MS,
        text: "Hello from the clinic, this is longer",
    })
}

#[test]
fn a_receipt_is_written_by_the_book_and_read_back() {
    assert_eq!(
        by_the_book(),
        "id:4f1c2d sub:001 dlvrd:001 submit date:2611210152 done date:2611210153 stat:DELIVRD err:000 \
         text:Hello from the clini"
    );
    let receipt = parse(&by_the_book(), &Tlvs::new());
    assert_eq!(receipt.id.as_deref(), Some("4f1c2d"));
    assert_eq!(receipt.state, Some(State::Delivered));
    assert_eq!(receipt.error.as_deref(), Some("000"));
    assert_eq!((receipt.submitted_count, receipt.delivered_count), (Some(1), Some(1)));
    assert_eq!(
        (receipt.submitted_ms, receipt.done_ms),
        (Some(SUBMITTED_MS), Some(DONE_MS))
    );
}

#[test]
fn receipts_are_read_in_all_the_ways_peers_write_them() {
    for (text, id, state, error) in [
        (
            "ID:0123 SUB:001 DLVRD:001 STAT:DELIVRD ERR:000 TEXT:",
            "0123",
            State::Delivered,
            Some("000"),
        ),
        (
            "id: 0123  stat: UNDELIV   err: 1B ",
            "0123",
            State::Undeliverable,
            Some("1B"),
        ),
        ("stat:EXPIRED err:5 id:abc-def", "abc-def", State::Expired, Some("5")),
        ("id:1 stat:REJECTD text:id:2 stat:DELIVRD", "1", State::Rejected, None),
        (
            "id:1 submit date:2611210152 done date:261121015300 stat:Accepted err:",
            "1",
            State::Accepted,
            None,
        ),
        ("msgid:77,stat:UNKNOWN,err:9", "77", State::Unknown, Some("9")),
        ("id:1 id:2 stat:DELETED", "1", State::Deleted, None),
        (
            "id:1 sub:001 submitdate:20261121015200 stat:ENROUTE",
            "1",
            State::Enroute,
            None,
        ),
        ("id:1\r\nstatus:delivered\r\nerror:0", "1", State::Delivered, Some("0")),
    ] {
        let receipt = parse(text, &Tlvs::new());
        assert_eq!(receipt.id.as_deref(), Some(id), "{text}");
        assert_eq!(receipt.state, Some(state), "{text}");
        assert_eq!(receipt.error.as_deref(), error, "{text}");
    }
}

#[test]
fn what_is_no_receipt_yields_nothing() {
    for text in ["", "Hello", "paid: 500 valid:yes", "stat:", "id: "] {
        assert_eq!(parse(text, &Tlvs::new()), Receipt::default(), "{text}");
    }
}

#[test]
fn tlvs_win_over_the_text_and_may_be_the_only_source() {
    let tlvs = Tlvs::new()
        .with_c_string(tag::RECEIPTED_MESSAGE_ID, "ff")
        .with_u8(tag::MESSAGE_STATE, 5)
        .with(tag::NETWORK_ERROR_CODE, vec![3, 0, 1]);
    for text in ["", "id:255 stat:DELIVRD"] {
        let receipt = parse(text, &tlvs);
        assert_eq!(receipt.id.as_deref(), Some("ff"));
        assert_eq!(receipt.state, Some(State::Undeliverable));
        assert_eq!(receipt.network_error, Some((3, 1)));
    }
    let empty = Tlvs::new()
        .with(tag::RECEIPTED_MESSAGE_ID, vec![0])
        .with_u8(tag::MESSAGE_STATE, 200);
    let receipt = parse("id:255 stat:DELIVRD", &empty);
    assert_eq!(
        (receipt.id.as_deref(), receipt.state),
        (Some("255"), Some(State::Delivered))
    );
}

#[test]
fn the_message_type_is_told_by_its_bits() {
    for (esm_class, expected) in [
        (0x04, true),
        (0x44, true),
        (0x20, true),
        (0x00, false),
        (0x40, false),
        (0x08, false),
    ] {
        assert_eq!(is_receipt(esm_class), expected, "{esm_class:#04x}");
    }
}

#[test]
fn each_state_has_its_word_and_its_octet() {
    for (place, (state, word, _)) in STATES.iter().enumerate() {
        assert_eq!(*state as usize, place);
        assert_eq!((State::from_word(word), state.word()), (Some(*state), *word));
        assert_eq!(State::from_octet(place as u8), Some(*state));
    }
    assert!(!State::Accepted.is_final() && !State::Enroute.is_final() && State::Unknown.is_final());
}

#[test]
fn neither_the_text_nor_what_it_repeats_is_printed() {
    let receipt = parse("id:1 stat:DELIVRD text:secret", &Tlvs::new());
    assert!(!format!("{receipt:?}").contains("secret"));
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        let _ = parse(&text, &Tlvs::new());
    }

    #[test]
    fn keys_in_any_order_with_any_filling_never_panic(words in proptest::collection::vec("(id|SUB|dlvrd|submit date|done date|stat|err|text|é)?:? ?[a-z0-9é]{0,14}", 0..12)) {
        let _ = parse(&words.join(" "), &Tlvs::new());
    }
}
