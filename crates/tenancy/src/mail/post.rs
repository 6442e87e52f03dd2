//! The task that sends what waits: woken when something is written, and looking by itself now and then.
//!
//! A pass claims a batch for longer than it can take; what it did not get to is due again after that, as after a crash.

use std::time::Duration;

use domain::Millis;
use store::{MailRow, NewMail};
use tokio_util::sync::CancellationToken;

use super::{Mail, NotSent};
use crate::{Inner, Tenancy, TenancyError};

/// Mails of one pass.
const BATCH: usize = 10;
/// How long what a pass claimed is nobody else's: more than its mails can take.
const LEASE_MS: Millis = 10 * 60_000;
/// The wait before the second try; each further one is four times as long.
const FIRST_WAIT_MS: Millis = 30_000;
/// Tries after which a mail is given up: about two days.
const MOST_TRIES: i64 = 8;
/// What a mail is sealed for.
const SEAL: &str = "mail";

impl Tenancy {
    /// Sends mail until `stop`, but for what is on its way then.
    pub async fn post(&self, stop: CancellationToken) {
        let poll = Duration::from_millis(self.inner.people.mail_poll_ms);
        loop {
            match self.post_due(&stop).await {
                // There may be more than one batch.
                Ok(sent) if sent >= BATCH && !stop.is_cancelled() => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "mail could not be looked for"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.inner.mail_waits.notified() => {}
                () = tokio::time::sleep(poll) => {}
            }
        }
    }

    /// Sends a batch of what is due now; answers how many were claimed.
    async fn post_due(&self, stop: &CancellationToken) -> Result<usize, TenancyError> {
        let now = self.inner.clock.now_ms();
        let claimed = self.inner.store.mail_claim_all(now, now + LEASE_MS, BATCH).await?;
        for row in &claimed {
            if stop.is_cancelled() {
                self.inner.store.mail_put_off_all(row.id, now).await?;
            } else {
                self.inner.post_one(row).await?;
            }
        }
        Ok(claimed.len())
    }
}

impl Inner {
    /// A mail as it waits.
    pub(crate) fn sealed(&self, mail: &Mail) -> Result<NewMail, TenancyError> {
        let text = serde_json::to_string(mail).map_err(|_| TenancyError::Internal)?;
        Ok(NewMail {
            sealed: self.vault.seal(SEAL, &text),
        })
    }

    async fn post_one(&self, row: &MailRow) -> Result<(), TenancyError> {
        let now = self.clock.now_ms();
        let opened = self.vault.open(SEAL, &row.sealed).ok();
        let sent = match opened.and_then(|text| serde_json::from_str::<Mail>(&text).ok()) {
            Some(mail) => self.mailer.send(&mail, (row.id, now)).await,
            None => Err(NotSent::ForGood("it was sealed with a key that is not here".to_owned())),
        };
        let tries = row.attempts + 1;
        match sent {
            Ok(()) => self.store.mail_remove_all(row.id).await?,
            Err(NotSent::ForNow(why)) if tries < MOST_TRIES => {
                tracing::warn!(mail = row.id, %why, tries, "a mail did not go; it is tried again");
                let wait = FIRST_WAIT_MS.saturating_mul(4_i64.saturating_pow(row.attempts as u32));
                self.store.mail_put_off_all(row.id, now + wait).await?;
            }
            Err(why) => {
                tracing::error!(mail = row.id, %why, tries, "a mail is given up");
                self.store.mail_remove_all(row.id).await?;
            }
        }
        Ok(())
    }
}
