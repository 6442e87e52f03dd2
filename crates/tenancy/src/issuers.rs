//! Signing in at an OpenID Connect issuer: out to it, back from it, and the code of the second factor, which is asked for
//! here whatever the issuer asked for.
//!
//! What has to be known when the browser comes back travels with it, sealed, for ten minutes: no row is written for
//! somebody who may never come. A session begins by the same code as after a password.

mod refusal;

use std::sync::Arc;

use domain::{Millis, SessionId, UserId};
use identity::{Proven, SignInSecrets};
use serde::{Deserialize, Serialize};
use store::{SessionKind, SignInTurn, User};
use subtle::ConstantTimeEq;

use crate::admission::Voucher;
use crate::security::{SIGN_IN_FAILED, about_user, masked};
use crate::sign_in::{Begins, NewSession, SignInRefusal, Subjects};
use crate::ways::IssuerWay;
use crate::{Inner, Origin, Tenancy, TenancyError, secret};

pub use refusal::IssuerRefusal;
use refusal::unanswered;

/// How long somebody may stay at the issuer.
const AWAY_MS: Millis = 10 * 60_000;
/// How long a code of the second factor is waited for.
const CODE_MS: Millis = 5 * 60_000;
/// What is sealed for the way out and back.
const AWAY: &str = "sign-in at an issuer";
/// What is sealed for the code.
const CODE: &str = "sign-in that waits for a code";

/// An issuer as the sign-in page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerShown {
    /// Its name in paths.
    pub name: String,
    /// Its name for people.
    pub title: String,
}

/// A sign-in that has begun.
pub struct IssuerBegun {
    /// Where the browser goes.
    pub url: String,
    /// What it brings back, sealed.
    pub kept: String,
}

/// What a browser brings back from an issuer.
#[derive(Clone, Copy)]
pub struct CameBack<'a> {
    /// What was sealed when it went out.
    pub kept: Option<&'a str>,
    /// The issuer's code.
    pub code: Option<&'a str>,
    /// What shows which sign-in it is.
    pub state: Option<&'a str>,
    /// Who sends it back, where the issuer says so (RFC 9207).
    pub issuer: Option<&'a str>,
    /// Why there is no code.
    pub error: Option<&'a str>,
    /// The session that the browser had before.
    pub replaces: Option<SessionId>,
}

/// What somebody comes to who was let in.
pub enum Entered {
    /// A session.
    In(Box<NewSession>),
    /// A code of the second factor is asked for first; what is answered with it is sealed.
    CodeAsked(String),
}

/// What travels with the browser to the issuer and back.
#[derive(Serialize, Deserialize)]
struct Away {
    /// The issuer's name.
    way: String,
    state: String,
    nonce: String,
    verifier: String,
    organization: Option<String>,
    /// The page that was asked for.
    next: String,
    until: Millis,
}

/// What is known of somebody whose code is waited for.
#[derive(Serialize, Deserialize)]
struct Waiting {
    user: UserId,
    way: String,
    organization: Option<String>,
    until: Millis,
}

impl Tenancy {
    /// The issuers that one can sign in at.
    pub fn issuers(&self) -> Vec<IssuerShown> {
        let shown = |way: &IssuerWay| IssuerShown {
            name: way.name.clone(),
            title: way.title.clone(),
        };
        self.inner.ways.issuers.iter().map(shown).collect()
    }

    /// Begins a sign-in at the issuer called `name`, for the page `next` and into `organization`.
    pub async fn issuer_begin(
        &self,
        name: &str,
        next: &str,
        organization: Option<&str>,
    ) -> Result<IssuerBegun, IssuerRefusal> {
        let inner = &self.inner;
        let way = inner.issuer(name)?;
        let drawn = || secret::token(&*inner.random);
        let secrets = SignInSecrets {
            state: drawn(),
            nonce: drawn(),
            verifier: drawn(),
        };
        let asked = way.issuer.authorize(&secrets, &inner.way_back(way)).await;
        let url = asked.map_err(|error| unanswered(&error, way))?;
        let away = Away {
            way: way.name.clone(),
            state: secrets.state,
            nonce: secrets.nonce,
            verifier: secrets.verifier,
            organization: organization.map(str::to_owned),
            next: next.to_owned(),
            until: inner.clock.now_ms() + AWAY_MS,
        };
        Ok(IssuerBegun {
            url,
            kept: inner.sealed_for(AWAY, &away)?,
        })
    }

