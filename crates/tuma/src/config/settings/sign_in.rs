//! The settings of signing in elsewhere: OpenID Connect issuers, and a directory over LDAP (`sign_in/ldap.rs`).
//!
//! What would let in more people than somebody meant is refused: newcomers of an issuer that vouches for addresses of any
//! domain, addresses that nobody has verified, an owner's role for whoever comes.

mod ldap;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use adapters::http::Guard;
use domain::{Clock, Fault, Role};
use identity::{Issuer, IssuerSettings, Trust};
use serde::{Deserialize, Serialize};
use tenancy::{Admits, IssuerWay, SignInWays};

use crate::config::{Secret, bad};
use crate::failure::Failure;

pub use ldap::Ldap;

/// The longest name of an issuer in paths.
const MAX_NAME: usize = 32;

/// Signing in elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Certificate authorities beside the system's, PEM; empty for none.
    pub ca_file: PathBuf,
    /// How long a connection to an issuer or the directory may take.
    pub connect_timeout_ms: u64,
    /// How long one exchange with it may take.
    pub timeout_ms: u64,
    /// OpenID Connect issuers.
    pub oidc: Vec<Oidc>,
    /// The directory.
    pub ldap: Ldap,
}

/// One OpenID Connect issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Its name in paths and logs.
    pub name: String,
    /// Its name on the sign-in page; its name where it has none.
    #[serde(default)]
    pub title: String,
    /// Its URL, as it writes it itself.
    pub issuer: String,
    /// Whom it knows Tuma as.
    pub client_id: String,
    /// What proves it; empty for a public client.
    #[serde(default)]
    pub client_secret: Secret,
    /// A file that holds `client_secret`; empty for none.
    #[serde(default)]
    pub client_secret_file: PathBuf,
    /// What is asked for beside `openid`.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// Whether its addresses count though it does not say that it has verified them.
    #[serde(default)]
    pub email_is_verified: bool,
    /// The domains of addresses that it may vouch for; all where there are none.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Where newcomers get a place, by slug; empty for nowhere.
    #[serde(default)]
    pub organization: String,
    /// What newcomers are there.
    #[serde(default)]
    pub role: String,
}

fn usual_scopes() -> Vec<String> {
    ["email", "profile"].map(str::to_owned).to_vec()
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            ca_file: PathBuf::new(),
            connect_timeout_ms: 3_000,
            timeout_ms: 5_000,
            oidc: Vec::new(),
            ldap: Ldap::default(),
        }
    }
}

impl SignIn {
    /// Reads the secrets that are in files.
    pub fn read_files(&mut self) -> Result<(), Failure> {
        for (at, oidc) in self.oidc.iter_mut().enumerate() {
            let key = format!("sign_in.oidc.{at}.client_secret_file");
            super::secret_file::read(&mut oidc.client_secret, &oidc.client_secret_file, &key)?;
        }
        let ldap = &mut self.ldap;
        let key = "sign_in.ldap.search_password_file";
        super::secret_file::read(&mut ldap.search_password, &ldap.search_password_file, key)
    }

    /// What is wrong with them.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.ldap.faults();
        for (at, oidc) in self.oidc.iter().enumerate() {
            let earlier = &self.oidc[..at];
            let twice = earlier.iter().any(|other| other.name == oidc.name);
            faults.extend(oidc.faults(&format!("sign_in.oidc.{at}"), twice));
            if earlier.iter().any(|other| other.issuer == oidc.issuer) {
                let mend = "name an issuer once: who somebody is there is kept under its URL";
                faults.push(Fault::new(format!("sign_in.oidc.{at}.issuer"), "is there twice", mend));
            }
        }
        faults
    }

    /// As tenancy takes them.
    pub fn ways(&self, clock: &Arc<dyn Clock>) -> Result<SignInWays, Failure> {
        let trust = self.trust()?;
        let spans = self.spans();
        let mut ways = SignInWays {
            issuers: Vec::with_capacity(self.oidc.len()),
            directory: self.ldap.way(&trust, spans)?,
        };
        for oidc in &self.oidc {
            ways.issuers.push(oidc.way(&trust, spans, Arc::clone(clock))?);
        }
        Ok(ways)
    }

    /// How long a connection and an exchange may take.
    fn spans(&self) -> (Duration, Duration) {
        let of = Duration::from_millis;
        (of(self.connect_timeout_ms), of(self.timeout_ms))
    }

    fn trust(&self) -> Result<Trust, Failure> {
        if self.ca_file.as_os_str().is_empty() {
            return Ok(Trust::default());
        }
        let fault = |fault: String| {
            let mend = "name a file of certificates in PEM that the server may read";
            bad(vec![Fault::new("sign_in.ca_file", fault, mend)])
        };
        let pem = std::fs::read(&self.ca_file).map_err(|error| fault(format!("cannot be read: {error}")))?;
        Trust::with(&pem).map_err(|error| fault(error.to_string()))
    }
}

