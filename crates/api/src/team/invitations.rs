//! `/api/team/invitations`: who is invited to the organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{InvitationId, Role, UserId};
use serde::{Deserialize, Serialize};
use store::Invitation;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors, QueryErrors};
use crate::path::IdInPath;
use crate::query::Params;
use crate::team::members::role;
use crate::time::Time;

/// Open invitations.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationList {
    /// Newest first.
    invitations: Vec<InvitationView>,
}

/// An open invitation; what was mailed is in no answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Invitation)]
pub(crate) struct InvitationView {
    /// Its id.
    #[schema(value_type = String, example = "inv_01k9zv0d3s8ra")]
    invitation_id: InvitationId,
    /// Who is invited.
    email: String,
    /// As what.
    #[schema(value_type = String, example = "operator")]
    role: Role,
    /// The person who invited; null for a key or the operator.
    #[schema(value_type = Option<String>)]
    invited_by: Option<UserId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// Until when it can be taken up.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
}

/// Whom to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InviteRequest, example = json!({"email": "baraka@example.org", "role": "operator"}))]
pub(crate) struct InviteBody {
    /// The address that is mailed.
    email: String,
    /// `owner`, `org_admin`, `operator`, `technician`, `customer_service` or `viewer`; not more than your own.
    role: String,
}

/// Invite somebody
///
/// Mails a link that can be taken up once, within a week. Inviting the same address again ends the first invitation.
#[utoipa::path(
    post, path = "/api/team/invitations", tag = "team", operation_id = "invite", request_body = InviteBody,
    responses((status = 201, description = "Invited; the mail is on its way", body = Answer<InvitationView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn invite(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<InviteBody>,
) -> Result<Response, ApiError> {
    let role = role(&body.role)?;
    let invited = api.tenancy.invite(&caller, &body.email, role).await;
    let invited = invited.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::CREATED, InvitationView::from(invited)))
}

/// List invitations
///
/// Those that can still be taken up.
#[utoipa::path(
    get, path = "/api/team/invitations", tag = "team", operation_id = "listInvitations",
    responses((status = 200, description = "All of them", body = Answer<InvitationList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_invitations(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.tenancy.invitations(caller.organization_id()).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let invitations = found.into_iter().map(InvitationView::from).collect();
    Ok(meta.answer(StatusCode::OK, InvitationList { invitations }))
}

/// Take an invitation back
///
/// What was mailed is good no more.
#[utoipa::path(
    delete, path = "/api/team/invitations/{invitationId}", tag = "team", operation_id = "endInvitation",
    params(("invitationId" = String, Path, description = "The invitation's id", example = "inv_01k9zv0d3s8ra")),
    responses((status = 200, description = "Those that are left", body = Answer<InvitationList>), AuthErrors, IdErrors)
)]
pub(crate) async fn end_invitation(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<InvitationId>,
) -> Result<Response, ApiError> {
    let ended = api.tenancy.invitation_end(&caller, id).await;
    ended.map_err(|error| tenancy_refused(error, meta.at))?;
    let left = api.tenancy.invitations(caller.organization_id()).await;
    let left = left.map_err(|error| tenancy_refused(error, meta.at))?;
    let invitations = left.into_iter().map(InvitationView::from).collect();
    Ok(meta.answer(StatusCode::OK, InvitationList { invitations }))
}

impl From<Invitation> for InvitationView {
    fn from(row: Invitation) -> Self {
        Self {
            invitation_id: row.id,
            email: row.email,
            role: row.role,
            invited_by: row.invited_by,
            created_at: Time(row.created_at),
            expires_at: Time(row.expires_at),
        }
    }
}
