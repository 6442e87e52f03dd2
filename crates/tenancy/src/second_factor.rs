//! The second factor: codes that change every 30 seconds (RFC 6238), and recovery codes for whoever has lost their phone.
//!
//! The secret is kept sealed, recovery codes as their SHA-256 (each has 80 bits). A code is taken once: the store
//! remembers the last step, and a recovery code goes with its use. Between the beginning and the end of an enrolment
//! nothing is stored: the secret travels in a sealed ticket that is good for a quarter of an hour.

use domain::{Millis, UserId};
use qrcodegen::{QrCode, QrCodeEcc};
use store::{AuditEntry, User};
use totp_rs::{Builder, Secret, Totp};

use crate::secret::{self, KeyHash};
use crate::security::{SECOND_FACTOR_ENROLLED, SECOND_FACTOR_REMOVED, about_user};
use crate::{Author, Inner, Person, Tenancy, TenancyError};

const ISSUER: &str = "Tuma";
/// What RFC 4226 recommends: 160 bits.
const SECRET_BYTES: usize = 20;
const RECOVERY_CODES: usize = 10;
const TICKET_MS: Millis = 15 * 60_000;
/// How long a sign-in stands in for a password that somebody does not have.
const JUST_NOW_MS: Millis = 10 * 60_000;
/// Quiet modules around a QR code.
const QUIET: i32 = 4;

/// An enrolment that has begun.
pub struct Enrolment {
    /// The secret as people type it into an app, base32.
    pub secret: String,
    /// The same for an app: `otpauth://totp/…`.
    pub url: String,
    /// The URL as a QR code, an SVG picture.
    pub qr_svg: String,
    /// To be given back with the first code.
    pub ticket: String,
}

/// A code that somebody gave, as far as it fits the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Of the phone, of this step.
    Step(i64),
    /// One of the recovery codes, if it is one: the store knows.
    Recovery(KeyHash),
}

impl Code {
    pub(crate) const fn step(self) -> Option<i64> {
        match self {
            Self::Step(step) => Some(step),
            Self::Recovery(_) => None,
        }
    }

    pub(crate) const fn recovery(self) -> Option<KeyHash> {
        match self {
            Self::Recovery(hash) => Some(hash),
            Self::Step(_) => None,
        }
    }
}

impl Tenancy {
    /// Begins to enrol a second factor for a person who gives its password; one that has none has signed in just now.
    pub async fn second_factor_begin(&self, person: &Person, password: &str) -> Result<Enrolment, TenancyError> {
        let user = &person.user;
        if user.second_factor.is_some() {
            return Err(enrolled_already());
        }
        self.inner.prove(person, password).await?;
        let mut bytes = [0; SECRET_BYTES];
        (self.inner.random)(&mut bytes);
        let totp = totp(&bytes, &user.email)?;
        let url = totp.to_url().map_err(|_| TenancyError::Internal)?;
        let secret = totp.secret().to_base32();
        let until = self.inner.clock.now_ms() + TICKET_MS;
        Ok(Enrolment {
            qr_svg: qr_svg(&url)?,
            url,
            ticket: self
                .inner
                .vault
                .seal(&ticket_for(user.id), &format!("{until}:{secret}")),
            secret,
        })
    }

    /// Ends an enrolment with the first code; answers the recovery codes, which nobody can read again.
    pub async fn second_factor_confirm(
        &self,
        person: &Person,
        (ticket, code): (&str, &str),
    ) -> Result<Vec<String>, TenancyError> {
        let (user, now) = (&person.user, self.inner.clock.now_ms());
        if user.second_factor.is_some() {
            return Err(enrolled_already());
        }
        let expired = || TenancyError::fault("ticket", "is no ticket of yours, or too old", "begin again");
        let opened = self
            .inner
            .vault
            .open(&ticket_for(user.id), ticket)
            .map_err(|_| expired())?;
        let (until, secret) = opened.split_once(':').ok_or_else(expired)?;
        if until.parse::<Millis>().is_ok_and(|until| until <= now) {
            return Err(expired());
        }
        let step = step_of(secret, code, now).ok_or_else(|| {
            let mend = "give the code that the app shows now; check the phone's clock";
            TenancyError::fault("code", "is not the code of this secret", mend)
        })?;
        let codes = self.inner.recovery_codes();
        let sealed = self.inner.vault.seal(&factor_of(user.id), secret);
        let noted = self.inner.store.noting(own_change(person, "second_factor.enrol"));
        let (factor, keep) = ((sealed, step), person.session.id);
        if !noted.second_factor_enrol(user.id, factor, hashed(&codes), keep).await? {
            return Err(enrolled_already());
        }
        let event = about_user(SECOND_FACTOR_ENROLLED, Some(user.id), &person.origin);
        self.inner.store.security_event_insert(event).await?;
        Ok(codes)
    }