impl Oidc {
    fn faults(&self, at: &str, twice: bool) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, fault: &str, mend: &str| {
            faults.push(Fault::new(format!("{at}.{field}"), fault, mend));
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.name.is_empty() || self.name.len() > MAX_NAME || !self.name.bytes().all(plain) {
            fault(
                "name",
                "is no name for a path",
                "use up to 32 small letters, digits and dashes",
            );
        } else if twice {
            fault("name", "is there twice", "give each issuer a name of its own");
        }
        if adapters::http::check_url("issuer", &self.issuer, Guard::new(true)).is_err() {
            fault(
                "issuer",
                "is no URL",
                "give it as the issuer does, such as https://accounts.google.com",
            );
        } else if !(self.issuer.starts_with("https://") || is_here(&self.issuer)) {
            fault(
                "issuer",
                "is not encrypted",
                "use https://; http:// is for an issuer on this machine",
            );
        }
        if self.client_id.is_empty() {
            fault(
                "client_id",
                "is empty",
                "register Tuma at the issuer, which then gives one",
            );
        }
        if self.email_is_verified && self.domains.is_empty() {
            let mend = "name the domains whose addresses the issuer gives out itself";
            fault("domains", "are missing beside email_is_verified", mend);
        }
        if !self.organization.is_empty() && self.domains.is_empty() {
            let mend = "name the domains of your people: whoever the issuer knows would get a place";
            fault("domains", "are missing beside organization", mend);
        }
        faults.extend(
            newcomers(&self.organization, &self.role)
                .map_err(|wrong| wrong.at(at))
                .err(),
        );
        faults
    }

    fn way(
        &self,
        trust: &Trust,
        (connect_timeout, timeout): (Duration, Duration),
        clock: Arc<dyn Clock>,
    ) -> Result<IssuerWay, Failure> {
        let secret = self.client_secret.expose();
        let settings = IssuerSettings {
            url: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: (!secret.is_empty()).then(|| secret.to_owned()),
            scopes: self.scopes.clone(),
            email_is_verified: self.email_is_verified,
            connect_timeout,
            timeout,
        };
        let issuer = Issuer::new(settings, trust, clock)
            .map_err(|error| Failure::failed(format!("the issuer {} cannot be set up: {error}", self.name)))?;
        let title = if self.title.is_empty() { &self.name } else { &self.title };
        Ok(IssuerWay {
            name: self.name.clone(),
            title: title.clone(),
            issuer,
            admits: admits(&self.domains, &self.organization, &self.role),
        })
    }
}

