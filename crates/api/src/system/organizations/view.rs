//! How an organization looks to whoever runs the installation.

use domain::class::UnknownPolicy;
use domain::{Millis, OrganizationId};
use serde::Serialize;
use store::{OrganizationOverview, Quotas};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::auth::view::SuspensionView;
use crate::error::ApiError;
use crate::time::Time;

/// An organization.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Organization)]
pub(crate) struct OrganizationView {
    /// Its id.
    #[schema(value_type = String, example = "org_01k9zv0d3s8ra")]
    organization_id: OrganizationId,
    /// Its name.
    name: String,
    /// Its short name.
    #[schema(example = "green-valley")]
    slug: String,
    /// Region of numbers without `+`, ISO 3166-1.
    #[schema(example = "KE")]
    region: String,
    /// The time zone that its days and hours are cut by.
    #[schema(example = "Asia/Karachi")]
    time_zone: String,
    /// The most segments a message may take.
    max_segments: u16,
    /// What happens where nobody can tell whether a carrier took a message: `resend` or `hold`; null where its class says.
    #[schema(value_type = Option<String>)]
    unknown_policy: Option<&'static str>,
    /// How long a message stays worth sending.
    validity_seconds: i64,
    /// Whether it sends from approved sender IDs only.
    approved_senders_only: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// Since when and why it is suspended; null while it works.
    suspended: Option<SuspensionView>,
    /// What it has.
    has: CountsView,
    /// How much it may have.
    quotas: QuotasView,
}

/// What an organization has.
#[derive(Serialize, ToSchema)]
#[schema(as = OrganizationCounts)]
pub(crate) struct CountsView {
    /// Members.
    users: i64,
    /// API keys that are neither revoked nor expired.
    keys: i64,
    /// Providers of its own.
    providers: i64,
}

/// How much an organization may have; null for no bound of its own.
#[derive(Serialize, ToSchema)]
#[schema(as = Quotas)]
pub(crate) struct QuotasView {
    /// Members.
    users: Option<u32>,
    /// API keys that are neither revoked nor expired.
    keys: Option<u32>,
    /// Providers of its own; `limits.max_providers` of the configuration holds besides.
    providers: Option<u32>,
}

impl From<OrganizationOverview> for OrganizationView {
    fn from(found: OrganizationOverview) -> Self {
        let row = found.organization;
        Self {
            organization_id: row.id,
            suspended: SuspensionView::of(&row),
            name: row.name,
            slug: row.slug,
            region: row.region,
            time_zone: row.time_zone,
            max_segments: row.max_segments,
            unknown_policy: row.unknown_policy.map(UnknownPolicy::as_str),
            validity_seconds: row.validity_ms / 1_000,
            approved_senders_only: row.approved_senders_only,
            created_at: Time(row.created_at),
            has: CountsView {
                users: found.users,
                keys: found.keys,
                providers: found.providers,
            },
            quotas: found.quotas.into(),
        }
    }
}

impl From<Quotas> for QuotasView {
    fn from(quotas: Quotas) -> Self {
        Self {
            users: quotas.users,
            keys: quotas.keys,
            providers: quotas.providers,
        }
    }
}

/// An organization as it is now: what a change answers.
pub(super) async fn as_it_is(api: &ApiState, id: OrganizationId, now: Millis) -> Result<OrganizationView, ApiError> {
    let found = api.tenancy.organization_overview(id).await;
    found
        .map(OrganizationView::from)
        .map_err(|error| tenancy_refused(error, now))
}
