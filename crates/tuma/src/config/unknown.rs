//! Keys that nobody knows: each is refused with where it stands and the closest known one.
//!
//! A misspelt setting would otherwise be silently ignored, and a server would run with a limit that nobody meant.

use std::collections::BTreeSet;

use domain::Fault;
use figment::Figment;
use figment::providers::{Format, Toml};
use figment::value::{Dict, Value};

use super::{DEFAULT_TOML, bad, source_of, type_faults};
use crate::failure::Failure;

/// Words further apart than this are not offered as what was meant.
const CLOSE: f64 = 0.6;

/// A fault for every key of `figment` that the defaults do not have.
pub(super) fn faults(figment: &Figment) -> Result<Vec<Fault>, Failure> {
    let known = known_keys();
    let all: Dict = figment.extract().map_err(|error| bad(type_faults(figment, error)))?;
    let mut keys = BTreeSet::new();
    collect("", &all, &mut keys);
    let strange = keys
        .iter()
        .filter(|key| !known.contains(*key) && !is_section(key, &known));
    Ok(strange.map(|key| fault(figment, key, &known)).collect())
}

/// Every setting's key, dotted.
pub(super) fn known_keys() -> BTreeSet<String> {
    let defaults: Dict = Figment::from(Toml::string(DEFAULT_TOML))
        .extract()
        .expect("the defaults are compiled in and tested");
    let mut keys = BTreeSet::new();
    collect("", &defaults, &mut keys);
    keys
}

fn collect(prefix: &str, dict: &Dict, into: &mut BTreeSet<String>) {
    for (name, value) in dict {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            Value::Dict(_, inner) if !inner.is_empty() => collect(&key, inner, into),
            _ => {
                into.insert(key);
            }
        }
    }
}

/// Whether `key` names a whole section; a plain value there is a wrong type, which is said when it is read.
fn is_section(key: &str, known: &BTreeSet<String>) -> bool {
    let prefix = format!("{key}.");
    known.iter().any(|one| one.starts_with(&prefix))
}

fn fault(figment: &Figment, key: &str, known: &BTreeSet<String>) -> Fault {
    let place = source_of(figment, key);
    let mend = match closest(key, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "remove it; `tuma config show` lists all settings".to_owned(),
    };
    Fault::new(key, format!("is not a setting (in {place})"), mend)
}

fn closest<'a>(key: &str, known: &'a BTreeSet<String>) -> Option<&'a str> {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    let likeness = |one: &str| {
        // The right word in the wrong section is meant as well.
        strsim::normalized_damerau_levenshtein(key, one)
            .max(strsim::normalized_damerau_levenshtein(&last(key), &last(one)))
    };
    let scored = known
        .iter()
        .map(|one| (likeness(one), one.as_str()))
        .filter(|(score, _)| *score >= CLOSE);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, one)| one)
}
