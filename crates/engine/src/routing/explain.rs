//! Which way a message goes: asked for one that nobody sends, and told of one that was.

use domain::phone::PhoneNumber;
use domain::route::RouteSubject;
use domain::{Class, ProviderId};
use store::Organization;

use super::{ExplainRequest, Explained, NamedProvider};
use crate::decision::Decision;
use crate::registry::Registry;
use crate::request::Refusal;

/// The decision that a message of `organization` would get now; `draw` is a number of its own.
pub(crate) fn decide(
    registry: &Registry,
    organization: &Organization,
    request: &ExplainRequest,
    draw: u64,
) -> Result<Decision, Refusal> {
    let region = request.region.as_deref().unwrap_or(&organization.region);
    let to = PhoneNumber::parse(&request.to, region).map_err(|fault| Refusal::of(fault.into_fault("to")))?;
    let router = registry
        .router(organization.id, request.provider.as_deref())
        .map_err(Refusal::of)?;
    let subject = RouteSubject {
        to: to.e164(),
        country: to.country(),
        sender: request.from.as_deref(),
        category: request.category.as_deref(),
        class: request.class.unwrap_or(Class::Transactional),
    };
    let selection = router.look(&subject, draw).ok_or(Refusal::NoProvider)?;
    Ok(selection.decision)
}

/// A decision with the names of its providers.
pub(crate) fn explained(registry: &Registry, decision: &Decision) -> Explained {
    let named = |id: ProviderId, reason: Option<String>| NamedProvider {
        id,
        name: registry.name(id).unwrap_or_else(|| id.to_string()),
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
