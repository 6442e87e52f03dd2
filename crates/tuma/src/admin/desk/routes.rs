//! Routes at the desk: made, changed, removed and explained, with providers named as people name them.

use domain::route::{RouteProvider, RouteRule};
use domain::{Fault, OrganizationId, RouteId};
use engine::{ExplainRequest, RouteBook, RouteChange, RouteDetail};
use store::Provider;
use tenancy::{Author, Caller};

use super::{Carriers, Desk, refusal, refused};
use crate::admin::request::{RouteAdd, RouteExplain, RouteList, RouteRemove, RouteSet, RouteWords};
use crate::admin::views::{DecisionView, RouteView};
use crate::failure::Failure;

impl Desk {
    fn routes(&self) -> RouteBook {
        RouteBook {
            store: self.store.clone(),
            clock: self.clock.clone(),
            author: Author::operator(),
        }
    }

    pub(super) async fn route_add(&self, ask: RouteAdd) -> Result<RouteView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let known = self.store.provider_list(organization.id).await?;
        let change = change(ask.route, RouteRule::default(), &known)?;
        let made = self.routes().create(organization.id, change).await.map_err(refusal)?;
        self.changed();
        Ok(RouteView::new(made, &known))
    }

    pub(super) async fn route_list(&self, ask: RouteList) -> Result<Vec<RouteView>, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let known = self.store.provider_list(organization.id).await?;
        let all = self.routes().list(organization.id).await.map_err(refusal)?;
        Ok(all.into_iter().map(|one| RouteView::new(one, &known)).collect())
    }

    pub(super) async fn route_set(&self, ask: RouteSet) -> Result<RouteView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let known = self.store.provider_list(organization.id).await?;
        let before = self.route_named(organization.id, &ask.named).await?;
        let change = change(ask.route, before.rule, &known)?;
        let changed = self.routes().change(organization.id, before.row.id, change).await;
        self.changed();
        Ok(RouteView::new(changed.map_err(refusal)?, &known))
    }

    pub(super) async fn route_remove(&self, ask: RouteRemove) -> Result<RouteView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let known = self.store.provider_list(organization.id).await?;
        let found = self.route_named(organization.id, &ask.named).await?;
        self.routes()
            .remove(organization.id, found.row.id)
            .await
            .map_err(refusal)?;
        self.changed();
        Ok(RouteView::new(found, &known))
    }

    pub(super) async fn route_explain(&self, ask: RouteExplain) -> Result<DecisionView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let request = ExplainRequest {
            to: ask.to,
            from: ask.from,
            class: ask.class,
            category: ask.category,
            provider: ask.provider,
            region: ask.region,
        };
        let explained = match &self.carriers {
            Carriers::Running(engine) => engine.route_explain(&Caller::system(organization.into()), &request),
            Carriers::Alone(alone) => alone.route_explain(&organization, &request).await,
        };
        Ok(explained.map_err(refusal)?.into())
    }

    /// The organization's route with this name or id.
    async fn route_named(&self, organization: OrganizationId, named: &str) -> Result<RouteDetail, Failure> {
        let id = named.parse::<RouteId>().ok();
        let all = self.routes().list(organization).await.map_err(refusal)?;
        let found = all
            .into_iter()
            .find(|one| Some(one.row.id) == id || one.row.name == named);
        found.ok_or_else(|| {
            let mend = "`tuma route list` shows all of them";
            refused(Fault::new("route", format!("there is no route `{named}`"), mend))
        })
    }
}

/// The change that `words` ask for of a route whose rule is `rule`.
fn change(words: RouteWords, rule: RouteRule, known: &[Provider]) -> Result<RouteChange, Failure> {
    let providers = words.providers.map(|all| providers(&all, known)).transpose()?;
    let rule = RouteRule {
        prefixes: words.prefixes.unwrap_or(rule.prefixes),
        countries: words.countries.unwrap_or(rule.countries),
        senders: words.senders.unwrap_or(rule.senders),
        categories: words.categories.unwrap_or(rule.categories),
        classes: words.classes.unwrap_or(rule.classes),
        providers: providers.unwrap_or(rule.providers),
        order: words.order.unwrap_or(rule.order),
        sticky: words.sticky.unwrap_or(rule.sticky),
    };
    Ok(RouteChange {
        name: words.name,
        rank: words.rank,
        rule: Some(rule),
        active: words.active,
    })
}

/// The providers with these names or ids, with every one at fault named.
fn providers(all: &[(String, u32)], known: &[Provider]) -> Result<Vec<RouteProvider>, Failure> {
    let mut found = Vec::with_capacity(all.len());
    let mut faults = Vec::new();
    for (place, (named, weight)) in all.iter().enumerate() {
        let fits = |one: &&Provider| one.name == *named || one.id.to_string() == *named;
        let matching: Vec<&Provider> = known.iter().filter(fits).collect();
        let field = format!("providers[{place}]");
        match matching.as_slice() {
            [one] => found.push(RouteProvider {
                provider: one.id,
                weight: *weight,
            }),
            [] => {
                let fault = format!("the organization has no provider `{named}`");
                faults.push(Fault::new(field, fault, "`tuma provider list --org` shows all of them"));
            }
            _ => {
                let fault = format!("`{named}` is the name of several providers");
                faults.push(Fault::new(field, fault, "name it by its id, prv_…"));
            }
        }
    }
    match faults.is_empty() {
        true => Ok(found),
        false => Err(Failure::refused("that cannot be done").with(faults)),
    }
}
