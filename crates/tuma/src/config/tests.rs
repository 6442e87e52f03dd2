//! The defaults say what the code says, every setting is documented, and mistakes are named.

use figment::providers::Serialized;

use super::*;

const MANUAL: &str = include_str!("../../../../docs/configuration.md");

fn defaults() -> Figment {
    Figment::from(Toml::string(DEFAULT_TOML))
}

fn with(toml: &str) -> Result<Loaded, Failure> {
    read(defaults().merge(Toml::string(toml)))
}

fn faults(toml: &str) -> Vec<Fault> {
    with(toml).err().expect("refused").faults
}

#[test]
fn the_shipped_file_says_what_the_code_says() {
    let shipped = read(defaults()).expect("the shipped file").settings;
    assert_eq!(shipped, Settings::default());
    assert_eq!(shipped.faults(), []);
    let in_code = Figment::from(Serialized::defaults(Settings::default()));
    let dict: figment::value::Dict = in_code.extract().expect("settings");
    for key in unknown::known_keys() {
        assert!(
            in_code.find_value(&key).is_ok(),
            "{key} is in the file but not in the code"
        );
    }
    assert_eq!(dict.len(), 23);
}

#[test]
fn every_setting_is_in_the_manual() {
    for key in unknown::known_keys() {
        assert!(
            MANUAL.contains(&format!("`{key}`")),
            "docs/configuration.md does not explain `{key}`"
        );
    }
}

#[test]
#[allow(clippy::result_large_err, reason = "figment's test harness fixes the error type")]
fn an_issuer_is_a_table_of_its_own_or_comes_from_the_environment() {
    figment::Jail::expect_with(|jail| {
        jail.clear_env();
        jail.create_file("secret", "hunter2\n")?;
        let issuer = "name = \"google\"\nissuer = \"https://accounts.google.com\"\nclient_id = \"tuma\"";
        let toml = format!("[[sign_in.oidc]]\n{issuer}\nclient_secret_file = \"secret\"");
        let loaded = with(&toml).unwrap_or_else(|failure| panic!("{failure:?}"));
        let oidc = &loaded.settings.sign_in.oidc;
        assert_eq!((oidc.len(), oidc[0].client_secret.expose()), (1, "hunter2"));
        assert!(loaded.settings.faults().is_empty() && !format!("{oidc:?}").contains("hunter2"));
        let misspelt = faults(&format!("[[sign_in.oidc]]\n{issuer}\nclient_sekret = \"hunter2\""));
        assert_eq!(misspelt.len(), 1);
        let said = misspelt[0].to_string();
        assert!(said.contains("client_sekret") && !said.contains("hunter2"), "{said}");
        jail.set_env(
            "TUMA_SIGN_IN__OIDC",
            r#"[{name="google",issuer="https://accounts.google.com",client_id="tuma",client_secret="hunter3"}]"#,
        );
        let loaded = load(None).unwrap_or_else(|failure| panic!("{failure:?}"));
        assert_eq!(loaded.settings.sign_in.oidc[0].client_secret.expose(), "hunter3");
        Ok(())
    });
}

#[test]
fn an_unknown_key_is_refused_with_the_closest_one() {
    let found = faults("[engine]\nmax_retrys = 1");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].field, "engine.max_retrys");
    assert!(found[0].mend.contains("`engine.max_retries`"), "{}", found[0].mend);

    let misplaced = faults("max_retries = 1");
    assert!(
        misplaced[0].mend.contains("`engine.max_retries`"),
        "{}",
        misplaced[0].mend
    );

    let strange = faults("xyzzy = 1\nlisten_on = \"a\"");
    assert_eq!(strange.len(), 2);
}

#[test]
fn a_wrong_type_names_the_key_and_never_the_value() {
    let found = faults("database_url = [\"hunter2\"]");
    assert_eq!(found[0].field, "database_url");
    assert!(!format!("{found:?}").contains("hunter2"));
    assert_eq!(faults("listen = \"nowhere\"")[0].field, "listen");
    assert_eq!(faults("engine = 3")[0].field, "engine");
    assert_eq!(faults("[log]\nformat = \"xml\"")[0].field, "log.format");
}

#[test]
fn values_out_of_bounds_are_named() {
    let settings = with("[engine]\npoll_ms = 0\nlease_ms = 1000\n[demo]\nregion = \"XX\"")
        .expect("types are right")
        .settings;
    let fields: Vec<String> = settings.faults().into_iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["engine.poll_ms", "demo.region", "engine.lease_margin_ms"]);

    let settings = with("smpp_listen = \"2775\"\n[smpp]\nsystem_id = \"\"\nmax_connections = 0")
        .expect("types are right")
        .settings;
    let fields: Vec<String> = settings.faults().into_iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["smpp.max_connections", "smpp_listen", "smpp.system_id"]);
}

