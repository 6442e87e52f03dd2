//! `tuma doctor`, with each fault that can be made: named with its mend, exit 1; nothing is changed by looking.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use doubles::generic::Generic;
use doubles::{Answer, Double};
use serde_json::Value;
use store::DatabaseUrl;
use testkit::{MailServer, on_postgres};

use super::cli::demo;
use super::server::{Machine, json_of};

/// What it found, and its exit code.
async fn looked(machine: &Machine) -> (Vec<Value>, Option<i32>) {
    let ended = machine.tuma.run(&["doctor", "--json"]).await;
    let said = json_of(&ended);
    let found = said["findings"].as_array().expect("findings").clone();
    assert_eq!(said["ok"] == true, ended.code == Some(0), "{said}");
    for one in &found {
        assert_eq!(one["state"] == "ok", one["mend"].is_null(), "{one}");
    }
    (found, ended.code)
}

/// The findings about `subject`, as `state: says`.
fn about(found: &[Value], subject: &str) -> Vec<String> {
    let those = found.iter().filter(|one| one["subject"] == subject);
    those
        .map(|one| {
            format!(
                "{}: {}",
                one["state"].as_str().unwrap_or(""),
                one["says"].as_str().unwrap_or("")
            )
        })
        .collect()
}

/// Exactly one fault, about `subject`, which says `part`.
fn only_fault(found: &[Value], subject: &str, part: &str) {
    let faults: Vec<_> = found.iter().filter(|one| one["state"] == "fault").collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0]["subject"], subject, "{faults:?}");
    assert!(faults[0]["says"].as_str().expect("a text").contains(part), "{faults:?}");
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("its mode is set");
}

/// A machine whose demo was there and has ended: a database, keys, a provider.
async fn stopped() -> Machine {
    let (machine, server) = demo().await;
    server.child.terminate();
    assert_eq!(server.child.ended().await.code, Some(0));
    machine
}

#[tokio::test]
async fn it_finds_nothing_at_fault_before_the_first_start_and_makes_nothing() {
    let machine = Machine::new().await;
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(0), "{found:?}");
    assert!(!machine.folder.path().join("data").exists());
    if !on_postgres() {
        assert_eq!(
            about(&found, "database"),
            ["ok: is not there yet; the first start makes it"]
        );
    }
    assert!(about(&found, "mail")[0].starts_with("warning: goes into files"));
}

#[tokio::test]
async fn it_works_beside_a_running_server_and_without_one() {
    let (machine, server) = demo().await;
    is_well(&machine).await;
    server.child.terminate();
    assert_eq!(server.child.ended().await.code, Some(0));
    is_well(&machine).await;
}

async fn is_well(machine: &Machine) {
    let (found, code) = looked(machine).await;
    assert_eq!(code, Some(0), "{found:?}");
    let provider = about(&found, "provider");
    assert!(
        provider.len() == 1 && provider[0].starts_with("ok: simulator"),
        "{provider:?}"
    );
    assert_eq!(about(&found, "durability"), ["ok: a commit is on disk when it returns"]);
    assert!(about(&found, "database")[0].starts_with("ok: "), "{found:?}");
    let words = machine.tuma.run(&["doctor"]).await;
    assert_eq!(words.code, Some(0));
    assert!(
        words.stdout.contains("database") && !words.stdout.contains("FAULT"),
        "{}",
        words.stdout
    );
}

#[tokio::test]
async fn a_setting_that_is_wrong_is_named_and_nothing_else_is_looked_at() {
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_ENGINE__POLL_MS", "soon");
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "configuration", "engine.poll_ms");
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_a_fault_and_its_password_is_not_shown() {
    let mut machine = Machine::new().await;
    let url = "postgres://tuma:hunter2@127.0.0.1:1/tuma";
    machine.tuma = machine.tuma.clone().with("TUMA_DATABASE_URL", url);
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "database", "cannot be used");
    assert!(!format!("{found:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_database_of_a_newer_binary_is_a_fault_and_stays_as_it_is() {
    let machine = stopped().await;
    let newer = "INSERT INTO schema_version (version) VALUES (999)";
    machine.database.change(newer).await;
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "database", "version 999");
}

#[tokio::test]
async fn a_database_file_that_is_none_is_a_fault() {
    let machine = stopped().await;
    let DatabaseUrl::Sqlite(file) = machine.database.url() else {
        return;
    };
    fs::write(file, "this was a database").expect("written");
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "database", "cannot be used");
}

