//! The settings of one account of Infobip: read, checked, and never printed.

use domain::Fault;
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde_json::Value;

use super::signature::{Gate, Signature};
use crate::http::HttpClient;
use crate::http::verify::Verify;
use crate::senders::Senders;
use crate::settings;

/// The messages of one call unless the settings say otherwise; the carrier publishes no limit.
const DEFAULT_CHUNK: u32 = 100;
/// The most messages of one call that may be set.
const MAX_CHUNK: u32 = 1_000;
/// How long the carrier's log is given to show a message that it took, seconds.
const DEFAULT_LOG_DELAY_SECONDS: u32 = 10;
/// The longest such time that may be set.
const MAX_LOG_DELAY_SECONDS: u32 = 300;
/// The longest entity or application id that the carrier takes, characters.
const MAX_PLATFORM_ID_CHARS: usize = 255;

/// Settings as they are written.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Written {
    base_url: String,
    api_key: Option<String>,
    username: Option<String>,
    password: Option<String>,
    from_number: Option<String>,
    senders: Vec<String>,
    pub public_url: Option<String>,
    intermediate_reports: bool,
    validity: Option<bool>,
    chunk: Option<u32>,
    log_delay_seconds: Option<u32>,
    entity_id: Option<String>,
    application_id: Option<String>,
    pub verify: Verify,
    pub signature: Signature,
    pub webhook_secret: Option<String>,
    pub webhook_user: Option<String>,
    pub webhook_password: Option<String>,
}

/// How requests say who asks.
enum Login {
    Key(String),
    Basic(String, String),
}

/// Settings that were read; without `Debug`, since they hold credentials.
pub(super) struct Settings {
    pub senders: Senders,
    /// Where reports of each message are sent, with the credentials of mode `basic` in it; `None` leaves it to the
    /// account's own subscription.
    pub report_url: Option<String>,
    pub intermediate_reports: bool,
    /// Whether the carrier is told when a message is no longer worth delivering.
    pub validity: bool,
    pub chunk: usize,
    pub log_delay: std::time::Duration,
    pub entity_id: Option<String>,
    pub application_id: Option<String>,
    pub gate: Gate,
    login: Login,
    base_url: String,
}

impl Settings {
    /// Reads `config`; `check_url` tells whether a URL may be called.
    pub fn read(config: &Value, check_url: &dyn Fn(&str, &str) -> Result<(), Fault>) -> (Self, Vec<Fault>) {
        let (mut written, mut faults) = settings::read::<Written>(config);
        let mend = "copy the account's own URL from the carrier's portal, such as https://abc123.api.infobip.com";
        settings::require("baseUrl", &written.base_url, mend, &mut faults);
        if !written.base_url.is_empty() {
            faults.extend(check_url("baseUrl", &written.base_url).err());
        }
        let login = login(&mut written, &mut faults);
        let chunk = written.chunk.unwrap_or(DEFAULT_CHUNK);
        settings::within("chunk", chunk, 1..=MAX_CHUNK, &mut faults);
        let log_delay = written.log_delay_seconds.unwrap_or(DEFAULT_LOG_DELAY_SECONDS);
        settings::within("logDelaySeconds", log_delay, 0..=MAX_LOG_DELAY_SECONDS, &mut faults);
        for (field, id) in [
            ("entityId", &written.entity_id),
            ("applicationId", &written.application_id),
        ] {
            if id
                .as_ref()
                .is_some_and(|id| id.is_empty() || id.chars().count() > MAX_PLATFORM_ID_CHARS)
            {
                let fault = format!("is empty or longer than {MAX_PLATFORM_ID_CHARS} characters");
                faults.push(Fault::new(
                    field,
                    fault,
                    "copy it from the carrier's portal, or leave it out",
                ));
            }
        }
        let from_number = ("fromNumber", written.from_number.as_deref());
        let senders = Senders::read(from_number, &written.senders, &mut faults);
        let (gate, report_url) = Gate::read(&written, &mut faults);
        let settings = Self {
            senders,
            report_url,
            intermediate_reports: written.intermediate_reports,
            validity: written.validity.unwrap_or(true),
            chunk: chunk as usize,
            log_delay: std::time::Duration::from_secs(log_delay.into()),
            entity_id: written.entity_id,
            application_id: written.application_id,
            gate,
            login,
            base_url: written.base_url,
        };
        (settings, faults)
    }

    /// Begins a `POST` to `path`, signed in.
    pub fn post(&self, http: &HttpClient, path: &str) -> RequestBuilder {
        self.request(http, Method::POST, path)
    }

    /// Begins a `GET` of `path`, signed in.
    pub fn get(&self, http: &HttpClient, path: &str) -> RequestBuilder {
        self.request(http, Method::GET, path)
    }

    /// What must not be in any reason.
    pub fn secrets(&self) -> Vec<&str> {
        match &self.login {
            Login::Key(key) => vec![key],
            Login::Basic(user, password) => vec![user, password],
        }
    }

    fn request(&self, http: &HttpClient, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.base_url.trim_end_matches('/'));
        let request = http.request(method, &url).header("Accept", "application/json");
        match &self.login {
            Login::Key(key) => request.header("Authorization", format!("App {key}")),
            Login::Basic(user, password) => request.basic_auth(user, Some(password)),
        }
    }
}

fn login(written: &mut Written, faults: &mut Vec<Fault>) -> Login {
    let given = |text: &mut Option<String>| text.take().filter(|text| !text.is_empty());
    let login = (
        given(&mut written.api_key),
        given(&mut written.username),
        given(&mut written.password),
    );
    match login {
        (Some(key), None, None) => Login::Key(key),
        (None, Some(user), Some(password)) => Login::Basic(user, password),
        (None, None, None) => {
            let mend = "make an API key in the carrier's portal, or give username and password";
            faults.push(Fault::new("apiKey", "is missing", mend));
            Login::Key(String::new())
        }
        (None, user, _) => {
            let field = if user.is_none() { "username" } else { "password" };
            faults.push(Fault::new(
                field,
                "is missing",
                "give both username and password, or an apiKey alone",
            ));
            Login::Key(String::new())
        }
        (Some(_), ..) => {
            let mend = "leave username and password out, or the apiKey";
            faults.push(Fault::new("apiKey", "is given beside a user name or a password", mend));
            Login::Key(String::new())
        }
    }
}
