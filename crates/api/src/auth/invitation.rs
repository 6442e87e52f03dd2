//! `/api/auth/invitation`: what whoever was invited does with the token of the mail.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Role;
use serde::{Deserialize, Serialize};
use tenancy::InvitedTo;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::CalledFrom;
use crate::json::JsonBody;
use crate::openapi::{Answer, BodyErrors, TokenErrors};
use crate::time::Time;

/// The token of the mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvitationTokenRequest)]
pub(crate) struct TokenBody {
    /// What follows `#` in the link.
    token: String,
}

/// The token of the mail, and who you are where you have no account yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AcceptRequest)]
pub(crate) struct AcceptBody {
    /// What follows `#` in the link.
    token: String,
    /// How you are called; for a new account.
    name: Option<String>,
    /// Your password, of at least ten characters that are not easily guessed; for a new account.
    password: Option<String>,
}

/// What somebody is invited to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvitedTo)]
pub(crate) struct InvitedView {
    /// The organization's name.
    organization: String,
    /// Its short name, to sign in with.
    slug: String,
    /// As what.
    #[schema(value_type = String, example = "operator")]
    role: Role,
    /// Under which address.
    email: String,
    /// Whether there is an account under that address: then nothing but the token is needed.
    has_account: bool,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
}

/// Look at an invitation
///
/// What the token of a mail invites to, and whether there is an account already.
#[utoipa::path(
    post, path = "/api/auth/invitation", tag = "people", operation_id = "lookAtInvitation", request_body = TokenBody,
    responses((status = 200, description = "What it invites to", body = Answer<InvitedView>), TokenErrors, BodyErrors)
)]
pub(crate) async fn look_at_invitation(
    State(api): State<Arc<ApiState>>,
    meta: RequestMeta,
    JsonBody(body): JsonBody<TokenBody>,
) -> Result<Response, ApiError> {
    let invited = api.tenancy.invited_to(&body.token).await;
    let invited = invited.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, InvitedView::from(invited)))
}

/// Take an invitation up
///
/// Whoever has no account under the address makes one with a name and a password. Sign in afterwards.
#[utoipa::path(
    post, path = "/api/auth/invitation/accept", tag = "people", operation_id = "acceptInvitation",
    request_body = AcceptBody,
    responses((status = 200, description = "You belong to it", body = Answer<InvitedView>), TokenErrors, BodyErrors)
)]
pub(crate) async fn accept_invitation(
    State(api): State<Arc<ApiState>>,
    CalledFrom(origin): CalledFrom,
    meta: RequestMeta,
    JsonBody(body): JsonBody<AcceptBody>,
) -> Result<Response, ApiError> {
    let account = body.name.as_deref().zip(body.password.as_deref());
    let accepted = api.tenancy.invitation_accept(&body.token, account, &origin).await;
    let accepted = accepted.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, InvitedView::from(accepted)))
}

impl From<InvitedTo> for InvitedView {
    fn from(invited: InvitedTo) -> Self {
        Self {
            organization: invited.organization.name,
            slug: invited.organization.slug,
            role: invited.role,
            email: invited.email,
            has_account: invited.has_account,
            expires_at: Time(invited.expires_at),
        }
    }
}