    /// Takes a person's second factor away; it gives its password and a code.
    pub async fn second_factor_remove(
        &self,
        person: &Person,
        (password, code): (&str, &str),
    ) -> Result<(), TenancyError> {
        let user = &person.user;
        self.inner.prove(person, password).await?;
        self.inner.take(user, code).await?;
        let noted = self.inner.store.noting(own_change(person, "second_factor.remove"));
        noted.second_factor_remove(user.id).await?;
        let event = about_user(SECOND_FACTOR_REMOVED, Some(user.id), &person.origin);
        Ok(self.inner.store.security_event_insert(event).await?)
    }

    /// Draws new recovery codes for a person who gives a code; the old ones are good no more.
    pub async fn recovery_codes_renew(&self, person: &Person, code: &str) -> Result<Vec<String>, TenancyError> {
        let user = &person.user;
        self.inner.take(user, code).await?;
        let codes = self.inner.recovery_codes();
        let noted = self.inner.store.noting(own_change(person, "second_factor.renew_codes"));
        noted.recovery_codes_set(user.id, hashed(&codes)).await?;
        Ok(codes)
    }

    /// How many recovery codes a person has left.
    pub async fn recovery_codes_left(&self, id: UserId) -> Result<usize, TenancyError> {
        Ok(self.inner.store.recovery_codes_left(id).await?)
    }

    /// Takes a user's second factor away for whoever runs the installation: the phone is lost, and the codes too. Whether
    /// there was one.
    pub async fn second_factor_reset(&self, author: &Author, user: &User) -> Result<bool, TenancyError> {
        let entry = author.changes(None, "second_factor.reset", user.id, (None, None));
        Ok(self.inner.store.noting(entry).second_factor_remove(user.id).await?)
    }

    /// Seals all second factors with the current key where they are not; says how many.
    pub async fn second_factors_reseal(&self) -> Result<usize, TenancyError> {
        let mut count = 0;
        for user in self.inner.store.user_list_all().await? {
            let Some(old) = user.second_factor else { continue };
            if !self.inner.vault.needs_reseal(&old) {
                continue;
            }
            let secret = self.inner.opened(user.id, &old)?;
            let new = self.inner.vault.seal(&factor_of(user.id), &secret);
            count += usize::from(self.inner.store.second_factor_reseal(user.id, (old, new)).await?);
        }
        Ok(count)
    }
}

impl Inner {
    /// Refuses whoever does not know the password of the account that they are signed in to. Who has none here, because an
    /// issuer or a directory says who it is, has to have come from there just now.
    async fn prove(&self, person: &Person, password: &str) -> Result<(), TenancyError> {
        let user = &person.user;
        if user.password_hash.is_none() {
            let age = self.clock.now_ms() - person.session.created_at;
            let mend = "sign out, sign in again, and do it within ten minutes: you have no password here";
            return match age < JUST_NOW_MS {
                true => Ok(()),
                false => Err(TenancyError::fault(
                    "password",
                    "is none, and the sign-in is too long ago",
                    mend,
                )),
            };
        }
        self.account_turn(&user.email).await?;
        let verified = self.passwords.verify(password, user.password_hash.as_deref()).await?;
        if !verified.right {
            let mend = "give the password that you signed in with";
            return Err(TenancyError::fault("password", "is wrong", mend));
        }
        self.account_forgiven(&user.email).await
    }

