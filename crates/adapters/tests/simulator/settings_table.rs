//! The tables of settings in `docs/simulator.md` against the configurations' own keys and defaults.

use std::collections::BTreeMap;

use adapters::simulator::{Config, RemoteConfig};
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../../../docs/simulator.md");

#[test]
fn every_setting_of_the_carrier_is_documented_with_its_default() {
    let settings = settings(&serde_json::to_value(Config::default()).unwrap());
    assert_same(&settings, &documented("| `seed` |"));
}

#[test]
fn every_setting_of_a_connection_is_documented_with_its_default() {
    let mut settings = settings(&serde_json::to_value(RemoteConfig::new("", "tuma")).unwrap());
    settings.insert("connect".to_owned(), Value::Null);
    assert_same(&settings, &documented("| `connect` |"));
}

/// The documented default stands in back quotes; a setting without one is described in words.
fn assert_same(settings: &BTreeMap<String, Value>, documented: &BTreeMap<String, String>) {
    assert_eq!(
        settings.keys().collect::<Vec<_>>(),
        documented.keys().collect::<Vec<_>>()
    );
    for (key, default) in settings {
        if default.is_null() {
            assert!(!documented[key].starts_with('`'), "{key} has no fixed default");
        } else {
            assert_eq!(documented[key], format!("`{default}`"), "{key}");
        }
    }
}

fn settings(config: &Value) -> BTreeMap<String, Value> {
    let mut settings = BTreeMap::new();
    for (key, value) in config.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(table) => settings.extend(
                table
                    .iter()
                    .map(|(inner, value)| (format!("{key}.{inner}"), value.clone())),
            ),
            None => {
                settings.insert(key.clone(), value.clone());
            }
        }
    }
    settings
}

/// The rows of the table whose first row starts so: key and default.
fn documented(first_row: &str) -> BTreeMap<String, String> {
    let rows = DOCUMENT
        .lines()
        .skip_while(|line| !line.starts_with(first_row))
        .take_while(|line| line.starts_with('|'));
    let cells = |row: &str| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let key = cells.next().unwrap_or_default().trim_matches('`').to_owned();
        (key, cells.next().unwrap_or_default().to_owned())
    };
    rows.map(cells).collect()
}
