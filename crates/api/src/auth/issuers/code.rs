//! `POST /api/auth/issuers/code`: the code of the second factor, for whoever came back from an issuer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::Deserialize;
use tenancy::SignInRefusal;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::me::me_of;
use crate::auth::sign_in::replaced;
use crate::auth::sign_in_refused;
use crate::auth::view::MeView;
use crate::credential::{Browser, Passing};
use crate::envelope::RequestMeta;
use crate::error::{ApiError, Code};
use crate::gate::CalledFrom;
use crate::json::JsonBody;
use crate::openapi::{Answer, BodyErrors, SignInErrors};

/// The code of somebody who came back from an issuer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IssuerCodeRequest, example = json!({"code": "123456"}))]
pub(crate) struct IssuerCodeBody {
    /// The code that your app shows, or a recovery code.
    code: String,
}

/// Give the code after an issuer
///
/// For whoever came back from an issuer and has a second factor (`signIn=code`), within five minutes and with the cookie
/// `tuma_code`: sets the session's cookie as `POST /api/auth/sign-in` does. Wrong codes count as failed sign-ins.
#[utoipa::path(
    post, path = "/api/auth/issuers/code", tag = "people", operation_id = "issuerCode", request_body = IssuerCodeBody,
    responses((status = 200, description = "Signed in", body = Answer<MeView>), SignInErrors, BodyErrors)
)]
pub(crate) async fn issuer_code(
    State(api): State<Arc<ApiState>>,
    CalledFrom(origin): CalledFrom,
    browser: Browser,
    meta: RequestMeta,
    JsonBody(body): JsonBody<IssuerCodeBody>,
) -> Result<Response, ApiError> {
    let replaces = replaced(&api, &browser, &origin).await;
    let given = (browser.waiting.as_deref(), body.code.as_str());
    let begun = api.tenancy.issuer_code(given, replaces, &origin).await;
    let begun = begun.map_err(|refusal| match refusal {
        SignInRefusal::Wrong => ApiError::new(Code::Unauthenticated, "no code is waited for any more; sign in again"),
        other => sign_in_refused(other, meta.at),
    })?;
    let mut answer = meta.answer(StatusCode::OK, me_of(&api, &begun.person, meta.at).await?);
    for cookie in [browser.given(&begun.shown), browser.passed(Passing::Waiting)] {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}
