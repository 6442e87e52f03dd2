//! Sender IDs: an organization asks for them, whoever runs the installation decides. What may be sent from is held against
//! that where messages are accepted, which is the engine's.

use domain::phone::Region;
use domain::sender::Sender;
use domain::{OrganizationId, ProviderId, SenderId};
use serde_json::{Value, json};
use store::{AskedSender, Organization, SenderRow, SenderState};

use crate::{Author, Caller, Tenancy, TenancyError};

/// The most sender IDs of an organization, rejected ones too.
pub const MAX_SENDERS: i64 = 100;
/// The longest purpose or reason, in characters.
const MAX_WORDS: usize = 500;
/// The most countries and the most providers of one sender ID.
const MAX_LIST: usize = 250;

/// What an organization asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SenderRequest {
    /// The sender, as a person writes it.
    pub sender: String,
    /// What it is for.
    pub purpose: String,
    /// Where it is for.
    pub reach: SenderReach,
}

/// Where a sender ID may be used: what carriers and countries have it registered for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SenderReach {
    /// Countries of the numbers that it may be shown to; all if empty.
    pub countries: Vec<String>,
    /// Providers that it is registered with; all if empty.
    pub providers: Vec<ProviderId>,
}

/// What is decided about a sender ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SenderDecision {
    /// It may be used; where a reach is given, there alone instead of where it was asked for.
    Approve {
        /// Countries.
        countries: Option<Vec<String>>,
        /// Providers.
        providers: Option<Vec<ProviderId>>,
    },
    /// It may not be used, for this reason.
    Reject(String),
}

impl Tenancy {
    /// The organization's sender IDs in this state, or all of them.
    pub async fn senders(
        &self,
        organization: OrganizationId,
        state: Option<SenderState>,
    ) -> Result<Vec<SenderRow>, TenancyError> {
        Ok(self.inner.store.sender_list(organization, state).await?)
    }

    /// One of them.
    pub async fn sender(&self, organization: OrganizationId, id: SenderId) -> Result<SenderRow, TenancyError> {
        let found = self.inner.store.sender_get(organization, id).await?;
        found.ok_or(TenancyError::NotFound("sender"))
    }

    /// Asks for a sender ID of the caller's organization. One that was rejected may be asked for again, in other words.
    pub async fn sender_request(&self, caller: &Caller, ask: SenderRequest) -> Result<SenderRow, TenancyError> {
        let organization = &caller.organization;
        let sender = Sender::parse(&ask.sender, &organization.region);
        let sender = sender.map_err(|fault| TenancyError::Invalid(fault.at("sender")))?;
        let purpose = words("purpose", &ask.purpose)?;
        let countries = countries(&ask.reach.countries)?;
        self.check_providers(organization.id, &ask.reach.providers).await?;
        let now = self.inner.clock.now_ms();
        let row = SenderRow {
            id: SenderId::new(self.inner.store.ids().next(now)),
            organization: organization.id,
            sender: sender.as_str().to_owned(),
            state: SenderState::Pending,
            purpose,
            countries,
            providers: ask.reach.providers,
            reason: None,
            requested_at: now,
            decided_at: None,
        };
        let entry = Author::from(caller).changes(
            Some(organization.id),
            "sender.request",
            row.id,
            (None, Some(shown(&row, &sender))),
        );
        let store = self.inner.store.noting(entry);
        let text = row.sender.clone();
        if !store.sender_request(row, MAX_SENDERS).await? {
            let mend = "GET /api/sms/senders lists it with what was decided";
            return Err(TenancyError::fault("sender", "was asked for already", mend));
        }
        let all = self.senders(organization.id, None).await?;
        let kept = all.into_iter().find(|row| row.sender == text);
        kept.ok_or(TenancyError::NotFound("sender"))
    }

    /// Gives up one of the caller's organization's sender IDs.
    pub async fn sender_remove(&self, caller: &Caller, id: SenderId) -> Result<SenderRow, TenancyError> {
        let organization = &caller.organization;
        let row = self.sender(organization.id, id).await?;
        let before = self.shown(&row, organization);
        let entry = Author::from(caller).changes(Some(organization.id), "sender.remove", id, (Some(before), None));
        match self
            .inner
            .store
            .noting(entry)
            .sender_remove(organization.id, id)
            .await?
        {
            true => Ok(row),
            false => Err(TenancyError::NotFound("sender")),
        }
    }

    /// Sender IDs of all organizations, in the order in which they were first asked for.
    pub async fn senders_asked(
        &self,
        state: Option<SenderState>,
        after: Option<SenderId>,
        limit: usize,
    ) -> Result<Vec<AskedSender>, TenancyError> {
        Ok(self.inner.store.sender_asked_all(state, after, limit).await?)
    }

