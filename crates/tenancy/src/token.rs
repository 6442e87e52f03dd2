//! Tokens for the API: the same sign-in as a browser's, as a JWT that lasts a quarter of an hour.
//!
//! A token names a session (by a random `jti` of which only the hash is stored), so that it is listed and ended like any
//! other, and stops at once. It is signed with a key that the vault derives; when the vault's key changes, tokens of the
//! old one are good until they end.

use std::sync::Arc;

use domain::{OrganizationId, SessionId, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use store::{Session, SessionKind};

use crate::{AuthError, Inner, Origin, Person, Tenancy, TenancyError, secret};

const ISSUER: &str = "tuma";
/// What the vault derives the key for.
const PURPOSE: &str = "api tokens";

/// What a token says.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: UserId,
    /// The organization that it is for.
    org: Option<OrganizationId>,
    /// What shows the session.
    jti: String,
    /// Seconds since 1970.
    iat: i64,
    /// Seconds since 1970.
    exp: i64,
}

impl Tenancy {
    /// The person who shows `token`.
    pub async fn authenticate_token(&self, token: &str, origin: Arc<Origin>) -> Result<Person, AuthError> {
        let claims = self.inner.claims(token).ok_or(AuthError::NoSession)?;
        if claims.exp * 1_000 <= self.inner.clock.now_ms() {
            return Err(AuthError::SessionOver);
        }
        let hash = secret::token_hash(&claims.jti).ok_or(AuthError::NoSession)?;
        let person = self.inner.session_found(hash, SessionKind::Token, origin).await?;
        // What is signed must agree with what is stored.
        let agrees = person.user.id == claims.sub && person.session.organization == claims.org;
        if agrees { Ok(person) } else { Err(AuthError::NoSession) }
    }
}

impl Inner {
    /// A token and the session that it shows.
    pub(crate) fn token_session(
        &self,
        user: UserId,
        organization: Option<OrganizationId>,
        origin: &Origin,
    ) -> Result<(String, Session), TenancyError> {
        let now = self.clock.now_ms();
        // In whole seconds, as the token says it.
        let expires_at = (now + self.people.token_ms) / 1_000 * 1_000;
        let jti = secret::token(&*self.random);
        let session = Session {
            token_hash: secret::sha256(&jti),
            expires_at,
            ..self.new_session(SessionKind::Token, user, organization, origin)
        };
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: user,
            org: organization,
            jti,
            iat: now / 1_000,
            exp: expires_at / 1_000,
        };
        let (name, key) = self.vault.derived(PURPOSE, None).ok_or(TenancyError::Internal)?;
        let header = Header {
            kid: Some(name),
            ..Header::new(Algorithm::HS256)
        };
        let token = encode(&header, &claims, &EncodingKey::from_secret(&key)).map_err(|error| {
            tracing::error!(%error, "a token could not be signed");
            TenancyError::Internal
        })?;
        Ok((token, session))
    }

    /// What a token says that we signed.
    fn claims(&self, token: &str) -> Option<Claims> {
        let name = decode_header(token).ok()?.kid?;
        let (_, key) = self.vault.derived(PURPOSE, Some(&name))?;
        let mut rules = Validation::new(Algorithm::HS256);
        // The end is held against the clock that everything else goes by.
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.set_issuer(&[ISSUER]);
        rules.set_required_spec_claims(&["exp", "iss", "sub"]);
        let known = decode::<Claims>(token, &DecodingKey::from_secret(&key), &rules).ok()?;
        Some(known.claims)
    }

    /// A session of this kind that begins now.
    pub(crate) fn new_session(
        &self,
        kind: SessionKind,
        user: UserId,
        organization: Option<OrganizationId>,
        origin: &Origin,
    ) -> Session {
        let now = self.clock.now_ms();
        Session {
            id: SessionId::new(self.store.ids().next(now)),
            user,
            organization,
            kind,
            token_hash: [0; 32],
            previous_hash: None,
            csrf_token: secret::token(&*self.random),
            ip: origin.ip.map(|ip| ip.to_string()),
            agent: origin.agent.clone(),
            created_at: now,
            seen_at: now,
            rotated_at: now,
            expires_at: now + self.people.session_most_ms,
            ended_at: None,
        }
    }
}
