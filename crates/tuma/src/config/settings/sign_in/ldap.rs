//! The settings of a directory over LDAP; there is none while it has no URL.

use std::path::PathBuf;
use std::time::Duration;

use domain::Fault;
use identity::{Directory, DirectorySettings, Trust, is_filter};
use serde::{Deserialize, Serialize};
use tenancy::DirectoryWay;

use super::{admits, is_here, newcomers};
use crate::config::Secret;
use crate::failure::Failure;

/// A directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ldap {
    /// `ldaps://host` or `ldap://host`; empty for none.
    pub url: String,
    /// Whether a connection to `ldap://` is encrypted before anything is said.
    pub start_tls: bool,
    /// The name to bind with, with `{email}` or `{user}` in it; empty where it is searched for.
    pub bind_dn: String,
    /// Who searches; empty for nobody in particular.
    pub search_dn: String,
    /// The password of who searches.
    pub search_password: Secret,
    /// A file that holds `search_password`; empty for none.
    pub search_password_file: PathBuf,
    /// Below what people are searched.
    pub search_base: String,
    /// Who is searched, with `{email}` or `{user}` in it.
    pub search_filter: String,
    /// Where an entry has its addresses.
    pub email_attribute: String,
    /// Where an entry says how the person is called.
    pub name_attribute: String,
    /// Where an entry has what never changes.
    pub id_attribute: String,
    /// The domains of addresses that it may vouch for; all where there are none.
    pub domains: Vec<String>,
    /// Where newcomers get a place, by slug; empty for nowhere.
    pub organization: String,
    /// What newcomers are there.
    pub role: String,
    /// Whether people who have a password here may come in by the directory's too.
    pub link_existing: bool,
}

impl Default for Ldap {
    fn default() -> Self {
        Self {
            url: String::new(),
            start_tls: false,
            bind_dn: String::new(),
            search_dn: String::new(),
            search_password: Secret::default(),
            search_password_file: PathBuf::new(),
            search_base: String::new(),
            search_filter: "(mail={email})".to_owned(),
            email_attribute: "mail".to_owned(),
            name_attribute: "cn".to_owned(),
            id_attribute: "entryUUID".to_owned(),
            domains: Vec::new(),
            organization: String::new(),
            role: String::new(),
            link_existing: false,
        }
    }
}

/// Whether a template says where what was typed goes.
fn is_filled(template: &str) -> bool {
    ["{email}", "{user}"].iter().any(|name| template.contains(name))
}