    /// Decides about a sender ID, whatever was decided before.
    pub async fn sender_decide(
        &self,
        author: &Author,
        id: SenderId,
        decision: SenderDecision,
    ) -> Result<SenderRow, TenancyError> {
        let found = self.inner.store.sender_find_all(id).await?;
        let before = found.ok_or(TenancyError::NotFound("sender"))?;
        let organization = self.organization(before.organization).await?;
        let mut row = before.clone();
        let action = match decision {
            SenderDecision::Approve {
                countries: reach,
                providers,
            } => {
                row.countries = reach.as_deref().map_or(Ok(row.countries), countries)?;
                row.providers = providers.unwrap_or(row.providers);
                self.check_providers(row.organization, &row.providers).await?;
                (row.state, row.reason) = (SenderState::Approved, None);
                "sender.approve"
            }
            SenderDecision::Reject(reason) => {
                (row.state, row.reason) = (SenderState::Rejected, Some(words("reason", &reason)?));
                "sender.reject"
            }
        };
        row.decided_at = Some(self.inner.clock.now_ms());
        let change = (self.shown(&before, &organization), self.shown(&row, &organization));
        let entry = author.changes(Some(row.organization), action, id, (Some(change.0), Some(change.1)));
        match self.inner.store.noting(entry).sender_decide(row.clone()).await? {
            true => Ok(row),
            false => Err(TenancyError::NotFound("sender")),
        }
    }

    /// Says whether an organization sends from approved sender IDs only.
    pub async fn approved_senders_only(
        &self,
        author: &Author,
        id: OrganizationId,
        only: bool,
    ) -> Result<(), TenancyError> {
        let before = self.organization(id).await?.approved_senders_only;
        let value = |only: bool| Some(json!({ "approvedSendersOnly": only }));
        let entry = author.changes(Some(id), "organization.senders", id, (value(before), value(only)));
        let store = self.inner.store.noting(entry);
        let found = store.organization_approved_senders_set(id, only).await?;
        self.inner.cache.forget_all();
        match found {
            true => Ok(()),
            false => Err(TenancyError::NotFound("organization")),
        }
    }

    async fn check_providers(&self, organization: OrganizationId, ids: &[ProviderId]) -> Result<(), TenancyError> {
        check_length("providerIds", ids.len())?;
        for (at, id) in ids.iter().enumerate() {
            if self.inner.store.provider_get(organization, *id).await?.is_none() {
                let mend = "give ids of providers that the organization may use";
                let field = format!("providerIds[{at}]");
                return Err(TenancyError::fault(
                    &field,
                    "is not a provider of the organization",
                    mend,
                ));
            }
        }
        Ok(())
    }

    fn shown(&self, row: &SenderRow, organization: &Organization) -> Value {
        // A number is not written whole into the log.
        match Sender::parse(&row.sender, &organization.region) {
            Ok(sender) => shown(row, &sender),
            Err(_) => json!({ "state": row.state.as_str() }),
        }
    }
}

/// A sender ID as the log shows it: a number masked.
fn shown(row: &SenderRow, sender: &Sender) -> Value {
    json!({
        "sender": sender.to_string(),
        "status": row.state.as_str(),
        "countries": row.countries,
        "providerIds": row.providers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "reason": row.reason,
    })
}

/// Words that people read: one line, neither empty nor long.
fn words(field: &str, text: &str) -> Result<String, TenancyError> {
    let text = text.trim();
    if (1..=MAX_WORDS).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        return Ok(text.to_owned());
    }
    let fault = "is empty, too long or has control characters";
    Err(TenancyError::fault(
        field,
        fault,
        format!("use 1 to {MAX_WORDS} characters on one line"),
    ))
}

fn check_length(field: &str, count: usize) -> Result<(), TenancyError> {
    if count <= MAX_LIST {
        return Ok(());
    }
    let mend = format!("give at most {MAX_LIST}, or none for all");
    Err(TenancyError::fault(field, format!("has {count} entries"), mend))
}

/// Countries in capitals, each once.
fn countries(given: &[String]) -> Result<Vec<String>, TenancyError> {
    check_length("countries", given.len())?;
    let mut read = Vec::with_capacity(given.len());
    for (at, text) in given.iter().enumerate() {
        let Some(region) = Region::parse(text) else {
            let mend = "use the two letters of a country (ISO 3166-1), such as PK or KE";
            let field = format!("countries[{at}]");
            return Err(TenancyError::fault(&field, "is not a country with phone numbers", mend));
        };
        read.push(region.as_str().to_owned());
    }
    read.sort_unstable();
    read.dedup();
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_kept_once_and_in_capitals() {
        let given: Vec<String> = ["ke", "PK", "KE"].map(str::to_owned).to_vec();
        assert_eq!(countries(&given), Ok(vec!["KE".to_owned(), "PK".to_owned()]));
        let Err(TenancyError::Invalid(fault)) = countries(&["KE".to_owned(), "KEN".to_owned()]) else {
            panic!("a fault")
        };
        assert_eq!(fault.field, "countries[1]");
        assert!(countries(&vec!["KE".to_owned(); 251]).is_err());
    }

    #[test]
    fn a_number_is_masked_in_the_log() {
        let sender = Sender::parse("+254712345678", "KE").expect("a number");
        let row = SenderRow {
            id: SenderId::new(1),
            organization: OrganizationId::new(1),
            sender: sender.as_str().to_owned(),
            state: SenderState::Pending,
            purpose: "fees".to_owned(),
            countries: Vec::new(),
            providers: Vec::new(),
            reason: None,
            requested_at: 0,
            decided_at: None,
        };
        assert!(!shown(&row, &sender).to_string().contains("712345678"));
    }
}
