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
    add_sources(loaded, "", &settings, &mut sources);
    json!({ "settings": settings, "sources": sources })
}

/// Where every setting below `prefix` comes from, by its dotted key.
fn add_sources(loaded: &Loaded, prefix: &str, section: &Map<String, Value>, sources: &mut Map<String, Value>) {
    for (name, value) in section {
        let key = format!("{prefix}{name}");
        match value {
            Value::Object(below) => add_sources(loaded, &format!("{key}."), below, sources),
            _ => {
                let source = loaded.source_of(&key).into();
                sources.insert(key, source);
            }
        }
    }
}

fn show_text(loaded: &Loaded) -> String {
    let mut lines = Vec::new();
    add_lines(loaded, "", &settings(loaded), &mut lines);
    lines.join("\n")
}

/// The lines of a section, its own settings before the sections below it.
fn add_lines(loaded: &Loaded, prefix: &str, section: &Map<String, Value>, lines: &mut Vec<String>) {
    let plain = section.iter().filter(|(_, value)| !value.is_object());
    lines.extend(plain.map(|(key, value)| line(loaded, prefix, key, value)));
    for (name, value) in section {
        if let Value::Object(below) = value {
            let key = format!("{prefix}{name}");
            lines.push(format!("\n[{key}]"));
            add_lines(loaded, &format!("{key}."), below, lines);
        }
    }
}

/// A line of the file, with a remark where the value is not the default.
fn line(loaded: &Loaded, prefix: &str, key: &str, value: &Value) -> String {
    let source = loaded.source_of(&format!("{prefix}{key}"));
    let value = inline(value);
    if source == "default" {
        format!("{key} = {value}")
    } else {
        format!("{key} = {value}  # {source}")
    }
}

/// A value on one line. TOML writes texts and numbers as JSON does, tables otherwise.
fn inline(value: &Value) -> String {
    match value {
        Value::Array(all) => format!("[{}]", all.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(table) => {
            let pairs = table.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
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
            let issuer =
                "name = \"house\"\nissuer = \"https://i.example\"\nclient_id = \"t\"\nclient_secret = \"hunter2\"";
            let file = format!("[engine]\npoll_ms = 7\n[[sign_in.oidc]]\n{issuer}\n[sign_in.ldap]\nstart_tls = true");
            jail.create_file("tuma.toml", &file)?;
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
            let sign_in = &again["sign_in"];
            assert_eq!(sign_in["oidc"][0]["client_secret"].as_str(), Some("***"));
            assert_eq!(sign_in["ldap"]["start_tls"].as_bool(), Some(true));
            let sources = &show_json(&loaded)["sources"];
            assert_eq!(sources["sign_in.ldap.url"], "default");
            Ok(())
        });
    }
}