    /// Ends a sign-in at the issuer called `name`. The page that was asked for is answered either way, where that is known.
    pub async fn issuer_end(
        &self,
        name: &str,
        came: CameBack<'_>,
        origin: &Arc<Origin>,
    ) -> (Option<String>, Result<Entered, IssuerRefusal>) {
        let away = came.kept.and_then(|kept| self.inner.opened_of::<Away>(AWAY, kept));
        let next = away.as_ref().map(|away| away.next.clone());
        (next, self.inner.came_back(name, away, came, origin).await)
    }

    /// Lets somebody in who came from an issuer, with the code of the second factor that was waited for.
    pub async fn issuer_code(
        &self,
        (kept, code): (Option<&str>, &str),
        replaces: Option<SessionId>,
        origin: &Arc<Origin>,
    ) -> Result<NewSession, SignInRefusal> {
        let inner = &self.inner;
        let waiting = kept.and_then(|kept| inner.opened_of::<Waiting>(CODE, kept));
        let waiting = waiting.filter(|waiting| waiting.until > inner.clock.now_ms());
        let waiting = waiting.ok_or(SignInRefusal::Wrong)?;
        let user = inner.store.user_get(waiting.user).await?.filter(|user| user.active);
        let user = user.ok_or(SignInRefusal::Wrong)?;
        let subjects = Subjects::of(&user.email, origin.ip);
        inner.network_turn(&subjects, origin).await?;
        let turn = inner
            .store
            .sign_in_turn(subjects.account, inner.people.account_back_off);
        let last = match turn.await? {
            SignInTurn::Wait(until) => return Err(SignInRefusal::Wait(until)),
            SignInTurn::Go { last } => last,
        };
        let begins = Begins {
            kind: SessionKind::Browser,
            replaces,
            by: Some(&waiting.way),
        };
        let organization = waiting.organization.as_deref();
        let begun = match inner.entrance(&user, Some(code), organization).await {
            Ok(entrance) => inner.begin(&user, entrance, begins, (&subjects, origin)).await,
            Err(refusal) => Err(refusal),
        };
        inner.settled(begun, (&user, last), (&subjects, origin)).await
    }
}

impl Inner {
    fn issuer(&self, name: &str) -> Result<&IssuerWay, IssuerRefusal> {
        let found = self.ways.issuers.iter().find(|way| way.name == name);
        found.ok_or(IssuerRefusal::Unknown)
    }

    /// Where the issuer sends the browser back to. Each has an address of its own, so that none answers for another.
    fn way_back(&self, way: &IssuerWay) -> String {
        format!("{}/api/auth/issuers/{}/callback", self.people.base_url, way.name)
    }

    async fn came_back(
        self: &Arc<Self>,
        name: &str,
        away: Option<Away>,
        came: CameBack<'_>,
        origin: &Arc<Origin>,
    ) -> Result<Entered, IssuerRefusal> {
        let way = self.issuer(name)?;
        let network = Subjects::of("", origin.ip);
        self.network_turn(&network, origin).await?;
        let proven = match self.proven(way, away.as_ref(), came).await {
            Ok(proven) => proven,
            Err(refusal @ (IssuerRefusal::Unavailable | IssuerRefusal::Declined)) => {
                self.take_back(&network, false).await?;
                return Err(refusal);
            }
            // Who left for no issuer has guessed nothing: any page could have sent the browser here.
            Err(IssuerRefusal::Stale) if away.is_none() => {
                self.take_back(&network, false).await?;
                return Err(IssuerRefusal::Stale);
            }
            Err(refusal) => return Err(self.not_let_in(refusal, (way, None, None), origin).await),
        };
        let voucher = Voucher {
            key: way.issuer.url(),
            name: &way.name,
            admits: &way.admits,
        };
        let user = match self.admitted(&voucher, &proven, origin).await? {
            Ok(user) => user,
            Err((why, known)) => {
                let about = (way, known, proven.email.as_deref());
                return Err(self.not_let_in(IssuerRefusal::NotAdmitted(why), about, origin).await);
            }
        };
        let organization = away.and_then(|away| away.organization);
        self.enter(way, &user, (organization, came.replaces), origin).await
    }

