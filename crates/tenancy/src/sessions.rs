//! Sessions of people: found by what shows them, replaced now and then, listed and ended.
//!
//! A browser's session ends when it is not used for too long, and after a day's work whatever it does. What shows it is
//! replaced at every change of what it may do, and every quarter of an hour; what showed it before is taken for a
//! minute more, because requests may be on their way. Shown after that, somebody has a copy: the session ends.
//! Every request reads the session's row, so that an ended one stops at once.

use std::sync::Arc;

use domain::{Millis, OrganizationId, SessionId};
use store::{Counted, Session, SessionFound, SessionKind, StoreError};

use crate::secret::{self, KeyHash};
use crate::security::{PASSWORD_CHANGED, SESSION_REPLAYED, about_user};
use crate::sign_in::NewSession;
use crate::{AuthError, Author, Inner, Origin, Person, Tenancy, TenancyError};

/// How exact "last used" is.
const TOUCH_EVERY_MS: Millis = 60_000;

/// A person whom a browser's session shows, and what the browser has to show from now on, where that was replaced.
#[derive(Debug)]
pub struct Shown {
    /// The person.
    pub person: Person,
    /// The new cookie.
    pub fresh: Option<String>,
}

impl Tenancy {
    /// The person whose browser shows `cookie`.
    pub async fn session(&self, cookie: &str, origin: Arc<Origin>) -> Result<Shown, AuthError> {
        let hash = secret::token_hash(cookie).ok_or(AuthError::NoSession)?;
        let person = self.inner.session_found(hash, SessionKind::Browser, origin).await?;
        let fresh = self.inner.rotated(&person, hash).await;
        Ok(Shown { person, fresh })
    }

    /// The person as it stands now, if its session is not over. Looking is no use of the session, and it does not matter
    /// what shows it by now.
    pub async fn person_now(&self, person: &Person) -> Result<Person, AuthError> {
        let found = self.inner.store.session_get(person.session.id).await.map_err(|error| {
            tracing::warn!(%error, "a session could not be looked up");
            AuthError::Unavailable
        })?;
        let found = found.ok_or(AuthError::NoSession)?;
        self.inner.live(&found)?;
        Ok(Person::of(found, Arc::clone(&person.origin)))
    }

    /// Puts a person's session into another organization; what shows it is replaced.
    pub async fn session_switch(&self, person: &Person, to: OrganizationId) -> Result<NewSession, TenancyError> {
        let now = self.inner.clock.now_ms();
        let role = self.inner.store.membership_get(to, person.user.id).await?;
        if role.is_none() && !person.user.system_administrator {
            return Err(TenancyError::NotFound("organization"));
        }
        self.organization(to).await?;
        let old = &person.session;
        let (shown, hash) = match old.kind {
            SessionKind::Browser => {
                let cookie = secret::token(&*self.inner.random);
                let hash = secret::sha256(&cookie);
                if !self.inner.rotate(old.id, hash, Some(to)).await? {
                    return Err(TenancyError::NotFound("session"));
                }
                (cookie, hash)
            }
            SessionKind::Token => {
                let (token, session) = self.inner.token_session(person.user.id, Some(to), &person.origin)?;
                let hash = session.token_hash;
                self.inner.store.session_insert(session).await?;
                self.inner.store.session_end(person.user.id, old.id, now).await?;
                (token, hash)
            }
        };
        self.inner.begun(shown, hash, &person.origin).await
    }

    /// The person's sessions that have not ended, the last used first.
    pub async fn session_list(&self, person: &Person) -> Result<Vec<Session>, TenancyError> {
        let now = self.inner.clock.now_ms();
        let all = self.inner.store.session_list(person.user.id, now).await?;
        let idle_ms = self.inner.people.session_idle_ms;
        let used = |one: &Session| one.kind == SessionKind::Token || now - one.seen_at < idle_ms;
        Ok(all.into_iter().filter(used).collect())
    }

    /// Ends one of the person's sessions. That it ends the one it calls with is no news for the log of changes.
    pub async fn session_end(&self, person: &Person, id: SessionId) -> Result<(), TenancyError> {
        let now = self.inner.clock.now_ms();
        let store = match id == person.session.id {
            true => self.inner.store.clone(),
            false => {
                let entry = Author::from(person).changes(None, "session.end", id, (None, None));
                self.inner.store.noting(entry)
            }
        };
        if store.session_end(person.user.id, id, now).await? {
            Ok(())
        } else {
            Err(TenancyError::NotFound("session"))
        }
    }

    /// Ends all of the person's sessions but the one it calls with; answers how many.
    pub async fn session_end_others(&self, person: &Person) -> Result<u64, TenancyError> {
        let now = self.inner.clock.now_ms();
        let keep = Some(person.session.id);
        let entry = Author::from(person).changes(None, "session.end_others", person.user.id, (None, None));
        let noted = self.inner.store.noting(entry);
        Ok(noted.session_end_others(person.user.id, keep, now).await?)
    }

