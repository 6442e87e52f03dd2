//! How the networks of an organization look to callers.

use serde::Serialize;
use store::OrganizationTerms;
use utoipa::ToSchema;

use crate::time::Time;

/// From where an organization may be called.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Networks)]
pub(crate) struct NetworksView {
    /// Those that are let in; everybody where there are none.
    #[schema(example = json!(["203.0.113.0/24", "2001:db8::/32"]))]
    allow: Vec<String>,
    /// Those that are not let in, whatever `allow` says.
    #[schema(example = json!(["203.0.113.9"]))]
    deny: Vec<String>,
    /// The address that this request came from, as the server sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    your_address: Option<String>,
    /// When the limits or networks of the organization were last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Time>,
}

impl NetworksView {
    /// The networks in these terms, for a caller from `ip`.
    pub(crate) fn new(terms: OrganizationTerms, ip: Option<std::net::IpAddr>) -> Self {
        Self {
            allow: terms.allow,
            deny: terms.deny,
            your_address: ip.map(|ip| ip.to_string()),
            updated_at: (terms.updated_at > 0).then_some(Time(terms.updated_at)),
        }
    }
}