#[test]
#[allow(clippy::result_large_err, reason = "figment's test harness fixes the error type")]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    figment::Jail::expect_with(|jail| {
        jail.clear_env();
        jail.create_file(
            "tuma.toml",
            "listen = \"127.0.0.1:1\"\n[engine]\npoll_ms = 7\nmax_retries = 1",
        )?;
        jail.set_env("TUMA_LISTEN", "127.0.0.1:2");
        jail.set_env("TUMA_ENGINE__MAX_RETRIES", "5");
        jail.set_env("TUMA_DATABASE_URL", "postgres://tuma:hunter2@db/tuma");
        jail.set_env("TUMA_API_KEY", "not a setting");
        jail.set_env("TUMA_TEST_DATABASE", "not a setting either");
        let loaded = load(None).unwrap_or_else(|failure| panic!("{failure:?}"));
        let settings = &loaded.settings;
        assert_eq!(settings.listen.port(), 2);
        assert_eq!((settings.engine.poll_ms, settings.engine.max_retries), (7, 5));
        assert_eq!(settings.database_url.expose(), "postgres://tuma:hunter2@db/tuma");
        assert!(!format!("{settings:?}").contains("hunter2"));
        assert_eq!(loaded.source_of("listen"), "TUMA_LISTEN");
        assert!(loaded.source_of("engine.poll_ms").ends_with("tuma.toml"));
        assert_eq!(loaded.source_of("engine.sweep_ms"), "default");
        Ok(())
    });
}

#[test]
#[allow(clippy::result_large_err, reason = "figment's test harness fixes the error type")]
fn an_unknown_variable_is_refused_by_its_name() {
    figment::Jail::expect_with(|jail| {
        jail.clear_env();
        jail.set_env("TUMA_ENGINE__POL_MS", "5");
        let failure = load(None).err().expect("refused");
        assert_eq!(failure.exit, crate::failure::Exit::Usage);
        assert!(
            failure.faults[0].fault.contains("TUMA_ENGINE__POL_MS"),
            "{:?}",
            failure.faults
        );
        assert!(
            failure.faults[0].mend.contains("`engine.poll_ms`"),
            "{:?}",
            failure.faults
        );
        Ok(())
    });
}

#[test]
#[allow(clippy::result_large_err, reason = "figment's test harness fixes the error type")]
fn the_database_url_may_come_from_a_file() {
    figment::Jail::expect_with(|jail| {
        jail.clear_env();
        jail.create_file("url", "postgres://tuma:hunter2@db/tuma\n")?;
        jail.set_env("TUMA_DATABASE_URL_FILE", "url");
        let loaded = load(None).unwrap_or_else(|failure| panic!("{failure:?}"));
        assert_eq!(loaded.settings.database_url.expose(), "postgres://tuma:hunter2@db/tuma");
        jail.set_env("TUMA_DATABASE_URL", "postgres://other");
        assert!(load(None).is_err());
        Ok(())
    });
}

#[test]
fn mail_that_cannot_go_is_named_without_its_password() {
    for (toml, field) in [
        ("transport = \"smtp\"", "mail.smtp_url"),
        ("transport = \"smtp\"\nsmtp_url = \"hunter2\"", "mail.smtp_url"),
        ("from = \"Tuma\"", "mail.from"),
    ] {
        let settings = with(&format!("[mail]\n{toml}")).expect("types are right").settings;
        let found = settings.faults();
        assert_eq!(found.len(), 1, "{toml}");
        assert_eq!(found[0].field, field);
        assert!(!format!("{found:?}").contains("hunter2"));
    }
    let good = with("[mail]\ntransport = \"smtp\"\nsmtp_url = \"smtps://tuma:hunter2@mail.example.org\"");
    let settings = good.expect("types are right").settings;
    assert_eq!(settings.faults(), []);
    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[test]
#[allow(clippy::result_large_err, reason = "figment's test harness fixes the error type")]
fn the_mail_servers_url_may_come_from_a_file() {
    figment::Jail::expect_with(|jail| {
        jail.clear_env();
        jail.create_file("url", "smtps://tuma:hunter2@mail.example.org\n")?;
        jail.set_env("TUMA_MAIL__SMTP_URL_FILE", "url");
        let loaded = load(None).unwrap_or_else(|failure| panic!("{failure:?}"));
        let url = loaded.settings.mail.smtp_url.expose();
        assert_eq!(url, "smtps://tuma:hunter2@mail.example.org");
        Ok(())
    });
}
