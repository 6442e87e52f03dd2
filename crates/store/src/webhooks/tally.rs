//! How endpoints' requests fared, told by whoever posts them, and what follows: one that only fails for too long is
//! ended, and so is one whose receiver says that it is gone; the organization's other endpoints are told.

use domain::Millis;

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{DisabledWebhook, Emission, Webhook, WebhookTally};

/// What the security event is called.
const DISABLED: &str = "security.webhook_disabled";
/// What is said of an endpoint that is gone.
const GONE: &str = "the receiver answered 410: it is gone";

impl Txn {
    /// Adds a word on how an endpoint fares; answers it as it is then.
    async fn webhook_fared(&mut self, webhook: Webhook, tally: &WebhookTally) -> Result<Webhook> {
        let before = webhook.health;
        let mut health = before;
        health.last_triggered_at = before.last_triggered_at.max(Some(tally.last_triggered_at));
        health.last_success_at = before.last_success_at.max(tally.last_success_at);
        if tally.last_success_at.is_some() {
            health.consecutive_fails = tally.fails;
            health.failing_since = tally.failing_since;
        } else {
            health.consecutive_fails = before.consecutive_fails.saturating_add(tally.fails);
            health.failing_since = before.failing_since.or(tally.failing_since);
        }
        self.conn
            .execute(
                "UPDATE webhooks SET consecutive_fails = $1, failing_since = $2, last_triggered_at = $3,
                     last_success_at = $4
                 WHERE organization_id = $5 AND id = $6",
                &[
                    Value::Int(i64::from(health.consecutive_fails)),
                    Value::OptInt(health.failing_since),
                    Value::OptInt(health.last_triggered_at),
                    Value::OptInt(health.last_success_at),
                    Value::Int(webhook.organization.get()),
                    Value::Int(webhook.id.get()),
                ],
            )
            .await?;
        Ok(Webhook { health, ..webhook })
    }

    /// Ends an endpoint and tells the others.
    async fn webhook_disable(&mut self, webhook: Webhook, reason: String) -> Result<DisabledWebhook> {
        let (organization, id) = (webhook.organization, webhook.id);
        let data = serde_json::json!({
            "webhookId": id,
            "description": webhook.description,
            "reason": reason,
            "consecutiveFails": webhook.health.consecutive_fails,
        });
        let ended = Webhook {
            active: false,
            disabled_reason: Some(reason.clone()),
            ..webhook
        };
        self.webhook_put(&ended).await?;
        let emission = Emission::security(organization, DISABLED, data.to_string());
        self.emit(&emission, Some(id));
        Ok(DisabledWebhook {
            organization,
            webhook: id,
            reason,
        })
    }
}

/// Why an endpoint has to be ended, if so.
fn verdict(webhook: &Webhook, tally: &WebhookTally, disable_after_ms: Millis) -> Option<String> {
    if !webhook.active {
        return None;
    }
    if tally.gone {
        return Some(GONE.to_owned());
    }
    let failing_for = tally.last_triggered_at - webhook.health.failing_since?;
    (failing_for >= disable_after_ms).then(|| {
        let hours = failing_for / 3_600_000;
        format!("nothing was taken for {hours} hours")
    })
}

impl Store {
    /// Adds how endpoints fared; those of whose requests none was taken for `disable_after_ms` are ended, which is
    /// answered.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_tally(
        &self,
        mut tallies: Vec<WebhookTally>,
        disable_after_ms: Millis,
    ) -> Result<Vec<DisabledWebhook>> {
        // In one order, so that two nodes do not wait for each other.
        tallies.sort_unstable_by_key(|tally| tally.webhook);
        self.write(Side::Back, async move |txn| {
            let mut ended = Vec::new();
            for tally in &tallies {
                let Some(found) = txn.webhook_hold(tally.organization, tally.webhook).await? else {
                    continue;
                };
                let webhook = txn.webhook_fared(found, tally).await?;
                if let Some(reason) = verdict(&webhook, tally, disable_after_ms) {
                    ended.push(txn.webhook_disable(webhook, reason).await?);
                }
            }
            Ok(ended)
        })
        .await
    }
}
