//! `PATCH /api/organization/settings`: changes what is given, and notes what was and what is.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tenancy::SettingsChange;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};
use crate::settings::view::{PrivacyWord, SettingsView};

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SettingsRequest, example = json!({"timeZone": "Asia/Karachi", "currency": "PKR", "privacy": "masked"}))]
pub(crate) struct SettingsBody {
    /// The shown name, at most 100 characters.
    name: Option<String>,
    /// The region of numbers without `+`, ISO 3166-1.
    region: Option<String>,
    /// A name of the IANA time zone database.
    time_zone: Option<String>,
    /// ISO 4217.
    currency: Option<String>,
    /// Who sees whole phone numbers.
    privacy: Option<PrivacyWord>,
    /// How many days after their end messages are removed, 7 to 3,650; 0 keeps them.
    retention_days: Option<u32>,
}

/// Change the organization's settings
///
/// A change holds at once on the node that answers, and within a second on others. Shortening `retentionDays` removes
/// messages for good; figures and the ledger keep their sums.
#[utoipa::path(
    patch, path = "/api/organization/settings", tag = "settings", operation_id = "changeSettings",
    request_body = SettingsBody,
    responses((status = 200, description = "The settings as they are now", body = Answer<SettingsView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn change_settings(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<SettingsBody>,
) -> Result<Response, ApiError> {
    let changed = api.tenancy.settings_change(&caller, &body.into()).await;
    let changed = changed.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, SettingsView::from(&changed)))
}

impl From<SettingsBody> for SettingsChange {
    fn from(body: SettingsBody) -> Self {
        Self {
            name: body.name,
            region: body.region,
            time_zone: body.time_zone,
            currency: body.currency,
            privacy: body.privacy.map(Into::into),
            retention_days: body.retention_days,
        }
    }
}
