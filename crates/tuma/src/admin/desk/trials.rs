//! Providers tried out: asked whether they work, sent a message through, and asked what caps them.
//!
//! Without a server a carrier can still be asked; a message and a ceiling need one that runs.

use std::sync::Arc;

use domain::Fault;
use store::Provider;
use tenancy::Caller;

use super::{Carriers, Desk, refusal, refused};
use crate::admin::request::{ProviderCeiling, ProviderTest};
use crate::admin::views::{CeilingView, CheckedView, MoneyView, ProviderTestView, TestSentView};
use crate::failure::Failure;

/// What a test message says where the operator does not.
const TEST_TEXT: &str = "A test message from Tuma.";

impl Desk {
    pub(super) async fn provider_test(&self, ask: ProviderTest) -> Result<ProviderTestView, Failure> {
        let row = self.provider_named(&ask.provider).await?;
        if let Some(to) = &ask.to {
            let sent = self.test_message(&row, &ask, to).await?;
            return Ok(ProviderTestView::Sent(sent));
        }
        let checked = match &self.carriers {
            Carriers::Running(engine) => engine.provider_check_all(row.id).await,
            Carriers::Alone(alone) => alone.provider_check(&row).await,
        };
        let view = CheckedView::new(&row.name, checked.map_err(refusal)?);
        Ok(ProviderTestView::Checked(view))
    }

    /// The message belongs to the provider's organization; to the one that was named where the provider is shared.
    async fn test_message(&self, row: &Provider, ask: &ProviderTest, to: &str) -> Result<TestSentView, Failure> {
        let Carriers::Running(engine) = &self.carriers else {
            return Err(no_server("a message is sent by"));
        };
        let owner = row.organization.map(|id| id.to_string());
        let named = ask.organization.as_ref().or(owner.as_ref());
        let organization = self.organization(named.map(String::as_str)).await?;
        if row.organization.is_some_and(|owner| owner != organization.id) {
            let mend = "leave it out: the message belongs to the provider's organization";
            return Err(refused(Fault::new("org", "is not the provider's", mend)));
        }
        let caller = Caller::system(Arc::new(organization));
        let body = ask.body.as_deref().unwrap_or(TEST_TEXT);
        let sent = engine.provider_test(&caller, row.id, to, body).await.map_err(refusal)?;
        let currency = sent.currency.parse().unwrap_or(row.currency);
        Ok(TestSentView {
            provider: row.name.clone(),
            message_id: sent.message.to_string(),
            status: sent.state.to_string(),
            to: sent.to,
            estimated_cost: MoneyView::from(domain::Money::new(sent.cost_micros, currency)),
        })
    }

    pub(super) async fn provider_ceiling(&self, ask: ProviderCeiling) -> Result<CeilingView, Failure> {
        let row = self.provider_named(&ask.provider).await?;
        let Carriers::Running(engine) = &self.carriers else {
            return Err(no_server("a ceiling is what is seen by"));
        };
        let found = engine.provider_ceiling_all(row.id).await.map_err(refusal)?;
        Ok(CeilingView::new(&row.name, found))
    }
}

fn no_server(what: &str) -> Failure {
    Failure::unavailable(format!(
        "{what} a running server, and none runs on this data directory: `tuma serve`"
    ))
}
