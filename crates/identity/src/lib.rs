//! Finds out who somebody is where others know it: at an OpenID Connect issuer, or in a directory over LDAP.
//!
//! Says what the issuer or the directory vouches for ([`Proven`]) and nothing about what that person may do here: this
//! crate knows no user, no organization and no database. It follows no redirect, reads bounded answers in bounded time,
//! and draws nothing at random: what must not be foreseen is handed in.

mod directory;
mod issuer;
mod tls;

pub use directory::{Directory, DirectoryError, DirectorySettings, is_filter};
pub use issuer::{Issuer, IssuerError, IssuerSettings, SignInSecrets};
pub use tls::{TlsError, Trust};

/// What an issuer or a directory says of somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Proven {
    /// Who it is there, whatever else changes.
    pub subject: String,
    /// The address of e-mail, in lower case, where it is vouched for.
    pub email: Option<String>,
    /// How the person is called, where that is said.
    pub name: Option<String>,
}

impl std::fmt::Debug for Proven {
    /// Without who it is.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proven")
            .field("email", &self.email.is_some())
            .field("name", &self.name.is_some())
            .finish_non_exhaustive()
    }
}
