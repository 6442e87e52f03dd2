//! The configuration: compiled-in defaults, then a file, then `TUMA_*` variables; the later one wins.
//!
//! Unknown keys are refused with the closest known one, wherever they stand. Secrets may be read from a file and are
//! masked by their type. What the settings are is in `config/settings.rs`; no other module reads the environment.

mod database;
mod secret;
mod settings;
mod unknown;

use std::path::Path;

use domain::Fault;
use figment::Figment;
use figment::providers::{Env, Format, Toml};

pub use database::Database;
pub use secret::Secret;
pub use settings::{Demo, Log, LogFormat, MailTransport, Secrets, Settings};

use crate::failure::Failure;

/// The defaults with an explanation of each, as shipped.
pub const DEFAULT_TOML: &str = include_str!("../tuma.default.toml");
/// The file that is read where none is named, if it is there.
pub const DEFAULT_FILE: &str = "tuma.toml";

const PREFIX: &str = "TUMA_";
/// Variables with the prefix that are not settings: they belong to the command line's clients.
const NOT_SETTINGS: &[&str] = &["url", "api_key", "config"];
/// Variables that the project's own tests and benchmarks read.
const TEST_PREFIXES: &[&str] = &["test_", "bench_"];

/// The configuration as read: the settings and where each came from.
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    figment: Figment,
}

/// Reads `file` (or `./tuma.toml` where it is there) and the environment over the defaults.
pub fn load(file: Option<&Path>) -> Result<Loaded, Failure> {
    let mut figment = Figment::from(Toml::string(DEFAULT_TOML));
    figment = match file {
        Some(path) if !path.is_file() => {
            return Err(Failure::usage(format!(
                "there is no configuration file {}",
                path.display()
            )));
        }
        Some(path) => figment.merge(Toml::file_exact(path)),
        None if Path::new(DEFAULT_FILE).is_file() => figment.merge(Toml::file_exact(DEFAULT_FILE)),
        None => figment,
    };
    read(figment.merge(environment()))
}

/// The settings, loaded and checked: what every command but `config` starts with.
pub fn load_checked(file: Option<&Path>) -> Result<Settings, Failure> {
    let settings = load(file)?.settings;
    let faults = settings.faults();
    if faults.is_empty() {
        Ok(settings)
    } else {
        Err(bad(faults))
    }
}

/// The failure that names these settings.
pub fn bad(faults: Vec<Fault>) -> Failure {
    Failure::usage("the configuration is wrong").with(faults)
}

impl Loaded {
    /// Where the setting `key` (`engine.poll_ms`) comes from: `default`, a file, or a variable.
    pub fn source_of(&self, key: &str) -> String {
        source_of(&self.figment, key)
    }
}

fn environment() -> Env {
    Env::prefixed(PREFIX)
        .filter(|key| {
            let key = key.as_str().to_ascii_lowercase();
            !NOT_SETTINGS.contains(&key.as_str()) && !TEST_PREFIXES.iter().any(|prefix| key.starts_with(prefix))
        })
        .split("__")
}

fn read(figment: Figment) -> Result<Loaded, Failure> {
    let unknown = unknown::faults(&figment)?;
    if !unknown.is_empty() {
        return Err(bad(unknown));
    }
    let mut settings: Settings = figment.extract().map_err(|error| bad(type_faults(&figment, error)))?;
    settings.payments.read_files()?;
    settings.sign_in.read_files()?;
    database::read_secret_files(&mut settings)?;
    Ok(Loaded { settings, figment })
}

/// Wrong types, one fault a key. The value found is left out: it may be a secret.
fn type_faults(figment: &Figment, errors: figment::Error) -> Vec<Fault> {
    errors
        .into_iter()
        .map(|error| {
            let key = error.path.join(".");
            let place = source_of(figment, &key);
            let (fault, mend) = type_fault(&error.kind);
            Fault::new(key, format!("{fault} (in {place})"), mend)
        })
        .collect()
}

fn type_fault(kind: &figment::error::Kind) -> (String, String) {
    use figment::error::Kind;
    match kind {
        Kind::InvalidType(_, expected) => ("has the wrong type".to_owned(), format!("give {expected}")),
        Kind::InvalidValue(_, expected) => ("has a value out of range".to_owned(), format!("give {expected}")),
        Kind::UnknownVariant(_, known) => (
            "is none of the known words".to_owned(),
            format!("one of {}", known.join(", ")),
        ),
        Kind::Message(message) => (
            format!("cannot be read: {message}"),
            "see `tuma config show`".to_owned(),
        ),
        other => (format!("cannot be read: {other}"), "see `tuma config show`".to_owned()),
    }
}

fn source_of(figment: &Figment, key: &str) -> String {
    use figment::Source;
    let Some(metadata) = figment.find_metadata(key) else {
        return "default".to_owned();
    };
    match &metadata.source {
        Some(Source::File(path)) => path.display().to_string(),
        _ if metadata.name.contains("environment") => variable_of(key),
        _ => "default".to_owned(),
    }
}

/// The variable that sets `key`.
pub fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_ascii_uppercase())
}

#[cfg(test)]
mod tests;
