//! The book of routes: rows made, changed and removed, checked against the organization's providers.
//!
//! Works on the database alone, so that the command line can use it where no engine runs.

use std::sync::Arc;

use domain::route::rank_fault;
use domain::{Clock, Fault, OrganizationId, RouteId};
use serde_json::{Value, json};
use store::{Store, StoreError};
use tenancy::Author;

use super::{MAX_NAME, RouteChange, RouteDetail};
use crate::request::Refusal;

/// The most routes of an organization.
const MAX_ROUTES: usize = 1_000;

/// Makes and changes routes.
#[derive(Clone)]
pub struct RouteBook {
    /// The database.
    pub store: Store,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Who makes the changes, for the log of them.
    pub author: Author,
}

impl RouteBook {
    /// The organization's routes in their order.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn list(&self, organization: OrganizationId) -> Result<Vec<RouteDetail>, Refusal> {
        let rows = self.store.route_list(organization).await?;
        rows.into_iter().map(detail).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn get(&self, organization: OrganizationId, id: RouteId) -> Result<RouteDetail, Refusal> {
        let found = self.store.route_get(organization, id).await?;
        detail(found.ok_or(Refusal::NotFound)?)
    }

    /// Makes a route.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn create(&self, organization: OrganizationId, change: RouteChange) -> Result<RouteDetail, Refusal> {
        if self.store.route_list(organization).await?.len() >= MAX_ROUTES {
            let fault = format!("has {MAX_ROUTES} routes already");
            let mend = "remove one that is not needed";
            return Err(Refusal::of(Fault::new("routes", fault, mend)));
        }
        let now = self.clock.now_ms();
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
        let row = self.changed(fresh, change).await?;
        let noted = self.noting("route.create", &row, (None, Some(&row)));
        noted.route_insert(row.clone()).await.map_err(name_taken)?;
        detail(row)
    }

    /// Changes a route.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn change(
        &self,
        organization: OrganizationId,
        id: RouteId,
        change: RouteChange,
    ) -> Result<RouteDetail, Refusal> {
        let found = self.store.route_get(organization, id).await?;
        let before = found.ok_or(Refusal::NotFound)?;
        let row = self.changed(before.clone(), change).await?;
        let noted = self.noting("route.change", &row, (Some(&before), Some(&row)));
        if !noted.route_update(row.clone()).await.map_err(name_taken)? {
            return Err(Refusal::NotFound);
        }
        detail(row)
    }

    /// Removes a route. Messages that wait keep the way they were given.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove(&self, organization: OrganizationId, id: RouteId) -> Result<(), Refusal> {
        let found = self.store.route_get(organization, id).await?;
        let before = found.ok_or(Refusal::NotFound)?;
        let noted = self.noting("route.remove", &before, (Some(&before), None));
        if noted.route_remove(organization, id).await? {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// The store, for one change of `row`: the log says what it was and what it is.
    fn noting(
        &self,
        action: &'static str,
        row: &store::Route,
        (before, after): (Option<&store::Route>, Option<&store::Route>),
    ) -> Store {
        let change = (before.map(told), after.map(told));
        let entry = self.author.changes(Some(row.organization), action, row.id, change);
        self.store.noting(entry)
    }

    /// The row with the change applied and checked.
    async fn changed(&self, mut row: store::Route, change: RouteChange) -> Result<store::Route, Refusal> {
        let mut faults = Vec::new();
        if let Some(name) = change.name {
            let fits = !name.trim().is_empty() && name.chars().count() <= MAX_NAME && !name.contains(char::is_control);
            if !fits {
                let fault = "is empty, too long or has control characters in it";
                faults.push(Fault::new("name", fault, "give a name of at most 64 characters"));
            }
            row.name = name;
        }
        faults.extend(change.rank.and_then(rank_fault));
        if let Some(rule) = change.rule {
            faults.extend(rule.faults());
            let known = self.store.provider_list(row.organization).await?;
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
        row.updated_at = self.clock.now_ms();
        Ok(row)
    }
}

/// What the log of changes says of a route.
fn told(row: &store::Route) -> Value {
    json!({
        "name": row.name,
        "rank": row.rank,
        "rule": serde_json::from_str::<Value>(&row.rule).unwrap_or_default(),
        "active": row.active,
    })
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
