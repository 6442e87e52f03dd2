//! The ways to sign in beside a password of our own, and whom each lets in. Who a person is at an issuer is kept under the
//! issuer's URL, so that its name may change; a directory is one, wherever it stands.

use domain::Role;
use identity::{Directory, Issuer};

/// Under what it is kept who somebody is in the directory, and how the logs call it.
pub(crate) const DIRECTORY: &str = "directory";

/// The ways to sign in beside a password of our own; none by default.
#[derive(Default)]
pub struct SignInWays {
    /// OpenID Connect issuers, in the order in which they are shown.
    pub issuers: Vec<IssuerWay>,
    /// A directory over LDAP.
    pub directory: Option<DirectoryWay>,
}

/// One issuer.
pub struct IssuerWay {
    /// Its name in paths and logs.
    pub name: String,
    /// Its name on the sign-in page.
    pub title: String,
    /// How it is asked.
    pub issuer: Issuer,
    /// Whom it lets in.
    pub admits: Admits,
}

/// The directory.
pub struct DirectoryWay {
    /// How it is asked.
    pub directory: Directory,
    /// Whom it lets in.
    pub admits: Admits,
    /// Whether people who have a password here may come in by the directory's too.
    pub link_existing: bool,
}

/// Whom an issuer or a directory lets in, beside those of whom it is known who they are there, those who have an account
/// under the address that it vouches for, and those who are invited under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admits {
    /// The domains of addresses that it may vouch for; all where there are none.
    pub domains: Vec<String>,
    /// Where whoever is not known gets a place, by the organization's slug, and as what; nowhere where there is none.
    pub newcomers: Option<(String, Role)>,
}

impl Admits {
    /// Whether an address is of a domain that it may vouch for.
    pub(crate) fn has_domain_of(&self, email: &str) -> bool {
        let host = email.rsplit_once('@').map_or("", |(_, host)| host);
        self.domains.is_empty() || self.domains.iter().any(|domain| domain.eq_ignore_ascii_case(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_held_against_whole_domains() {
        let admits = Admits {
            domains: vec!["Example.org".to_owned()],
            newcomers: None,
        };
        assert!(admits.has_domain_of("amina@example.org"));
        for other in [
            "amina@example.org.evil.example",
            "amina@sub.example.org",
            "amina",
            "example.org",
            "a@b@example.com",
        ] {
            assert!(!admits.has_domain_of(other), "{other}");
        }
        assert!(Admits::default().has_domain_of("amina@anywhere.example"));
    }
}