impl Ldap {
    /// What is wrong with them.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.url.is_empty() {
            return faults;
        }
        let mut fault = |field: &str, fault: &str, mend: &str| {
            faults.push(Fault::new(format!("sign_in.ldap.{field}"), fault, mend));
        };
        match (self.url.split_once("://"), self.start_tls) {
            (Some(("ldaps", host)), false) if !host.is_empty() => {}
            (Some(("ldaps", _)), true) => {
                fault(
                    "start_tls",
                    "is set beside ldaps://",
                    "ldaps:// is encrypted already: set one of the two",
                );
            }
            (Some(("ldap", host)), true) if !host.is_empty() => {}
            (Some(("ldap", _)), false) if is_here(&self.url) => {}
            (Some(("ldap", _)), false) => {
                fault(
                    "url",
                    "would send passwords unencrypted",
                    "use ldaps://, or set start_tls = true",
                );
            }
            _ => fault(
                "url",
                "is not a directory's URL",
                "give ldaps://host or ldap://host:389",
            ),
        }
        if self.bind_dn.is_empty() && self.search_base.is_empty() {
            let mend = "say where people are searched, or how they are called: bind_dn";
            fault("search_base", "is empty beside an empty bind_dn", mend);
        }
        if !self.bind_dn.is_empty() && !is_filled(&self.bind_dn) {
            fault(
                "bind_dn",
                "is the same for everybody",
                "put {email} or {user} where the name belongs",
            );
        }
        if !is_filled(&self.search_filter) || !is_filter(&self.search_filter) {
            fault(
                "search_filter",
                "is no filter that finds one person",
                "write it as (mail={email})",
            );
        }
        if !self.search_dn.is_empty() && self.search_password.is_empty() {
            let mend = "give it, or a file that holds it: without one a bind is anonymous";
            fault("search_password", "is missing beside search_dn", mend);
        }
        for (field, attribute) in [
            ("email_attribute", &self.email_attribute),
            ("name_attribute", &self.name_attribute),
            ("id_attribute", &self.id_attribute),
        ] {
            if attribute.trim().is_empty() {
                fault(field, "is empty", "name an attribute, such as mail, cn, entryUUID");
            }
        }
        let newcomers = newcomers(&self.organization, &self.role);
        faults.extend(newcomers.map_err(|wrong| wrong.at("sign_in.ldap")).err());
        faults
    }

    /// As tenancy takes it.
    pub(super) fn way(
        &self,
        trust: &Trust,
        (connect_timeout, timeout): (Duration, Duration),
    ) -> Result<Option<DirectoryWay>, Failure> {
        if self.url.is_empty() {
            return Ok(None);
        }
        let settings = DirectorySettings {
            url: self.url.clone(),
            start_tls: self.start_tls,
            bind_dn: self.bind_dn.clone(),
            search_dn: self.search_dn.clone(),
            search_password: self.search_password.expose().to_owned(),
            search_base: self.search_base.clone(),
            search_filter: self.search_filter.clone(),
            email_attribute: self.email_attribute.clone(),
            name_attribute: self.name_attribute.clone(),
            id_attribute: self.id_attribute.clone(),
            connect_timeout,
            timeout,
        };
        let directory = Directory::new(settings, trust)
            .map_err(|error| Failure::failed(format!("the directory cannot be set up: {error}")))?;
        Ok(Some(DirectoryWay {
            directory,
            admits: admits(&self.domains, &self.organization, &self.role),
            link_existing: self.link_existing,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(change: impl FnOnce(&mut Ldap)) -> Vec<String> {
        let mut ldap = Ldap {
            url: "ldaps://directory.example.org".to_owned(),
            search_base: "ou=people,dc=example,dc=org".to_owned(),
            ..Ldap::default()
        };
        change(&mut ldap);
        let faults = ldap.faults().into_iter();
        faults.map(|fault| fault.field.replace("sign_in.ldap.", "")).collect()
    }

    #[test]
    fn a_directory_is_checked_before_anybody_signs_in_there() {
        let none: [&str; 0] = [];
        assert_eq!(fields(|_| {}), none);
        assert_eq!(fields(|ldap| ldap.url = "directory.example.org".to_owned()), ["url"]);
        assert_eq!(fields(|ldap| ldap.url = "ldaps://".to_owned()), ["url"]);
        assert_eq!(fields(|ldap| ldap.search_base.clear()), ["search_base"]);
        assert_eq!(fields(|ldap| ldap.bind_dn = "cn=admin".to_owned()), ["bind_dn"]);
        assert_eq!(
            fields(|ldap| ldap.search_dn = "cn=admin".to_owned()),
            ["search_password"]
        );
        assert_eq!(fields(|ldap| ldap.id_attribute.clear()), ["id_attribute"]);
        assert_eq!(fields(|ldap| ldap.role = "viewer".to_owned()), ["organization"]);
        for wrong in ["", "(mail=*)", "(mail={email}", "mail={email})(x=y"] {
            assert_eq!(
                fields(|ldap| ldap.search_filter = wrong.to_owned()),
                ["search_filter"],
                "{wrong}"
            );
        }
        assert!(Ldap::default().faults().is_empty());
    }

    #[test]
    fn no_password_goes_out_unencrypted() {
        let plain =
            |url: &str, start_tls: bool| fields(|ldap| (ldap.url, ldap.start_tls) = (url.to_owned(), start_tls));
        assert_eq!(plain("ldap://directory.example.org", false), ["url"]);
        assert!(plain("ldap://directory.example.org", true).is_empty());
        assert!(plain("ldap://127.0.0.1:389", false).is_empty());
        assert_eq!(plain("ldaps://directory.example.org", true), ["start_tls"]);
    }
}
