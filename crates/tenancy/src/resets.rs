//! Forgotten passwords: a mail with a token, of which only the hash is stored; good for an hour, once.
//!
//! Whoever asks learns nothing of whether there is an account. A reset ends all sessions and leaves the second factor.

use std::sync::Arc;

use domain::Millis;

use crate::mail::Mail;
use crate::security::{PASSWORD_RESET, PASSWORD_RESET_ASKED, about_user};
use crate::sign_in::{SignInRefusal, Subjects};
use crate::users::address;
use crate::{Author, Inner, Origin, Tenancy, TenancyError, secret};

const RESET_MS: Millis = 3_600_000;
/// One account gets one mail in so long.
const EVERY_MS: Millis = 5 * 60_000;

impl Tenancy {
    /// Mails a reset to whoever has an account under `email`; answers alike, and at once, where nobody has. Counts as a
    /// failed try of the network, which bounds how much mail one can cause.
    pub async fn password_forgotten(&self, email: &str, origin: &Arc<Origin>) -> Result<(), SignInRefusal> {
        let email = address(email);
        self.inner
            .network_turn(&Subjects::of(&email, origin.ip), origin)
            .await?;
        let permit = Arc::clone(&self.inner.resets).try_acquire_owned();
        let permit = permit.map_err(|_| TenancyError::Busy)?;
        let (inner, origin) = (Arc::clone(&self.inner), Arc::clone(origin));
        // Behind the caller's back, so that the time of the answer tells nothing.
        tokio::spawn(async move {
            if let Err(error) = inner.reset_mail(&email, &origin).await {
                tracing::warn!(%error, "a password reset was not mailed");
            }
            drop(permit);
        });
        Ok(())
    }

    /// Sets a new password by a reset's token; all sessions end.
    pub async fn password_reset(&self, token: &str, password: &str, origin: &Origin) -> Result<(), TenancyError> {
        let no_reset = || {
            let mend = "ask for another at POST /api/auth/forgot";
            TenancyError::fault("token", "is of no reset, or of one that is over", mend)
        };
        let hash = secret::token_hash(token).ok_or_else(no_reset)?;
        let now = self.inner.clock.now_ms();
        let id = self
            .inner
            .store
            .password_reset_by_token(hash, now)
            .await?
            .ok_or_else(no_reset)?;
        let user = self
            .inner
            .store
            .user_get(id)
            .await?
            .filter(|user| user.active)
            .ok_or_else(no_reset)?;
        self.inner
            .passwords
            .judge("password", password, &[&user.email, &user.name])?;
        let kept = self.inner.passwords.hash(password).await?;
        let entry = Author::user(user.id, origin).changes(None, "user.password_reset", user.id, (None, None));
        if !self.inner.store.noting(entry).password_reset_take(hash, kept).await? {
            return Err(no_reset());
        }
        self.inner.account_forgiven(&user.email).await?;
        let event = about_user(PASSWORD_RESET, Some(user.id), origin);
        Ok(self.inner.store.security_event_insert(event).await?)
    }
}

impl Inner {
    async fn reset_mail(&self, email: &str, origin: &Origin) -> Result<(), TenancyError> {
        let Some(user) = self.store.user_by_email(email).await?.filter(|user| user.active) else {
            return Ok(());
        };
        // Whoever the directory knows has its password there: it does not get another one past it.
        if self.is_of_directory(user.id).await? {
            return Ok(());
        }
        let (now, token) = (self.clock.now_ms(), secret::token(&*self.random));
        let base = &self.people.base_url;
        let mail = self.sealed(&Mail {
            to: user.email.clone(),
            subject: "Your password".to_owned(),
            text: format!(
                "Somebody, hopefully you, asked for a new password on Tuma.\n\nChoose one within an hour:\n\n\
                 {base}/reset#{token}\n\nIf it was not you, do nothing: your password stays.\n"
            ),
        })?;
        let reset = (secret::sha256(&token), now + RESET_MS);
        if self
            .store
            .password_reset_insert(user.id, reset, now - EVERY_MS, mail)
            .await?
        {
            let event = about_user(PASSWORD_RESET_ASKED, Some(user.id), origin);
            self.store.security_event_insert(event).await?;
            self.mail_waits.notify_one();
        }
        Ok(())
    }
}
