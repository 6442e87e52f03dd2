//! The settings: every fault is found and named, and none shows a value.

use adapters::catalog::kind;
use adapters::http::Guard;
use serde_json::{Value, json};

use crate::stage::config;

fn faults(settings: Value, allow_private: bool) -> Vec<String> {
    let kind = kind("smpp").expect("it is in the catalog");
    assert_eq!(
        (kind.title, kind.secrets, kind.window),
        ("SMPP", &["password"][..], 500)
    );
    let faults = (kind.check)(&config(2775, settings), Guard::new(allow_private));
    let shown = format!("{faults:?}");
    assert!(!shown.contains("s3cr3t"), "{shown}");
    faults.into_iter().map(|fault| fault.field).collect()
}

/// Checks that each of these settings has faults in exactly these fields.
fn all_named(cases: &[(Value, &[&str])]) {
    for (settings, fields) in cases {
        let mut found = faults(settings.clone(), true);
        let mut expected: Vec<String> = fields.iter().map(|&field| field.to_owned()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{settings}");
    }
}

#[test]
fn every_fault_of_the_link_is_named() {
    let none: &[&str] = &[];
    all_named(&[
        (json!({}), none),
        (
            json!({ "binds": [{ "mode": "transceiver", "count": 4 }], "window": 100 }),
            none,
        ),
        (json!({ "host": "" }), &["host"][..]),
        (json!({ "host": "smpp://smsc.example.org" }), &["host"]),
        (
            json!({ "systemId": "a system id too long", "password": "s3cr3t s3cr3t" }),
            &["systemId", "password"],
        ),
        (json!({ "password": "s3cr3tü" }), &["password"]),
        (json!({ "passwrd": "s3cr3t" }), &["passwrd"]),
        (json!({ "password": ["s3cr3t"] }), &["password"]),
        (json!({ "port": 0 }), &["port"]),
        (json!({ "port": 70_000 }), &["port"]),
        (json!({ "binds": [{ "mode": "receiver" }] }), &["binds"]),
        (
            json!({ "binds": [{ "mode": "transceiver", "count": 0 }] }),
            &["binds[0].count", "binds"],
        ),
        (
            json!({ "binds": [{ "mode": "transceiver", "count": 20 }, { "mode": "receiver", "count": 20 }] }),
            &["binds"],
        ),
        (json!({ "binds": [{ "mode": "both" }] }), &["binds[0].mode"]),
        (json!({ "version": "3.3" }), &["version"]),
        (
            json!({ "window": 0, "responseTimeoutSeconds": 0 }),
            &["window", "responseTimeoutSeconds"],
        ),
        (
            json!({ "reconnectMinMs": 5_000, "reconnectMaxMs": 1_000 }),
            &["reconnectMaxMs"],
        ),
        (json!({ "tls": "maybe" }), &["tls"]),
        (json!({ "tls": "on", "tlsCa": "s3cr3t" }), &["tlsCa"]),
        (json!({ "tls": "on", "tlsServerName": "no name" }), &["tlsServerName"]),
    ]);
}

#[test]
fn every_fault_of_what_is_sent_and_read_is_named() {
    let none: &[&str] = &[];
    all_named(&[
        (json!({ "longMessages": "cut" }), &["longMessages"][..]),
        (json!({ "inboundDataCoding": { "0": "latin1", "1": "gsm7" } }), none),
        (
            json!({ "inboundDataCoding": { "1": "gsm7Packed" } }),
            &["inboundDataCoding.1"],
        ),
        (
            json!({ "inboundDataCoding": { "2": "gsm7" } }),
            &["inboundDataCoding.2"],
        ),
        (
            json!({ "sourceTon": "s3cr3t", "destNpi": 256 }),
            &["destNpi", "sourceTon"],
        ),
        (json!({ "sourceTon": "auto" }), none),
        (json!({ "senders": ["a name too long"] }), &["senders[0]"]),
        (json!({ "priority": { "otp": 4 } }), &["priority.otp"]),
        (json!({ "registeredDelivery": 32 }), &["registeredDelivery"]),
        (json!({ "serviceType": "TOOLONG" }), &["serviceType"]),
        (
            json!({ "dlt": { "entityId": "", "tags": { "templateId": "0x10000" } } }),
            &["dlt.entityId", "dlt.tags.templateId"],
        ),
        (
            json!({ "statusMap": { "0x45": "retry", "0": "retry" } }),
            &["statusMap"],
        ),
        (json!({ "statusMap": { "0x45": "later" } }), &["statusMap.0x45"]),
        (json!({ "utcOffsetMinutes": 900 }), &["utcOffsetMinutes"]),
    ]);
}

#[test]
fn a_private_address_is_refused_unless_the_operator_allows_it() {
    for host in ["127.0.0.1", "10.0.0.1", "::1", "localhost"] {
        assert_eq!(faults(json!({ "host": host }), false), ["host"], "{host}");
        assert!(faults(json!({ "host": host }), true).is_empty(), "{host}");
    }
    assert!(faults(json!({ "host": "smsc.example.org" }), false).is_empty());
}
