//! `tuma config`: says whether the configuration is good, or prints it as it stands with the source of each value.

use serde_json::{Map, Value, json};

use crate::cli::{ConfigAction, ConfigArgs};
use crate::config::{self, Loaded};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Runs `tuma config`.
pub fn run(args: ConfigArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        ConfigAction::Check => {
            config::load_checked(config)?;
            output.answer(&json!({ "ok": true }), "the configuration is good");
        }
        ConfigAction::Show => {
            let loaded = config::load(config)?;
            output.answer(&show_json(&loaded), &show_text(&loaded));
        }
    }
    Ok(Exit::Done)
}

/// The settings as the file would have them; secrets are masked by their type.
fn settings(loaded: &Loaded) -> Map<String, Value> {
    match serde_json::to_value(&loaded.settings) {
        Ok(Value::Object(settings)) => settings,
        _ => unreachable!("settings are a struct of plain values"),
    }
}

fn show_json(loaded: &Loaded) -> Value {
    let settings = settings(loaded);
    let mut sources = Map::new();
    for (name, value) in &settings {
        match value {
            Value::Object(section) => {
                let keys = section.keys().map(|key| format!("{name}.{key}"));
                sources.extend(keys.map(|key| (key.clone(), loaded.source_of(&key).into())));
            }
            _ => {
                sources.insert(name.clone(), loaded.source_of(name).into());
            }
        }
    }
    json!({ "settings": settings, "sources": sources })
}

fn show_text(loaded: &Loaded) -> String {
    let settings = settings(loaded);
    let mut plain = Vec::new();
    let mut sections = Vec::new();
    for (name, value) in &settings {
        match value {
            Value::Object(section) => {
                sections.push(format!("\n[{name}]"));
                sections.extend(
                    section
                        .iter()
                        .map(|(key, value)| line(loaded, &format!("{name}."), key, value)),
                );
            }
            _ => plain.push(line(loaded, "", name, value)),
        }
    }
    plain.extend(sections);
    plain.join("\n")
}

/// A line of the file, with a remark where the value is not the default.
fn line(loaded: &Loaded, prefix: &str, key: &str, value: &Value) -> String {
    let source = loaded.source_of(&format!("{prefix}{key}"));
    // TOML writes texts and numbers as JSON does.
    if source == "default" {
        format!("{key} = {value}")
    } else {
        format!("{key} = {value}  # {source}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::result_large_err, reason = "figment's test harness fixes the error type")]
    fn what_is_shown_masks_secrets_names_sources_and_can_be_read_again() {
        figment::Jail::expect_with(|jail| {
            jail.clear_env();
            jail.create_file("tuma.toml", "[engine]\npoll_ms = 7")?;
            jail.set_env("TUMA_DATABASE_URL", "postgres://tuma:hunter2@db/tuma");
            let loaded = config::load(None).unwrap_or_else(|failure| panic!("{failure:?}"));
            let text = show_text(&loaded);
            assert!(
                text.contains(r#"database_url = "postgres://tuma:***@db/tuma"  # TUMA_DATABASE_URL"#),
                "{text}"
            );
            assert!(text.contains("poll_ms = 7  # "), "{text}");
            assert!(!text.contains("hunter2") && !show_json(&loaded).to_string().contains("hunter2"));
            let again: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(again["engine"]["poll_ms"].as_integer(), Some(7));
            Ok(())
        });
    }
}
