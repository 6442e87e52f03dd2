//! Signing in: who has failed how often, and what is written when one succeeds.
//!
//! A try is counted as failed before the password is looked at and taken back when it succeeds, so that a hundred tries
//! at once are counted as a hundred.

use domain::Millis;

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{BackOff, SecurityEvent, Session, SignInSubject, SignInTurn};

/// What is written when somebody has signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session that begins.
    pub session: Session,
    /// The session that the browser had before, which ends.
    pub replaces: Option<domain::SessionId>,
    /// The account's own subject, whose failures are forgotten.
    pub account: SignInSubject,
    /// The subject of the network, from whose failures this try is taken.
    pub network: Option<SignInSubject>,
    /// The password's hash by the present parameters, where the kept one has others.
    pub rehashed: Option<String>,
    /// The step of the code that was given, where there was one.
    pub second_factor_step: Option<i64>,
    /// The hash of the recovery code that was given, where there was one.
    pub recovery_code: Option<[u8; 32]>,
    /// What the security log says.
    pub event: SecurityEvent,
}

impl Txn {
    async fn subject(&mut self, subject: &SignInSubject) -> Result<(i64, Millis, Millis)> {
        let sql = if self.conn.is_postgres() {
            "SELECT failures, last_at, locked_until FROM sign_in_attempts WHERE subject = $1 FOR UPDATE"
        } else {
            "SELECT failures, last_at, locked_until FROM sign_in_attempts WHERE subject = $1"
        };
        let found = self
            .conn
            .query_one(sql, &[Value::Blob(subject)], |row| {
                Ok((row.int()?, row.int()?, row.int()?))
            })
            .await?;
        Ok(found.unwrap_or_default())
    }

    async fn subject_put(&mut self, subject: &SignInSubject, failures: i64, locked_until: Millis) -> Result<()> {
        let now = self.now;
        self.conn
            .execute(
                "INSERT INTO sign_in_attempts (subject, failures, last_at, locked_until) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (subject) DO UPDATE
                     SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until",
                &[
                    Value::Blob(subject),
                    Value::Int(failures),
                    Value::Int(now),
                    Value::Int(locked_until),
                ],
            )
            .await?;
        Ok(())
    }

    async fn subject_turn(&mut self, subject: &SignInSubject, back_off: &BackOff) -> Result<SignInTurn> {
        let now = self.now;
        let (failures, last_at, locked_until) = self.subject(subject).await?;
        if locked_until > now {
            return Ok(SignInTurn::Wait(locked_until));
        }
        let failures = if now - last_at >= back_off.forget_ms {
            1
        } else {
            failures + 1
        };
        let until = back_off.until(failures, now);
        self.subject_put(subject, failures, until).await?;
        Ok(SignInTurn::Go { last: until > 0 })
    }

    /// Removes what has been forgotten.
    pub(crate) async fn sign_in_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        self.conn
            .execute(
                "DELETE FROM sign_in_attempts WHERE subject IN
                     (SELECT subject FROM sign_in_attempts WHERE last_at <= $1 AND locked_until <= $1
                      ORDER BY last_at LIMIT $2)",
                &[Value::Int(before), Value::Int(limit)],
            )
            .await
    }
}

impl Store {
    /// Whether a sign-in that has `subject` in common with others may be tried now; if so, it counts as failed.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sign_in_turn(&self, subject: SignInSubject, back_off: BackOff) -> Result<SignInTurn> {
        self.write(Side::Front, async move |txn| {
            txn.subject_turn(&subject, &back_off).await
        })
        .await
    }

    /// Takes a try back that was no attempt on the password after all.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sign_in_take_back(&self, subjects: Vec<SignInSubject>) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            for subject in &subjects {
                let (failures, ..) = txn.subject(subject).await?;
                txn.subject_put(subject, (failures - 1).max(0), 0).await?;
            }
            Ok(())
        })
        .await
    }

    /// Begins the session of somebody who has signed in; the failures of the account are forgotten. `false` when the
    /// code of the second factor is not good any more: then nothing is written.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sign_in_succeed(&self, signed_in: SignedIn) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let (session, now) = (&signed_in.session, txn.now);
            if let Some(step) = signed_in.second_factor_step
                && !txn.second_factor_step_take(session.user, step).await?
            {
                return Ok(false);
            }
            if let Some(hash) = &signed_in.recovery_code
                && !txn.recovery_code_take(session.user, hash, now).await?
            {
                return Ok(false);
            }
            let (user, rehashed) = (Value::Int(session.user.get()), signed_in.rehashed.as_deref());
            txn.conn
                .execute(
                    "UPDATE users SET last_sign_in_at = $1, password_hash = COALESCE($2, password_hash) WHERE id = $3",
                    &[Value::Int(now), Value::OptText(rehashed), user],
                )
                .await?;
            if let Some(old) = signed_in.replaces {
                let sql = "UPDATE sessions SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL";
                txn.conn.execute(sql, &[Value::Int(now), Value::Int(old.get())]).await?;
            }
            txn.session_insert(session).await?;
            txn.subject_put(&signed_in.account, 0, 0).await?;
            if let Some(network) = &signed_in.network {
                let (failures, ..) = txn.subject(network).await?;
                txn.subject_put(network, (failures - 1).max(0), 0).await?;
            }
            txn.security_event_insert(&signed_in.event).await?;
            Ok(true)
        })
        .await
    }
}
