//! Routes and shared numbers as people see and change them, and the answer to "which way would this message go".

mod book;
mod explain;

use domain::phone::mask;
use domain::route::RouteRule;
use domain::{Class, Fault, MessageId, ProviderId, RouteId};
use serde_json::json;
use store::InboundNumber;
use tenancy::{Author, Caller};

pub use book::RouteBook;
pub(crate) use explain::{decide, explained};

use crate::Engine;
use crate::request::Refusal;

/// The longest name, in characters.
const MAX_NAME: usize = 64;

/// A route to be made, or what is to change of one.
#[derive(Clone, Debug, Default)]
pub struct RouteChange {
    /// Its name.
    pub name: Option<String>,
    /// Lower is asked first.
    pub rank: Option<i64>,
    /// What it asks and where it leads.
    pub rule: Option<RouteRule>,
    /// Whether it is asked at all.
    pub active: Option<bool>,
}

/// A route as people see it.
#[derive(Clone, Debug)]
pub struct RouteDetail {
    /// Its row.
    pub row: store::Route,
    /// Its rule.
    pub rule: RouteRule,
}

/// A message that nobody sends: which way would it go?
#[derive(Clone, Debug, Default)]
pub struct ExplainRequest {
    /// The number as the caller writes it.
    pub to: String,
    /// The sender.
    pub from: Option<String>,
    /// The class; transactional by default.
    pub class: Option<Class>,
    /// The category.
    pub category: Option<String>,
    /// A provider's name, kind or id.
    pub provider: Option<String>,
    /// Region of a number without `+`.
    pub region: Option<String>,
}

/// One provider of an answered way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedProvider {
    /// Its id.
    pub id: ProviderId,
    /// Its name; the id's text where it is gone.
    pub name: String,
    /// Why it was passed over; `None` in the order itself.
    pub reason: Option<String>,
}

/// A decision with names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The route that decided.
    pub route: Option<(RouteId, String)>,
    /// How the order came about: `listed`, `weighted`, `leastCost`, `forced`, or `rank` where no route fits.
    pub by: &'static str,
    /// The providers in order.
    pub order: Vec<NamedProvider>,
    /// Those that were passed over.
    pub passed_over: Vec<NamedProvider>,
}

impl Engine {
    fn route_book(&self, caller: &Caller) -> RouteBook {
        RouteBook {
            store: self.store.clone(),
            clock: self.clock.clone(),
            author: Author::from(caller),
        }
    }

    /// The organization's routes in their order.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn routes(&self, caller: &Caller) -> Result<Vec<RouteDetail>, Refusal> {
        self.route_book(caller).list(caller.organization.id).await
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn route(&self, caller: &Caller, id: RouteId) -> Result<RouteDetail, Refusal> {
        self.route_book(caller).get(caller.organization.id, id).await
    }

    /// Makes a route.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn route_create(&self, caller: &Caller, change: RouteChange) -> Result<RouteDetail, Refusal> {
        let made = self.route_book(caller).create(caller.organization.id, change).await?;
        self.providers_changed();
        Ok(made)
    }

    /// Changes a route.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn route_change(
        &self,
        caller: &Caller,
        id: RouteId,
        change: RouteChange,
    ) -> Result<RouteDetail, Refusal> {
        let changed = self
            .route_book(caller)
            .change(caller.organization.id, id, change)
            .await?;
        self.providers_changed();
        Ok(changed)
    }

    /// Removes a route. Messages that wait keep the way they were given.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn route_remove(&self, caller: &Caller, id: RouteId) -> Result<(), Refusal> {
        self.route_book(caller).remove(caller.organization.id, id).await?;
        self.providers_changed();
        Ok(())
    }

    /// Which way a message would go now.
    ///
    /// # Errors
    /// `Invalid` for a bad number; `NoProvider` where there is no way.
    pub fn route_explain(&self, caller: &Caller, request: &ExplainRequest) -> Result<Explained, Refusal> {
        let draw = self.store.ids().next(self.now()) as u64;
        let decision = decide(&self.registry, &caller.organization, request, draw)?;
        Ok(explained(&self.registry, &decision))
    }

    /// The decision about a message, with names; `None` for one that was made before there were decisions.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn message_decision(&self, caller: &Caller, id: MessageId) -> Result<Option<Explained>, Refusal> {
        let organization = caller.organization.id;
        let message = self.known_message(caller, id).await?;
        let Some(decision) = message.decision else {
            return Ok(None);
        };
        let found = self.decision(organization, decision).await?;
        Ok(found.map(|decision| explained(&self.registry, &decision)))
    }

    /// The addresses of shared providers whose inbound messages the caller's organization gets.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn numbers(&self, caller: &Caller) -> Result<Vec<InboundNumber>, Refusal> {
        Ok(self.store.number_list(caller.organization.id).await?)
    }

    /// Gives an address of a shared provider, or one keyword at it, to the caller's organization.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` where another organization has it.
    pub async fn number_put(
        &self,
        caller: &Caller,
        provider: ProviderId,
        (address, keyword): (&str, &str),
    ) -> Result<(), Refusal> {
        let organization = caller.organization.id;
        let shared = self
            .store
            .provider_get(organization, provider)
            .await?
            .ok_or(Refusal::NotFound)?;
        if shared.organization.is_some() {
            let mend = "everything that comes in through a provider of your own is yours already";
            return Err(Refusal::of(Fault::new("provider", "is not a shared provider", mend)));
        }
        let address = crate::numbers::plain(address);
        if address.is_empty() || address.len() > MAX_NAME {
            return Err(Refusal::of(Fault::new(
                "address",
                "is not an address",
                "give a number or a shortcode",
            )));
        }
        let number = InboundNumber {
            provider,
            address,
            keyword: keyword.trim().to_uppercase(),
            organization,
            created_at: self.now(),
        };
        let taken = self.store.number_list_all().await?.into_iter().any(|one| {
            one.organization != organization
                && (one.provider, &one.address, &one.keyword) == (number.provider, &number.address, &number.keyword)
        });
        if taken {
            let mend = "choose another keyword or address";
            return Err(Refusal::of(Fault::new(
                "address",
                "belongs to another organization",
                mend,
            )));
        }
        let after = json!({ "address": mask(&number.address), "keyword": number.keyword });
        let entry = Author::from(caller).changes(Some(organization), "number.add", provider, (None, Some(after)));
        self.store.noting(entry).number_put(number).await?;
        self.providers_changed();
        Ok(())
    }
}