    /// Who came back, where everything about that is right.
    async fn proven(&self, way: &IssuerWay, away: Option<&Away>, came: CameBack<'_>) -> Result<Proven, IssuerRefusal> {
        let now = self.clock.now_ms();
        let away = away.filter(|away| away.until > now && away.way == way.name);
        let away = away.ok_or(IssuerRefusal::Stale)?;
        let same: bool = came.state.unwrap_or("").as_bytes().ct_eq(away.state.as_bytes()).into();
        if !same || came.issuer.is_some_and(|issuer| issuer != way.issuer.url()) {
            return Err(IssuerRefusal::Stale);
        }
        if let Some(error) = came.error {
            // An issuer's word is one of a few; what a stranger writes there is not for the log.
            let known = matches!(
                error,
                "access_denied" | "login_required" | "consent_required" | "interaction_required"
            );
            tracing::info!(issuer = %way.name, declined = known, "an issuer sent somebody back without a code");
            return Err(IssuerRefusal::Declined);
        }
        let secrets = SignInSecrets {
            state: away.state.clone(),
            nonce: away.nonce.clone(),
            verifier: away.verifier.clone(),
        };
        let code = came.code.ok_or(IssuerRefusal::Stale)?;
        let redeemed = way.issuer.redeem(code, &secrets, &self.way_back(way)).await;
        redeemed.map_err(|error| unanswered(&error, way))
    }

    /// A session, or the question for the code.
    async fn enter(
        self: &Arc<Self>,
        way: &IssuerWay,
        user: &User,
        (organization, replaces): (Option<String>, Option<SessionId>),
        origin: &Arc<Origin>,
    ) -> Result<Entered, IssuerRefusal> {
        let subjects = Subjects::of(&user.email, origin.ip);
        let entrance = match self.entrance(user, None, organization.as_deref()).await {
            // One that is not the person's any more: the first will do.
            Err(SignInRefusal::NoOrganization) => self.entrance(user, None, None).await,
            entrance => entrance,
        };
        let entrance = match entrance {
            Ok(entrance) => entrance,
            Err(SignInRefusal::CodeMissing) => {
                self.take_back(&subjects, false).await?;
                let waiting = Waiting {
                    user: user.id,
                    way: way.name.clone(),
                    organization,
                    until: self.clock.now_ms() + CODE_MS,
                };
                return Ok(Entered::CodeAsked(self.sealed_for(CODE, &waiting)?));
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let begins = Begins {
            kind: SessionKind::Browser,
            replaces,
            by: Some(&way.name),
        };
        let begun = self.begin(user, entrance, begins, (&subjects, origin)).await?;
        Ok(Entered::In(Box::new(begun)))
    }

    /// Notes that somebody was not let in; the refusal comes back.
    async fn not_let_in(
        &self,
        refusal: IssuerRefusal,
        (way, user, email): (&IssuerWay, Option<UserId>, Option<&str>),
        origin: &Origin,
    ) -> IssuerRefusal {
        let mut event = about_user(SIGN_IN_FAILED, user, origin);
        let mut detail = serde_json::json!({ "issuer": way.name, "wrong": refusal.word() });
        if let Some(email) = email {
            detail["email"] = masked(email).into();
        }
        event.detail = Some(detail.to_string());
        match self.store.security_event_insert(event).await {
            Ok(()) => refusal,
            Err(error) => error.into(),
        }
    }

    fn sealed_for<T: Serialize>(&self, purpose: &str, kept: &T) -> Result<String, TenancyError> {
        let text = serde_json::to_string(kept).map_err(|_| TenancyError::Internal)?;
        Ok(self.vault.seal(purpose, &text))
    }

    fn opened_of<T: serde::de::DeserializeOwned>(&self, purpose: &str, sealed: &str) -> Option<T> {
        let text = self.vault.open(purpose, sealed).ok()?;
        serde_json::from_str(&text).ok()
    }
}