/// Adds a provider of Infobip whose API is at `url`.
async fn add_carrier(machine: &Machine, url: &str) {
    let settings = format!("{{\"baseUrl\":\"{url}\",\"apiKey\":\"k\"}}");
    let words = [
        "provider",
        "add",
        "--name",
        "carrier",
        "--adapter",
        "infobip",
        "--settings",
        &settings,
    ];
    machine.json(&words).await;
}

#[tokio::test]
async fn a_carrier_that_cannot_be_reached_is_a_fault() {
    let machine = stopped().await;
    add_carrier(&machine, "http://127.0.0.1:1").await;
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1), "{found:?}");
    only_fault(&found, "provider", "carrier (infobip) does not work");
}

#[tokio::test]
async fn a_clock_that_is_off_a_carriers_is_a_fault() {
    let machine = stopped().await;
    let long_ago = Answer::text(200, "").with_header("date", "Thu, 01 Jan 2015 00:00:00 GMT");
    let carrier = Double::local(Generic::default().with("/", long_ago))
        .await
        .expect("a carrier");
    add_carrier(&machine, &carrier.url()).await;
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    let clock = about(&found, "clock");
    let last = clock.last().expect("a finding about the clock");
    assert!(
        last.starts_with("fault: ") && last.ends_with("ahead of carrier"),
        "{clock:?}"
    );
}

#[tokio::test]
async fn secrets_that_others_may_read_or_that_are_gone_are_faults() {
    let machine = stopped().await;
    let keys = machine.folder.path().join("data/secret.keys");
    set_mode(&keys, 0o644);
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "secrets", "(mode 644)");
    set_mode(&keys, 0o600);
    set_mode(&machine.folder.path().join("data"), 0o755);
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(0));
    assert!(about(&found, "files")[0].starts_with("warning: "), "{found:?}");
    if on_postgres() {
        return;
    }
    fs::remove_file(&keys).expect("removed");
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "secrets", "is gone");
    assert!(!keys.exists(), "looking made new keys");
}

#[tokio::test]
async fn an_address_that_another_program_has_is_a_fault() {
    let mut machine = Machine::new().await;
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = other.local_addr().expect("its address").to_string();
    machine.tuma = machine.tuma.clone().with("TUMA_SMPP_LISTEN", &taken);
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "smpp_listen", "used by another program");
    machine.tuma = machine.tuma.clone().with("TUMA_SMPP_LISTEN", "192.0.2.1:2775");
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "smpp_listen", "cannot be listened on");
}

#[tokio::test]
async fn a_data_directory_that_is_a_file_is_a_fault() {
    let mut machine = Machine::new().await;
    let file = machine.folder.path().join("file");
    fs::write(&file, "x").expect("written");
    let database = machine.folder.path().join("elsewhere.db");
    machine.tuma = machine.tuma.clone().with("TUMA_DATA_DIR", "file");
    if !on_postgres() {
        machine.tuma = machine
            .tuma
            .clone()
            .with("TUMA_DATABASE_URL", format!("sqlite://{}", database.display()));
    }
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "files", "it is no folder");
}

#[tokio::test]
async fn a_mail_server_is_spoken_to_and_given_nothing() {
    let mut machine = Machine::new().await;
    let server = MailServer::start().await;
    machine.tuma = machine.tuma.clone().with("TUMA_MAIL__TRANSPORT", "smtp");
    machine.tuma = machine.tuma.clone().with("TUMA_MAIL__SMTP_URL", server.url());
    let (found, code) = looked(&machine).await;
    assert_eq!(
        (about(&found, "mail"), code),
        (vec!["ok: the server takes us".to_owned()], Some(0))
    );
    assert!(server.taken().is_empty());
    let gone = "smtp://amina:hunter2@127.0.0.1:1";
    machine.tuma = machine.tuma.clone().with("TUMA_MAIL__SMTP_URL", gone);
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(1));
    only_fault(&found, "mail", "could not be reached");
    assert!(!format!("{found:?}").contains("hunter2"));
}

#[tokio::test]
async fn what_is_good_for_a_trial_alone_is_a_warning() {
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_HTTP__ALLOW_PRIVATE", "true");
    machine.tuma = machine.tuma.clone().with("TUMA_PUBLIC_URL", "http://sms.example.org");
    let (found, code) = looked(&machine).await;
    assert_eq!(code, Some(0));
    assert!(about(&found, "http.allow_private")[0].starts_with("warning: "));
    assert!(about(&found, "public_url")[0].starts_with("warning: is not https"));
}
