//! `POST /api/system/organizations/{organizationId}/owners`: invites an owner, the first one or another.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;
use crate::team::invitations::InvitationView;

/// Whom to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnerRequest, example = json!({"email": "amina@example.org"}))]
pub(crate) struct OwnerBody {
    /// The address that is mailed.
    email: String,
}

/// Invite an owner
///
/// Mails a link that can be taken up once, within a week: to the first person of a new organization, or where no owner can
/// sign in any more. Whoever is invited invites the others.
#[utoipa::path(
    post, path = "/api/system/organizations/{organizationId}/owners", tag = "system",
    operation_id = "inviteOwner", request_body = OwnerBody,
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    responses((status = 201, description = "Invited; the mail is on its way", body = Answer<InvitationView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn invite_owner(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
    JsonBody(body): JsonBody<OwnerBody>,
) -> Result<Response, ApiError> {
    let invited = api.tenancy.invite_owner(&person, id, &body.email).await;
    let invited = invited.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::CREATED, InvitationView::from(invited)))
}
