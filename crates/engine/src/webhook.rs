//! Carriers' webhooks on their way to the provider they are for: by the token in their path, else by asking the
//! providers of their kind in turn, each of which verifies them as its settings say.

use std::sync::Arc;

use adapters::{WebhookAnswer, WebhookRefusal, WebhookRequest};

use crate::Engine;
use crate::lane::Lane;

/// Why a webhook was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookError {
    /// No provider has this token, or none of this kind takes it.
    NotFound,
    /// It is not what the provider's settings ask for.
    NotAuthentic(&'static str),
    /// It cannot be read.
    Malformed(String),
    /// It could not be stored: the carrier must send it again.
    NotStored,
}

impl From<WebhookRefusal> for WebhookError {
    fn from(refusal: WebhookRefusal) -> Self {
        match refusal {
            WebhookRefusal::NotMine => Self::NotFound,
            WebhookRefusal::NotAuthentic(why) => Self::NotAuthentic(why),
            WebhookRefusal::Malformed(why) => Self::Malformed(why),
            WebhookRefusal::NotStored => Self::NotStored,
        }
    }
}

impl Engine {
    /// Takes a webhook whose path holds a provider's token.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn webhook_by_token(&self, token: &str, request: WebhookRequest) -> Result<WebhookAnswer, WebhookError> {
        let lane = self.lane_of_token(token).ok_or(WebhookError::NotFound)?;
        let request = WebhookRequest {
            by_token: true,
            ..request
        };
        Ok(lane.adapter().webhook(&request).await?)
    }

    /// Takes a webhook from a path that names a kind of provider only.
    ///
    /// # Errors
    /// Why it was not taken: where several providers of the kind refuse it, what the most informed of them said.
    pub async fn webhook_by_kind(&self, kind: &str, request: WebhookRequest) -> Result<WebhookAnswer, WebhookError> {
        let request = WebhookRequest {
            by_token: false,
            ..request
        };
        let mut said = WebhookError::NotFound;
        for lane in self.registry.lanes().iter() {
            let fits = |name: &str| name == kind || lane.id().to_string() == kind;
            if lane.is_retired() || !(fits(&lane.provider().adapter) || fits(&lane.provider().name)) {
                continue;
            }
            match lane.adapter().webhook(&request).await {
                Ok(answer) => return Ok(answer),
                Err(WebhookRefusal::NotMine) => {}
                Err(WebhookRefusal::NotStored) => return Err(WebhookError::NotStored),
                Err(refusal) => said = refusal.into(),
            }
        }
        Err(said)
    }

    /// The lane with this token, compared without telling by time how much of it was right.
    fn lane_of_token(&self, token: &str) -> Option<Arc<Lane>> {
        let same = |known: &str| {
            known.len() == token.len()
                && known
                    .bytes()
                    .zip(token.bytes())
                    .fold(0, |differing, (a, b)| differing | (a ^ b))
                    == 0
        };
        let lanes = self.registry.lanes();
        let mut found = None;
        for lane in lanes.iter().filter(|lane| !lane.is_retired()) {
            if lane.provider().hook_token.as_deref().is_some_and(same) {
                found = Some(lane.clone());
            }
        }
        found
    }
}
