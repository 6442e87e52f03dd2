//! `POST /api/auth/sign-in`: an address and a password for a browser's session.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::SessionId;
use serde::Deserialize;
use store::SessionKind;
use tenancy::{Origin, SignIn};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::me::me_of;
use crate::auth::sign_in_refused;
use crate::auth::view::MeView;
use crate::credential::Browser;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::CalledFrom;
use crate::json::JsonBody;
use crate::openapi::{Answer, BodyErrors, SignInErrors};

/// Who wants to be let in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SignInRequest, example = json!({"email": "amina@example.org", "password": "matatu kibanda ngoma"}))]
pub(crate) struct SignInBody {
    /// Your address.
    pub(crate) email: String,
    /// Your password.
    pub(crate) password: String,
    /// The organization to be in, by slug or id; the first by name when absent.
    pub(crate) organization: Option<String>,
    /// The code that your app shows, or a recovery code, where you have a second factor.
    pub(crate) code: Option<String>,
}

/// Sign in
///
/// Sets the cookie `tuma_session`, which scripts cannot read, and answers what `GET /api/auth/me` does. An account that
/// does not exist, a wrong password and a disabled account are answered alike. Five failures in a row make an account
/// wait, ever longer. Whoever has a second factor is asked for a code after the right password: 401 `CODE_REQUIRED`.
#[utoipa::path(
    post, path = "/api/auth/sign-in", tag = "people", operation_id = "signIn", request_body = SignInBody,
    responses((status = 200, description = "Signed in", body = Answer<MeView>), SignInErrors, BodyErrors)
)]
pub(crate) async fn sign_in(
    State(api): State<Arc<ApiState>>,
    CalledFrom(origin): CalledFrom,
    browser: Browser,
    meta: RequestMeta,
    JsonBody(body): JsonBody<SignInBody>,
) -> Result<Response, ApiError> {
    let ask = SignIn {
        replaces: replaced(&api, &browser, &origin).await,
        ..body.as_asked(SessionKind::Browser)
    };
    let begun = api.tenancy.sign_in(ask, &origin).await;
    let begun = begun.map_err(|refusal| sign_in_refused(refusal, meta.at))?;
    let mut answer = meta.answer(StatusCode::OK, me_of(&api, &begun.person, meta.at).await?);
    answer.headers_mut().insert(SET_COOKIE, browser.given(&begun.shown));
    Ok(answer)
}

impl SignInBody {
    pub(crate) fn as_asked(&self, kind: SessionKind) -> SignIn<'_> {
        SignIn {
            email: &self.email,
            password: &self.password,
            organization: self.organization.as_deref(),
            code: self.code.as_deref(),
            kind,
            replaces: None,
        }
    }
}

/// The session that the browser shows: it ends, so that nobody who gave the browser its cookie shares the new one.
pub(crate) async fn replaced(api: &ApiState, browser: &Browser, origin: &Arc<Origin>) -> Option<SessionId> {
    let cookie = browser.cookie.as_deref()?;
    let shown = api.tenancy.session(cookie, Arc::clone(origin)).await.ok()?;
    Some(shown.person.session.id)
}
