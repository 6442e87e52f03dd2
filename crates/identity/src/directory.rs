//! A directory over LDAP: whether an address and a password are somebody's there.
//!
//! A password is checked by a *bind*, as the person. An empty one is never sent: a server takes that for a bind of
//! nobody and says yes. What was typed is escaped wherever it goes. Whether an entry was found or not, whether the
//! password was right or not, the directory is asked for the same: a connection, a search, a bind.

mod template;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, LdapError, LdapResult, Scope, SearchEntry, SearchOptions};
use rustls::ClientConfig;
use tokio::sync::Semaphore;

use crate::{Proven, TlsError, Trust};
use template::{filled_dn, filled_filter};

/// Questions to the directory at once; one more is answered that it cannot be asked.
const MOST_AT_ONCE: usize = 64;
/// LDAP's result codes that say that nobody has this name and password (RFC 4511, A.1): constraintViolation,
/// noSuchObject, invalidDNSyntax, inappropriateAuthentication, invalidCredentials, insufficientAccessRights,
/// unwillingToPerform.
const NOBODYS: [u32; 7] = [19, 32, 34, 48, 49, 50, 53];
/// The filter of every entry.
const ANY_ENTRY: &str = "(objectClass=*)";
const SUCCESS: u32 = 0;
const NO_SUCH_OBJECT: u32 = 32;

/// How a directory is asked.
#[derive(Clone, Default)]
pub struct DirectorySettings {
    /// `ldap://host:389` or `ldaps://host:636`.
    pub url: String,
    /// Whether a connection to `ldap://` is encrypted before anything is said.
    pub start_tls: bool,
    /// The name to bind with, such as `uid={user},ou=people,dc=example,dc=org`; empty where it is searched for.
    pub bind_dn: String,
    /// Who searches; empty for nobody in particular.
    pub search_dn: String,
    /// The password of who searches.
    pub search_password: String,
    /// Below what people are searched; empty where `bind_dn` names them.
    pub search_base: String,
    /// Who is searched, such as `(mail={email})`.
    pub search_filter: String,
    /// Where an entry has its addresses of e-mail.
    pub email_attribute: String,
    /// Where an entry says how the person is called.
    pub name_attribute: String,
    /// Where an entry has what never changes.
    pub id_attribute: String,
    /// How long a connection may take.
    pub connect_timeout: Duration,
    /// How long one question may take.
    pub timeout: Duration,
}

/// Why a directory did not say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    /// Nobody has this address and this password there.
    #[error("nobody there has this address and password")]
    Nobody,
    /// It cannot be asked, or not as the settings say.
    #[error("the directory cannot be asked: {0}")]
    Unavailable(String),
}

