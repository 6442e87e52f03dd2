//! Every command_status of the standard, answered to a submit_sm, and what comes of the message.

use doubles::smsc::{Misbehaviour, SmscSettings};
use serde_json::json;

use crate::carrier::said;
use crate::stage::{Stage, words};

/// Refused for good.
const PERMANENT: &[u32] = &[
    0x01, 0x02, 0x03, 0x06, 0x07, 0x0C, 0x11, 0x13, 0x15, 0x33, 0x34, 0x40, 0x42, 0x43, 0x44, 0x45, 0x54, 0x55, 0x61,
    0x62, 0x63, 0x65, 0x66, 0x67, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xFE, 0x100, 0x101, 0x103, 0x104, 0x107, 0x108, 0x109,
    0x10A, 0x10B, 0x10C, 0x10D, 0x10E, 0x10F, 0x110, 0x111, 0x112,
];
/// The phone's number, its type or its subunit.
const NUMBER: &[u32] = &[0x0B, 0x50, 0x51, 0x106];
/// The sender, its type or its subunit.
const SENDER: &[u32] = &[0x0A, 0x48, 0x49, 0x105];
/// May work another time, the vendors' own codes and those of no standard among them.
const RETRY: &[u32] = &[
    0x04, 0x05, 0x08, 0x0D, 0x0E, 0x0F, 0x53, 0x64, 0x102, 0xFF, 0x4A, 0x400, 0x4FF,
];
/// Too many.
const BUSY: &[u32] = &[0x14, 0x58];

#[tokio::test]
async fn every_status_of_the_standard_has_its_outcome() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    let groups = [
        (PERMANENT, "rejected Refused ", ""),
        (NUMBER, "rejected InvalidNumber ", ""),
        (SENDER, "unroutable Sender ", ""),
        (RETRY, "retry ", ""),
        (BUSY, "retry ", " pause 100ms"),
    ];
    for (codes, before, after) in groups {
        for code in codes {
            stage.smsc.misbehave(Misbehaviour::Refuse(*code));
            let outcome = stage.send_one("hello").await;
            assert_eq!(said(&outcome), format!("{before}{code:#04x}{after}"));
            assert!(words(&outcome).starts_with("the SMSC answered "), "{outcome:?}");
        }
    }
    assert!(stage.smsc.taken().is_empty());
    stage.send_until_taken("hello").await;
    assert_eq!(stage.smsc.taken().len(), 1);
}

#[tokio::test]
async fn a_providers_own_word_on_a_code_counts_more_than_the_standards() {
    let map = json!({
        "0x45": "retry", "1025": "invalidNumber", "0x402": "throttled", "0x403": "permanent", "0x404": "optedOut",
        "0x405": "sender", "0x406": "route", "0x407": "account",
    });
    let stage = Stage::start(SmscSettings::default(), json!({ "statusMap": map })).await;
    for (code, expected) in [
        (0x45, "retry 0x45"),
        (0x401, "rejected InvalidNumber 0x401"),
        (0x402, "retry 0x402 pause 100ms"),
        (0x403, "rejected Refused 0x403"),
        (0x404, "rejected OptedOut 0x404"),
        (0x405, "unroutable Sender 0x405"),
        (0x406, "unroutable Route 0x406"),
        (0x407, "unroutable Account 0x407"),
        (0x408, "retry 0x408"),
        (0x58, "retry 0x58 pause 100ms"),
    ] {
        stage.smsc.misbehave(Misbehaviour::Refuse(code));
        assert_eq!(said(&stage.send_one("hello").await), expected);
    }
}
