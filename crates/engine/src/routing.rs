//! Routes and shared numbers as people see and change them, and the answer to "which way would this message go".

use domain::phone::PhoneNumber;
use domain::route::{RouteRule, RouteSubject};
use domain::{Class, Fault, MessageId, ProviderId, RouteId};
use store::{InboundNumber, StoreError};
use tenancy::Caller;

use crate::Engine;
use crate::decision::Decision;
use crate::request::Refusal;

/// The most routes of an organization.
const MAX_ROUTES: usize = 1_000;
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
    /// The organization's routes in their order.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn routes(&self, caller: &Caller) -> Result<Vec<RouteDetail>, Refusal> {
        let rows = self.store.route_list(caller.organization.id).await?;
        rows.into_iter().map(detail).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn route(&self, caller: &Caller, id: RouteId) -> Result<RouteDetail, Refusal> {
        detail(
            self.store
                .route_get(caller.organization.id, id)
                .await?
                .ok_or(Refusal::NotFound)?,
        )
    }

    /// Makes a route.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn route_create(&self, caller: &Caller, change: RouteChange) -> Result<RouteDetail, Refusal> {
        let organization = caller.organization.id;
        if self.store.route_list(organization).await?.len() >= MAX_ROUTES {
            let fault = format!("has {MAX_ROUTES} routes already");
            return Err(Refusal::of(Fault::new(
                "routes",
                fault,
                "remove one that is not needed",
            )));
        }
        let now = self.now();
        let fresh = store::Route {
            id: RouteId::new(self.store.ids().next(now)),
            organization,
            name: String::new(),
            rank: 100,
            rule: "{}".to_owned(),
            active: true,
            created_at: now,
            updated_at: now,
        };
        let change = RouteChange {
            name: Some(change.name.unwrap_or_default()),
            rule: Some(change.rule.unwrap_or_default()),
            ..change
        };
        let row = self.changed_route(caller, fresh, change).await?;
        self.store.route_insert(row.clone()).await.map_err(name_taken)?;
        self.providers_changed();
        detail(row)
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
        let row = self
            .store
            .route_get(caller.organization.id, id)
            .await?
            .ok_or(Refusal::NotFound)?;
        let row = self.changed_route(caller, row, change).await?;
        if !self.store.route_update(row.clone()).await.map_err(name_taken)? {
            return Err(Refusal::NotFound);
        }
        self.providers_changed();
        detail(row)
    }

    /// Removes a route. Messages that wait keep the way they were given.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn route_remove(&self, caller: &Caller, id: RouteId) -> Result<(), Refusal> {
        if !self.store.route_remove(caller.organization.id, id).await? {
            return Err(Refusal::NotFound);
        }
        self.providers_changed();
        Ok(())
    }

    /// Which way a message would go now.
    ///
    /// # Errors
    /// `Invalid` for a bad number; `NoProvider` where there is no way.
    pub fn route_explain(&self, caller: &Caller, request: &ExplainRequest) -> Result<Explained, Refusal> {
        let organization = &caller.organization;
        let region = request.region.as_deref().unwrap_or(&organization.region);
        let to = PhoneNumber::parse(&request.to, region).map_err(|fault| Refusal::of(fault.into_fault("to")))?;
        let router = self
            .registry
            .router(organization.id, request.provider.as_deref())
            .map_err(Refusal::of)?;
        let subject = RouteSubject {
            to: to.e164(),
            country: to.country(),
            sender: request.from.as_deref(),
            category: request.category.as_deref(),
            class: request.class.unwrap_or(Class::Transactional),
        };
        let draw = self.store.ids().next(self.now()) as u64;
        let selection = router.select(&subject, draw).ok_or(Refusal::NoProvider)?;
        Ok(self.explained(&selection.decision))
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
        Ok(found.map(|decision| self.explained(&decision)))
    }

    fn explained(&self, decision: &Decision) -> Explained {
        let named = |id: ProviderId, reason: Option<String>| NamedProvider {
            id,
            name: self.provider_name(id).unwrap_or_else(|| id.to_string()),
            reason,
        };
        Explained {
            route: decision.route.clone(),
            by: match (decision.forced, &decision.route) {
                (true, _) => "forced",
                (false, None) => "rank",
                (false, Some(_)) => decision.order.as_str(),
            },
            order: decision.providers.iter().map(|id| named(*id, None)).collect(),
            passed_over: decision
                .passed
                .iter()
                .map(|one| named(one.provider, Some(one.reason.as_str().to_owned())))
                .collect(),
        }
    }

    async fn changed_route(
        &self,
        caller: &Caller,
        mut row: store::Route,
        change: RouteChange,
    ) -> Result<store::Route, Refusal> {
        let mut faults = Vec::new();
        if let Some(name) = change.name {
            let fits = !name.trim().is_empty() && name.chars().count() <= MAX_NAME && !name.contains(char::is_control);
            if !fits {
                let fault = "is empty, too long or has control characters in it";
                faults.push(Fault::new("name", fault, "give a name of at most 64 characters"));
            }
            row.name = name;
        }
        if let Some(rule) = change.rule {
            faults.extend(rule.faults());
            let known = self.store.provider_list(caller.organization.id).await?;
            for (at, one) in rule.providers.iter().enumerate() {
                if !known.iter().any(|provider| provider.id == one.provider) {
                    let field = format!("providers[{at}].provider");
                    let mend = "give the id of a provider that GET /api/sms/providers lists";
                    faults.push(Fault::new(field, "is not a provider of this organization", mend));
                }
            }
            row.rule = serde_json::to_string(&rule).map_err(|_| Refusal::Internal)?;
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        row.rank = change.rank.unwrap_or(row.rank);
        row.active = change.active.unwrap_or(row.active);
        row.updated_at = self.now();
        Ok(row)
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
        self.store.number_put(number).await?;
        self.providers_changed();
        Ok(())
    }
}

fn detail(row: store::Route) -> Result<RouteDetail, Refusal> {
    let rule = serde_json::from_str(&row.rule).map_err(|_| Refusal::Internal)?;
    Ok(RouteDetail { row, rule })
}

fn name_taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Exists(_) => Refusal::of(Fault::new("name", "is taken", "give another name")),
        other => other.into(),
    }
}