    /// Gives a person a new password, which must be strong; its other sessions end, and what shows this one in a browser
    /// is replaced by what is answered. A wrong `current` counts as a failed sign-in.
    pub async fn password_change(
        &self,
        person: &Person,
        current: &str,
        new: &str,
    ) -> Result<Option<String>, TenancyError> {
        let user = &person.user;
        self.inner.account_turn(&user.email).await?;
        let verified = self
            .inner
            .passwords
            .verify(current, user.password_hash.as_deref())
            .await?;
        if !verified.right {
            let mend = "give the password that you signed in with";
            return Err(TenancyError::fault("currentPassword", "is wrong", mend));
        }
        self.inner.account_forgiven(&user.email).await?;
        let about = [user.email.as_str(), user.name.as_str()];
        self.inner.passwords.judge("newPassword", new, &about)?;
        let hash = self.inner.passwords.hash(new).await?;
        let (now, keep) = (self.inner.clock.now_ms(), Some(person.session.id));
        let entry = Author::from(person).changes(None, "user.password_change", user.id, (None, None));
        let noted = self.inner.store.noting(entry);
        noted.user_password_set(user.id, hash, keep, now).await?;
        let event = about_user(PASSWORD_CHANGED, Some(user.id), &person.origin);
        self.inner.store.security_event_insert(event).await?;
        Ok(match person.session.kind {
            SessionKind::Browser => {
                let cookie = secret::token(&*self.inner.random);
                let hash = secret::sha256(&cookie);
                let rotated = self.inner.rotate(person.session.id, hash, None).await?;
                rotated.then_some(cookie)
            }
            SessionKind::Token => None,
        })
    }
}

impl Inner {
    /// Refuses a session that was ended or is over.
    fn live(&self, found: &SessionFound) -> Result<(), AuthError> {
        let (session, now) = (&found.session, self.clock.now_ms());
        if session.ended_at.is_some() || !found.user.active {
            return Err(AuthError::NoSession);
        }
        let idle = session.kind == SessionKind::Browser && now - session.seen_at >= self.people.session_idle_ms;
        if idle || session.expires_at <= now {
            return Err(AuthError::SessionOver);
        }
        Ok(())
    }

    /// The person whose session `hash` shows, if it is of this kind and not over.
    pub(crate) async fn session_found(
        self: &Arc<Self>,
        hash: KeyHash,
        kind: SessionKind,
        origin: Arc<Origin>,
    ) -> Result<Person, AuthError> {
        let found = self.store.session_by_hash(hash).await.map_err(|error| {
            tracing::warn!(%error, "a session could not be looked up");
            AuthError::Unavailable
        })?;
        let found = found.ok_or(AuthError::NoSession)?;
        let (session, now) = (&found.session, self.clock.now_ms());
        if session.kind != kind {
            return Err(AuthError::NoSession);
        }
        self.live(&found)?;
        if session.token_hash != hash && now - session.rotated_at > self.people.session_grace_ms {
            self.replayed(session, &origin).await;
            return Err(AuthError::NoSession);
        }
        if now - session.seen_at >= TOUCH_EVERY_MS {
            let id = session.id;
            self.aside("the last use of a session", |store| async move {
                store.session_touch(id, now).await
            });
        }
        self.within_terms(Person::of(found, origin), now).await
    }

    /// The person, held to the terms of its organization and its own.
    async fn within_terms(&self, person: Person, now: Millis) -> Result<Person, AuthError> {
        let Some(organization) = person.organization.as_ref().map(|organization| organization.id) else {
            return Ok(person);
        };
        let asked = (Counted::User(organization, person.user.id), self.limits.user);
        let terms = self.terms_of(organization, asked, now).await.map_err(|error| {
            tracing::warn!(%error, "the limits of a person could not be looked up");
            AuthError::Unavailable
        })?;
        Ok(person.within(terms))
    }

    /// What showed the session long ago was shown again: whoever has a copy of it gets nothing, nor does its owner.
    async fn replayed(&self, session: &Session, origin: &Origin) {
        let ended = self
            .store
            .session_end(session.user, session.id, self.clock.now_ms())
            .await;
        let event = about_user(SESSION_REPLAYED, Some(session.user), origin);
        let noted = self.store.security_event_insert(event).await;
        if let Err(error) = ended.and(noted) {
            tracing::warn!(%error, session = %session.id, "a replayed session could not be ended");
        }
    }

    /// What shows the session from now on, where the present cookie is old enough to be replaced.
    async fn rotated(&self, person: &Person, hash: KeyHash) -> Option<String> {
        let (session, now) = (&person.session, self.clock.now_ms());
        let due = session.token_hash == hash && now - session.rotated_at >= self.people.session_rotate_ms;
        if due { self.replaced(session).await } else { None }
    }

    /// Lets `hash` show the session from now on, instead of what shows it now: the gate may have replaced that since the
    /// session was read.
    async fn rotate(&self, id: SessionId, hash: KeyHash, to: Option<OrganizationId>) -> Result<bool, StoreError> {
        let Some(found) = self.store.session_get(id).await? else {
            return Ok(false);
        };
        let hashes = (found.session.token_hash, hash);
        self.store.session_rotate(id, hashes, to, self.clock.now_ms()).await
    }

    async fn replaced(&self, session: &Session) -> Option<String> {
        let (cookie, now) = (secret::token(&*self.random), self.clock.now_ms());
        let hashes = (session.token_hash, secret::sha256(&cookie));
        match self.store.session_rotate(session.id, hashes, None, now).await {
            // Where it is not replaced now it will be soon: a request that came at the same time did it.
            Ok(rotated) => rotated.then_some(cookie),
            Err(error) => {
                tracing::warn!(%error, session = %session.id, "a session was not replaced");
                None
            }
        }
    }

    /// The session that `hash` shows, as its person finds it right after it began.
    pub(crate) async fn begun(
        self: &Arc<Self>,
        shown: String,
        hash: KeyHash,
        origin: &Arc<Origin>,
    ) -> Result<NewSession, TenancyError> {
        let found = self.store.session_by_hash(hash).await?;
        let found = found.ok_or(TenancyError::NotFound("session"))?;
        Ok(NewSession {
            shown,
            person: Person::of(found, Arc::clone(origin)),
        })
    }
}
