//! Signing in with an address and a password.
//!
//! An account that does not exist, a wrong password, a disabled account: all fail after the same hash, with the same
//! words. Tries are counted before the hash, for the account (known or not) and for the network, so that nobody tries
//! faster by trying at once. A code of the second factor is asked for after the right password; a wrong one is a failed
//! try like a wrong password. Whom a directory knows is looked for there when our own hash does not fit. A network that has to wait is sent away before the hash: that says nothing of an account.

use std::net::IpAddr;
use std::sync::Arc;

use domain::{Millis, OrganizationId, SessionId, UserId};
use store::{SessionKind, SignInSubject, SignInTurn, SignedIn, User};

use crate::second_factor::Code;
use crate::secret::{self, KeyHash};
use crate::security::{ACCOUNT_LOCKED, NETWORK_LOCKED, SIGN_IN_FAILED, SIGNED_IN, about_user, event, masked};
use crate::users::address;
use crate::ways::DIRECTORY;
use crate::{Inner, Origin, Person, Tenancy, TenancyError};

/// What somebody gives to be let in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// The address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The organization to be in, by slug or id; the first by name when absent.
    pub organization: Option<&'a str>,
    /// A code of the second factor, or a recovery code.
    pub code: Option<&'a str>,
    /// What is to show the session.
    pub kind: SessionKind,
    /// The session that the browser had before.
    pub replaces: Option<SessionId>,
}