/// What is wrong with where newcomers go: the setting's own name, the fault, the mend.
struct Wrong(&'static str, &'static str, &'static str);

impl Wrong {
    fn at(self, section: &str) -> Fault {
        Fault::new(format!("{section}.{}", self.0), self.1, self.2)
    }
}

/// Where newcomers get a place and as what.
fn newcomers(organization: &str, role: &str) -> Result<Option<(String, Role)>, Wrong> {
    match (organization, role) {
        ("", "") => Ok(None),
        ("", _) => Err(Wrong(
            "organization",
            "is missing beside role",
            "name it by its slug, or leave both empty",
        )),
        (slug, role) => match Role::parse(role) {
            Some(Role::Owner) | None => {
                let mend = "give org_admin, operator, technician, customer_service or viewer";
                Err(Wrong("role", "is no role for newcomers", mend))
            }
            Some(role) => Ok(Some((slug.to_owned(), role))),
        },
    }
}

/// Whom a way lets in, of settings without faults.
fn admits(domains: &[String], organization: &str, role: &str) -> Admits {
    Admits {
        domains: domains.to_vec(),
        newcomers: newcomers(organization, role).unwrap_or(None),
    }
}

/// Whether a URL is of this machine.
fn is_here(url: &str) -> bool {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = authority.split(['/', '?']).next().unwrap_or("");
    if authority.contains('@') {
        return false;
    }
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(""),
        None => authority.split(':').next().unwrap_or(""),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn google() -> Oidc {
        Oidc {
            name: "google".to_owned(),
            title: String::new(),
            issuer: "https://accounts.google.com".to_owned(),
            client_id: "tuma".to_owned(),
            client_secret: Secret::new("hunter2"),
            client_secret_file: PathBuf::new(),
            scopes: usual_scopes(),
            email_is_verified: false,
            domains: Vec::new(),
            organization: String::new(),
            role: String::new(),
        }
    }

    fn fields(oidc: Vec<Oidc>) -> Vec<String> {
        let settings = SignIn {
            oidc,
            ..SignIn::default()
        };
        assert!(!format!("{settings:?}").contains("hunter2"));
        settings.faults().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn an_issuer_is_checked_before_anybody_signs_in_there() {
        assert!(fields(vec![google()]).is_empty());
        let with = |change: fn(&mut Oidc)| {
            let mut one = google();
            change(&mut one);
            fields(vec![one])
        };
        assert_eq!(with(|one| one.name = "Google!".to_owned()), ["sign_in.oidc.0.name"]);
        assert_eq!(
            with(|one| one.issuer = "accounts.google.com".to_owned()),
            ["sign_in.oidc.0.issuer"]
        );
        assert_eq!(
            with(|one| one.issuer = "http://issuer.example".to_owned()),
            ["sign_in.oidc.0.issuer"]
        );
        assert!(with(|one| one.issuer = "http://127.0.0.1:3000".to_owned()).is_empty());
        assert_eq!(with(|one| one.client_id.clear()), ["sign_in.oidc.0.client_id"]);
        assert_eq!(
            fields(vec![google(), google()]),
            ["sign_in.oidc.1.name", "sign_in.oidc.1.issuer"]
        );
    }

    #[test]
    fn nobody_is_let_in_whom_nobody_meant() {
        let with = |change: fn(&mut Oidc)| {
            let mut one = google();
            change(&mut one);
            fields(vec![one])
        };
        assert_eq!(with(|one| one.email_is_verified = true), ["sign_in.oidc.0.domains"]);
        let newcomers = |role: &str, domains: &[&str]| {
            let mut one = google();
            (one.organization, one.role) = ("acme".to_owned(), role.to_owned());
            one.domains = domains.iter().map(|domain| (*domain).to_owned()).collect();
            fields(vec![one])
        };
        assert_eq!(newcomers("viewer", &[]), ["sign_in.oidc.0.domains"]);
        assert!(newcomers("viewer", &["example.org"]).is_empty());
        for role in ["owner", "system_administrator", "king", ""] {
            assert_eq!(newcomers(role, &["example.org"]), ["sign_in.oidc.0.role"], "{role}");
        }
        assert_eq!(
            with(|one| one.role = "viewer".to_owned()),
            ["sign_in.oidc.0.organization"]
        );
    }

    #[test]
    fn only_this_machine_is_here() {
        for here in [
            "http://localhost:1",
            "http://127.0.0.1",
            "http://[::1]:8080/x",
            "ldap://127.9.9.9",
        ] {
            assert!(is_here(here), "{here}");
        }
        for other in [
            "http://localhost.evil.example",
            "http://10.0.0.1",
            "http://127.0.0.1@evil.example",
            "x",
        ] {
            assert!(!is_here(other), "{other}");
        }
    }
}
