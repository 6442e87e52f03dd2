//! `POST /api/system/organizations`: makes an organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::class::UnknownPolicy;
use serde::Deserialize;
use tenancy::{Author, NewOrganization, TenancyError};
use utoipa::ToSchema;

use super::view::{OrganizationView, as_it_is};
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// An organization to be made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = OrganizationRequest, example = json!({"name": "Green Valley School", "slug": "green-valley", "region": "PK"}))]
pub(crate) struct OrganizationBody {
    /// Its name, at most 100 characters.
    name: String,
    /// Its short name: 1 to 64 lower-case letters, digits and hyphens; nobody else's.
    slug: String,
    /// Region of numbers without `+`, ISO 3166-1.
    region: String,
    /// The time zone that its days and hours are cut by, a name of the IANA database; UTC when absent.
    #[schema(example = "Asia/Karachi")]
    time_zone: Option<String>,
    /// The most segments a message may take, 1 to 255; 10 when absent.
    max_segments: Option<u16>,
    /// What happens where nobody can tell whether a carrier took a message: `resend` or `hold`; by class when absent.
    #[schema(value_type = Option<String>)]
    unknown_policy: Option<UnknownPolicy>,
    /// How long a message stays worth sending, at most 7 days; 48 hours when absent.
    validity_seconds: Option<i64>,
}

/// Make an organization
///
/// It has nobody and no key yet.
#[utoipa::path(
    post, path = "/api/system/organizations", tag = "system", operation_id = "createOrganization",
    request_body = OrganizationBody,
    responses((status = 201, description = "Made", body = Answer<OrganizationView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_organization(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    JsonBody(body): JsonBody<OrganizationBody>,
) -> Result<Response, ApiError> {
    let author = Author::from(&*person);
    let made = api.tenancy.organization_create_by(&author, body.into()).await;
    let made = made.map_err(|error| tenancy_refused(in_words_of_the_api(error), meta.at))?;
    let view = as_it_is(&api, made.id, meta.at).await?;
    Ok(meta.answer(StatusCode::CREATED, view))
}

impl From<OrganizationBody> for NewOrganization {
    fn from(body: OrganizationBody) -> Self {
        let usual = Self::default();
        let validity_ms = body.validity_seconds.map(|seconds| seconds.saturating_mul(1_000));
        Self {
            name: body.name,
            slug: body.slug,
            region: body.region,
            time_zone: body.time_zone.unwrap_or(usual.time_zone),
            max_segments: body.max_segments.unwrap_or(usual.max_segments),
            unknown_policy: body.unknown_policy,
            validity_ms: validity_ms.unwrap_or(usual.validity_ms),
            currency: usual.currency,
        }
    }
}

/// Tenancy's names of what is at fault are those of the command line.
fn in_words_of_the_api(error: TenancyError) -> TenancyError {
    let TenancyError::Invalid(fault) = error else {
        return error;
    };
    let field = match fault.field.as_str() {
        "max_segments" => "maxSegments".to_owned(),
        "time_zone" => "timeZone".to_owned(),
        "validity_ms" => "validitySeconds".to_owned(),
        other => other.to_owned(),
    };
    TenancyError::Invalid(fault.at(field))
}