impl From<LdapError> for DirectoryError {
    fn from(error: LdapError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// One directory.
pub struct Directory {
    settings: DirectorySettings,
    tls: Arc<ClientConfig>,
    turns: Semaphore,
}

impl Directory {
    /// A directory; nothing is asked of it yet.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(settings: DirectorySettings, trust: &Trust) -> Result<Self, TlsError> {
        Ok(Self {
            settings,
            tls: trust.for_ldap()?,
            turns: Semaphore::new(MOST_AT_ONCE),
        })
    }

    /// Whose `email` and `password` these are.
    ///
    /// # Errors
    /// When they are nobody's, or the directory cannot be asked.
    pub async fn prove(&self, email: &str, password: &str) -> Result<Proven, DirectoryError> {
        if password.is_empty() {
            self.look(email).await?;
            return Err(DirectoryError::Nobody);
        }
        self.asked(email, Some(password)).await
    }

    /// Asks for as much as [`Directory::prove`] does, and sends no password: for whoever is not the directory's.
    ///
    /// # Errors
    /// When the directory cannot be asked.
    pub async fn look(&self, email: &str) -> Result<(), DirectoryError> {
        match self.asked(email, None).await {
            Ok(_) | Err(DirectoryError::Nobody) => Ok(()),
            Err(unavailable) => Err(unavailable),
        }
    }

    async fn asked(&self, email: &str, password: Option<&str>) -> Result<Proven, DirectoryError> {
        let turn = self.turns.try_acquire();
        let _turn = turn.map_err(|_| DirectoryError::Unavailable("too much is asked at once".to_owned()))?;
        let mut ldap = self.connected().await?;
        let proven = match self.settings.bind_dn.is_empty() {
            true => self.by_search(&mut ldap, email, password).await,
            false => self.by_name(&mut ldap, email, password).await,
        };
        // It is over either way.
        let _ = ldap.unbind().await;
        proven
    }

    async fn connected(&self) -> Result<Ldap, DirectoryError> {
        let settings = LdapConnSettings::new()
            .set_conn_timeout(self.settings.connect_timeout)
            .set_starttls(self.settings.start_tls)
            .set_config(Arc::clone(&self.tls));
        let connecting = LdapConnAsync::with_settings(settings, &self.settings.url);
        // The bound of the library ends where the connection stands; what encrypts it may hang too.
        let connected = tokio::time::timeout(self.settings.connect_timeout * 2, connecting).await;
        let (connection, ldap) =
            connected.map_err(|_| DirectoryError::Unavailable("no connection in time".to_owned()))??;
        tokio::spawn(async move {
            if let Err(error) = connection.drive().await {
                tracing::debug!(%error, "a connection to the directory ended");
            }
        });
        Ok(ldap)
    }

    /// Searches the entry, then binds as it.
    async fn by_search(&self, ldap: &mut Ldap, email: &str, password: Option<&str>) -> Result<Proven, DirectoryError> {
        self.bind_searcher(ldap).await?;
        let found = self.search(ldap, email).await?;
        let (Some(entry), Some(password)) = (found, password) else {
            self.bind_searcher(ldap).await?;
            return Err(DirectoryError::Nobody);
        };
        self.bind(ldap, &entry.dn, password).await?;
        self.proven(entry, email)
    }

    /// Binds by the name that the settings make of the address, then reads the entry as the person.
    async fn by_name(&self, ldap: &mut Ldap, email: &str, password: Option<&str>) -> Result<Proven, DirectoryError> {
        let name = filled_dn(&self.settings.bind_dn, email);
        let Some(password) = password else {
            // Whatever it says: who is nobody in particular may not be let to look.
            let looking = ldap.with_timeout(self.settings.timeout);
            looking.search(&name, Scope::Base, ANY_ENTRY, ["1.1"]).await?;
            return Err(DirectoryError::Nobody);
        };
        self.bind(ldap, &name, password).await?;
        let entry = match self.settings.search_base.is_empty() {
            true => self.entry(ldap, &name).await?,
            false => self.search(ldap, email).await?,
        };
        self.proven(entry.ok_or(DirectoryError::Nobody)?, email)
    }

    async fn bind_searcher(&self, ldap: &mut Ldap) -> Result<(), DirectoryError> {
        let bound = ldap
            .with_timeout(self.settings.timeout)
            .simple_bind(&self.settings.search_dn, &self.settings.search_password)
            .await?;
        match bound.rc {
            SUCCESS => Ok(()),
            code => Err(DirectoryError::Unavailable(format!(
                "who searches is refused: LDAP result {code}"
            ))),
        }
    }

    async fn bind(&self, ldap: &mut Ldap, name: &str, password: &str) -> Result<(), DirectoryError> {
        let LdapResult { rc, .. } = ldap
            .with_timeout(self.settings.timeout)
            .simple_bind(name, password)
            .await?;
        match rc {
            SUCCESS => Ok(()),
            code if NOBODYS.contains(&code) => Err(DirectoryError::Nobody),
            code => Err(DirectoryError::Unavailable(format!("LDAP result {code}"))),
        }
    }

    /// The one entry that the filter finds; several are nobody's.
    async fn search(&self, ldap: &mut Ldap, email: &str) -> Result<Option<SearchEntry>, DirectoryError> {
        let filter = filled_filter(&self.settings.search_filter, email);
        self.read(ldap, (&self.settings.search_base, Scope::Subtree), &filter)
            .await
    }

    async fn entry(&self, ldap: &mut Ldap, name: &str) -> Result<Option<SearchEntry>, DirectoryError> {
        self.read(ldap, (name, Scope::Base), ANY_ENTRY).await
    }

    async fn read(
        &self,
        ldap: &mut Ldap,
        (base, scope): (&str, Scope),
        filter: &str,
    ) -> Result<Option<SearchEntry>, DirectoryError> {
        let of = &self.settings;
        let attributes = [&of.email_attribute, &of.name_attribute, &of.id_attribute];
        let found = ldap
            .with_timeout(of.timeout)
            .with_search_options(SearchOptions::new().sizelimit(2))
            .search(base, scope, filter, attributes)
            .await?;
        let mut entries = found
            .0
            .into_iter()
            .filter(|one| !one.is_ref() && !one.is_intermediate());
        match (found.1.rc, entries.next(), entries.next()) {
            (SUCCESS, Some(one), None) => Ok(Some(SearchEntry::construct(one))),
            (SUCCESS, None, _) => Ok(None),
            (_, Some(_), Some(_)) => {
                tracing::warn!("the directory has several entries for one address");
                Ok(None)
            }
            (NO_SUCH_OBJECT, ..) if scope == Scope::Base => Ok(None),
            (code, ..) => Err(DirectoryError::Unavailable(format!("a search: LDAP result {code}"))),
        }
    }

    /// Who an entry is. One that has another address than was typed is somebody else's.
    fn proven(&self, entry: SearchEntry, email: &str) -> Result<Proven, DirectoryError> {
        let of = &self.settings;
        let Some(subject) = id_of(&entry, &of.id_attribute) else {
            let why = format!("an entry has no readable {}", of.id_attribute);
            return Err(DirectoryError::Unavailable(why));
        };
        let addresses = values(&entry.attrs, &of.email_attribute);
        if !addresses.iter().any(|one| one.trim().to_lowercase() == email) {
            return Err(DirectoryError::Nobody);
        }
        Ok(Proven {
            subject,
            email: Some(email.to_owned()),
            name: values(&entry.attrs, &of.name_attribute).first().cloned(),
        })
    }
}

/// What never changes of an entry: a text, or octets in hexadecimal, as Active Directory has them.
fn id_of(entry: &SearchEntry, attribute: &str) -> Option<String> {
    if let Some(text) = values(&entry.attrs, attribute).first() {
        return Some(text.clone());
    }
    let (_, octets) = entry
        .bin_attrs
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(attribute))?;
    Some(octets.first()?.iter().map(|octet| format!("{octet:02x}")).collect())
}

/// An attribute's values; servers write its name as they like.
fn values<'a>(attributes: &'a HashMap<String, Vec<String>>, name: &str) -> &'a [String] {
    let found = attributes.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
    found.map_or(&[], |(_, values)| values)
}

/// Whether a text is a filter of searches (RFC 4515).
pub fn is_filter(text: &str) -> bool {
    ldap3::parse_filter(text).is_ok()
}