/// A session that has just begun.
pub struct NewSession {
    /// What shows it: a cookie's value, or a token. Nobody can read it again.
    pub shown: String,
    /// Whose it is.
    pub person: Person,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SignInRefusal {
    /// There is no such account, or it has another password, or it may not sign in.
    #[error("the address or the password is wrong")]
    Wrong,
    /// The password is right, and a code of the second factor is asked for.
    #[error("a code of the second factor is missing")]
    CodeMissing,
    /// The password is right, and the code is not, or was used before.
    #[error("the code is wrong, or was used")]
    CodeWrong,
    /// There were too many failures: try again then.
    #[error("too many failures")]
    Wait(Millis),
    /// The directory cannot be asked, so nobody can say whether the password is right.
    #[error("the directory cannot be asked")]
    DirectoryDown,
    /// The person does not belong to the organization that was named.
    #[error("there is no such organization")]
    NoOrganization,
    /// The rest.
    #[error("{0}")]
    Other(#[from] TenancyError),
}

impl From<store::StoreError> for SignInRefusal {
    fn from(error: store::StoreError) -> Self {
        Self::Other(error.into())
    }
}

impl Tenancy {
    /// Lets somebody in.
    pub async fn sign_in(&self, ask: SignIn<'_>, origin: &Arc<Origin>) -> Result<NewSession, SignInRefusal> {
        let inner = &self.inner;
        let email = address(ask.email);
        let subjects = Subjects::of(&email, origin.ip);
        inner.network_turn(&subjects, origin).await?;
        let Known {
            user,
            outdated,
            by,
            last,
        } = inner.known(&email, ask.password, (&subjects, origin)).await?;
        let rehashed = match outdated {
            true => Some(inner.passwords.hash(ask.password).await?),
            false => None,
        };
        let begins = Begins {
            kind: ask.kind,
            replaces: ask.replaces,
            by,
        };
        let begun = match inner.entrance(&user, ask.code, ask.organization).await {
            Ok(entrance) => {
                let entrance = Entrance { rehashed, ..entrance };
                inner.begin(&user, entrance, begins, (&subjects, origin)).await
            }
            Err(refusal) => Err(refusal),
        };
        inner.settled(begun, (&user, last), (&subjects, origin)).await
    }
}

/// Somebody who is known by an address and a password.
struct Known {
    user: User,
    /// Whether the password's hash has other parameters than new ones get.
    outdated: bool,
    /// Who knows the password, where that is not us.
    by: Option<&'static str>,
    /// Whether this was the last try before the account has to wait.
    last: bool,
}

/// How a session begins.
#[derive(Clone, Copy)]
pub(crate) struct Begins<'a> {
    /// What shows it.
    pub(crate) kind: SessionKind,
    /// The session that the browser had before.
    pub(crate) replaces: Option<SessionId>,
    /// Who says who it is, where that is not us: an issuer's name, or the directory.
    pub(crate) by: Option<&'a str>,
}

/// What was wrong with a failed try.
#[derive(Clone, Copy)]
enum Wrong {
    Password,
    Code,
}

/// How somebody goes in of whom it is known who it is.
pub(crate) struct Entrance {
    organization: Option<OrganizationId>,
    code: Option<Code>,
    /// The password's hash by the present parameters, where the kept one has others.
    rehashed: Option<String>,
}

/// What a try has in common with others.
pub(crate) struct Subjects {
    pub(crate) account: SignInSubject,
    network: Option<SignInSubject>,
}

impl Subjects {
    pub(crate) fn of(email: &str, ip: Option<IpAddr>) -> Self {
        Self {
            account: secret::sha256(&format!("account:{email}")),
            network: ip.map(|ip| secret::sha256(&format!("network:{}", subscriber(ip)))),
        }
    }
}

/// The part of an address that one subscriber has: all of an IPv4 address, /64 of an IPv6 one.
fn subscriber(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

impl Inner {
    pub(crate) async fn network_turn(&self, subjects: &Subjects, origin: &Origin) -> Result<(), SignInRefusal> {
        let Some(network) = subjects.network else {
            return Ok(());
        };
        match self.store.sign_in_turn(network, self.people.network_back_off).await? {
            SignInTurn::Wait(until) => Err(SignInRefusal::Wait(until)),
            SignInTurn::Go { last: false } => Ok(()),
            SignInTurn::Go { last: true } => {
                self.store.security_event_insert(event(NETWORK_LOCKED, origin)).await?;
                Ok(())
            }
        }
    }

    /// A try on the password of somebody who is signed in already counts like one at the door.
    pub(crate) async fn account_turn(&self, email: &str) -> Result<(), TenancyError> {
        let account = Subjects::of(email, None).account;
        match self.store.sign_in_turn(account, self.people.account_back_off).await? {
            SignInTurn::Go { .. } => Ok(()),
            SignInTurn::Wait(until) => Err(TenancyError::Wait(until)),
        }
    }

    /// The try before was right.
    pub(crate) async fn account_forgiven(&self, email: &str) -> Result<(), TenancyError> {
        let account = Subjects::of(email, None).account;
        Ok(self.store.sign_in_take_back(vec![account]).await?)
    }

    /// Who has this address and this password. Our own hash is computed whoever it is; the directory is asked after it,
    /// and not at all where the password is right.
    async fn known(
        &self,
        email: &str,
        password: &str,
        (subjects, origin): (&Subjects, &Arc<Origin>),
    ) -> Result<Known, SignInRefusal> {
        let user = self.store.user_by_email(email).await?;
        let turn = self
            .store
            .sign_in_turn(subjects.account, self.people.account_back_off)
            .await?;
        let kept = user.as_ref().filter(|user| user.active);
        let kept = kept.and_then(|user| user.password_hash.as_deref());
        let verified = self.passwords.verify(password, kept).await?;
        let last = match turn {
            SignInTurn::Wait(until) => return Err(SignInRefusal::Wait(until)),
            SignInTurn::Go { last } => last,
        };
        if verified.right
            && let Some(user) = user
        {
            let outdated = verified.outdated;
            return Ok(Known {
                user,
                outdated,
                by: None,
                last,
            });
        }
        let known = user.as_ref().map(|user| user.id);
        let refusal = match self.of_directory((email, password), user.as_ref(), origin).await {
            Ok(Some(user)) => {
                let by = Some(DIRECTORY);
                return Ok(Known {
                    user,
                    outdated: false,
                    by,
                    last,
                });
            }
            Ok(None) => SignInRefusal::Wrong,
            Err(refusal) => refusal,
        };
        self.failed(email, (known, last), (Wrong::Password, origin)).await?;
        Err(refusal)
    }

    /// What a try comes to: a wrong code is a failed one like a wrong password, any other refusal is none.
    pub(crate) async fn settled(
        &self,
        begun: Result<NewSession, SignInRefusal>,
        (user, last): (&User, bool),
        (subjects, origin): (&Subjects, &Arc<Origin>),
    ) -> Result<NewSession, SignInRefusal> {
        match begun {
            Err(SignInRefusal::CodeWrong) => {
                let who = (Some(user.id), last);
                self.failed(&user.email, who, (Wrong::Code, origin)).await?;
                Err(SignInRefusal::CodeWrong)
            }
            Err(refusal) => {
                self.take_back(subjects, true).await?;
                Err(refusal)
            }
            begun => begun,
        }
    }

    /// What was counted as a failed try was none.
    pub(crate) async fn take_back(&self, subjects: &Subjects, account: bool) -> Result<(), SignInRefusal> {
        let account = account.then_some(subjects.account);
        let subjects = subjects.network.into_iter().chain(account).collect();
        Ok(self.store.sign_in_take_back(subjects).await?)
    }

    async fn failed(
        &self,
        email: &str,
        (user, last): (Option<UserId>, bool),
        (wrong, origin): (Wrong, &Origin),
    ) -> Result<(), TenancyError> {
        let mut failed = about_user(SIGN_IN_FAILED, user, origin);
        let detail = match wrong {
            Wrong::Password => serde_json::json!({ "email": masked(email) }),
            Wrong::Code => serde_json::json!({ "email": masked(email), "wrong": "code" }),
        };
        failed.detail = Some(detail.to_string());
        self.store.security_event_insert(failed.clone()).await?;
        if last {
            failed.kind = ACCOUNT_LOCKED;
            self.store.security_event_insert(failed).await?;
        }
        Ok(())
    }

    /// Where somebody goes of whom it is known who it is, and with which code.
    pub(crate) async fn entrance(
        &self,
        user: &User,
        code: Option<&str>,
        organization: Option<&str>,
    ) -> Result<Entrance, SignInRefusal> {
        let given = code.filter(|code| !code.trim().is_empty());
        let code = match (&user.second_factor, given) {
            (None, _) => None,
            (Some(_), None) => return Err(SignInRefusal::CodeMissing),
            (Some(_), Some(code)) => Some(self.code_of(user, code)?.ok_or(SignInRefusal::CodeWrong)?),
        };
        Ok(Entrance {
            organization: self.place_of(user, organization).await?,
            code,
            rehashed: None,
        })
    }

    /// The organization that a session begins in.
    async fn place_of(&self, user: &User, named: Option<&str>) -> Result<Option<OrganizationId>, SignInRefusal> {
        let places = self.store.membership_list_of(user.id).await?;
        let Some(named) = named else {
            return Ok(places.first().map(|(organization, _)| organization.id));
        };
        let mut known: Vec<_> = places.into_iter().map(|(organization, _)| organization).collect();
        if user.system_administrator {
            known.extend(self.store.organization_by_slug(named).await?);
            if let Ok(id) = named.parse() {
                known.extend(self.store.organization_get(id).await?);
            }
        }
        let found = known
            .into_iter()
            .find(|one| one.slug == named || one.id.to_string() == named);
        found.map(|one| Some(one.id)).ok_or(SignInRefusal::NoOrganization)
    }

    pub(crate) async fn begin(
        self: &Arc<Self>,
        user: &User,
        entrance: Entrance,
        begins: Begins<'_>,
        (subjects, origin): (&Subjects, &Arc<Origin>),
    ) -> Result<NewSession, SignInRefusal> {
        let Entrance {
            organization,
            code,
            rehashed,
        } = entrance;
        let (shown, session) = match begins.kind {
            SessionKind::Token => self.token_session(user.id, organization, origin)?,
            SessionKind::Browser => {
                let cookie = secret::token(&*self.random);
                let mut session = self.new_session(SessionKind::Browser, user.id, organization, origin);
                session.token_hash = secret::sha256(&cookie);
                (cookie, session)
            }
        };
        let hash: KeyHash = session.token_hash;
        let mut signed_in = about_user(SIGNED_IN, Some(user.id), origin);
        let detail = match begins.by {
            None => serde_json::json!({ "by": session.kind.as_str() }),
            Some(issuer) => serde_json::json!({ "by": session.kind.as_str(), "issuer": issuer }),
        };
        signed_in.detail = Some(detail.to_string());
        let written = SignedIn {
            session,
            replaces: begins.replaces,
            account: subjects.account,
            network: subjects.network,
            rehashed,
            second_factor_step: code.and_then(Code::step),
            recovery_code: code.and_then(Code::recovery),
            event: signed_in,
        };
        if !self.store.sign_in_succeed(written).await? {
            return Err(SignInRefusal::CodeWrong);
        }
        Ok(self.begun(shown, hash, origin).await?)
    }
}