    /// Takes a code of somebody who is signed in; a wrong one counts as a failed sign-in.
    async fn take(&self, user: &User, code: &str) -> Result<(), TenancyError> {
        let wrong = || TenancyError::fault("code", "is wrong, or was used", "give the next one that the app shows");
        if user.second_factor.is_none() {
            let mend = "POST /api/auth/second-factor begins to enrol one";
            return Err(TenancyError::fault("secondFactor", "is not enrolled", mend));
        }
        self.account_turn(&user.email).await?;
        let now = self.clock.now_ms();
        let taken = match self.code_of(user, code)? {
            Some(Code::Step(step)) => self.store.second_factor_step_take(user.id, step).await?,
            Some(Code::Recovery(hash)) => self.store.recovery_code_take(user.id, hash, now).await?,
            None => false,
        };
        if !taken {
            return Err(wrong());
        }
        self.account_forgiven(&user.email).await
    }

    /// What a code is to a person that has a second factor; `None` where it is nothing.
    pub(crate) fn code_of(&self, user: &User, code: &str) -> Result<Option<Code>, TenancyError> {
        let Some(sealed) = &user.second_factor else {
            return Ok(None);
        };
        let secret = self.opened(user.id, sealed)?;
        let step = step_of(&secret, code, self.clock.now_ms());
        Ok(step.map(Code::Step).or_else(|| {
            let plain = plain(code);
            (plain.len() == secret::READABLE_LETTERS).then(|| Code::Recovery(secret::sha256(&plain)))
        }))
    }

    /// A user's secret, base32.
    fn opened(&self, user: UserId, sealed: &str) -> Result<String, TenancyError> {
        self.vault.open(&factor_of(user), sealed).map_err(|error| {
            tracing::error!(%user, %error, "a second factor cannot be opened");
            TenancyError::Internal
        })
    }

    fn recovery_codes(&self) -> Vec<String> {
        (0..RECOVERY_CODES).map(|_| secret::readable(&*self.random)).collect()
    }
}

/// A recovery code without what people write or leave out: dashes, blanks, capitals.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(|letter| letter.is_ascii_alphanumeric());
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// What is kept of recovery codes.
fn hashed(codes: &[String]) -> Vec<KeyHash> {
    codes.iter().map(|code| secret::sha256(&plain(code))).collect()
}

fn enrolled_already() -> TenancyError {
    let mend = "take the one away that there is";
    TenancyError::fault("secondFactor", "is enrolled already", mend)
}

fn own_change(person: &Person, action: &'static str) -> AuditEntry {
    Author::from(person).changes(None, action, person.user.id, (None, None))
}

/// What a ticket is sealed for.
fn ticket_for(user: UserId) -> String {
    format!("second factor ticket:{user}")
}

/// What a secret is sealed for.
fn factor_of(user: UserId) -> String {
    format!("second factor:{user}")
}

fn totp(secret: &[u8], account: &str) -> Result<Totp, TenancyError> {
    let built = Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build();
    built.map_err(|error| {
        tracing::error!(%error, "a second factor cannot be computed");
        TenancyError::Internal
    })
}

/// The step whose code this is, one before or one after the present one at most.
fn step_of(secret: &str, code: &str, now: Millis) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = totp(secret.as_ref(), "").ok()?;
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
    let step = is_code.then(|| totp.check(&digits, u64::try_from(now / 1_000).unwrap_or(0)))??;
    i64::try_from(step).ok()
}

/// A QR code as one path of an SVG picture, dark on white.
fn qr_svg(text: &str) -> Result<String, TenancyError> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| TenancyError::Internal)?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
        }
    }
    let side = size + 2 * QUIET;
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"##
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's appendix B, and its SHA-1 codes of eight digits without the first two.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(&secret, code, second * 1_000), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_and_late_and_with_blanks_in_it() {
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        let at = |second: i64| step_of(&secret, "287 082", second * 1_000);
        assert_eq!((at(0), at(30), at(89), at(90)), (Some(1), Some(1), Some(1), None));
        for wrong in ["", "28708", "2870822", "28708x", "abcdef"] {
            assert_eq!(step_of(&secret, wrong, 59_000), None, "{wrong}");
        }
    }

    #[test]
    fn a_qr_code_is_a_picture_without_scripts_and_styles() {
        let svg = qr_svg("otpauth://totp/Tuma:amina%40example.org?secret=ABC&issuer=Tuma").unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(!svg.contains("<script") && !svg.contains("style="));
        assert!(svg.matches('M').count() > 100);
    }
}
