//! `GET /api/auth/issuers/{issuer}/callback`: back from an issuer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use tenancy::{CameBack, Entered, IssuerRefusal};

use super::{ASKS_FOR_CODE, IssuerInPath, no_issuer, sent_to, sent_to_the_door};
use crate::ApiState;
use crate::auth::sign_in::replaced;
use crate::credential::{Browser, Passing};
use crate::error::ApiError;
use crate::gate::CalledFrom;
use crate::openapi::{IssuerErrors, QueryErrors};
use crate::query::Params;

/// Come back from an issuer
///
/// For browsers, which the issuer sends here: begins a session as `POST /api/auth/sign-in` does and sends them to the page
/// that was asked for. Where nobody is let in, that page is asked for with `signIn=` and a word that says why (`stale`,
/// `declined`, `untrusted`, `no_account`, `unverified`, `domain`, `somebody_elses`, `unavailable`, `wait`, `failed`); with
/// `signIn=code` where a code of the second factor is asked for first, which `POST /api/auth/issuers/code` takes.
#[utoipa::path(
    get, path = "/api/auth/issuers/{issuer}/callback", tag = "people", operation_id = "backFromIssuer",
    params(
        ("issuer" = String, Path, description = "The issuer's name", example = "google"),
        ("code" = Option<String>, Query, description = "The issuer's code"),
        ("state" = Option<String>, Query, description = "Which sign-in it is"),
        ("iss" = Option<String>, Query, description = "Which issuer it is (RFC 9207)"),
        ("error" = Option<String>, Query, description = "Why there is no code"),
    ),
    responses((status = 303, description = "To the page that was asked for"), QueryErrors, IssuerErrors)
)]
pub(crate) async fn back_from_issuer(
    State(api): State<Arc<ApiState>>,
    IssuerInPath(issuer): IssuerInPath,
    CalledFrom(origin): CalledFrom,
    browser: Browser,
    uri: Uri,
) -> Result<Response, ApiError> {
    // Issuers send more than the standard asks for: what is not known is left alone.
    let mut params = Params::of(&uri)?;
    let [code, state, iss, error] = ["code", "state", "iss", "error"].map(|name| params.text(name));
    let came = CameBack {
        kept: browser.away.as_deref(),
        code: code.as_deref(),
        state: state.as_deref(),
        issuer: iss.as_deref(),
        error: error.as_deref(),
        replaces: replaced(&api, &browser, &origin).await,
    };
    let (next, entered) = api.tenancy.issuer_end(&issuer, came, &origin).await;
    let mut response = led_on(next.as_deref(), entered, &browser)?;
    response.headers_mut().append(SET_COOKIE, browser.passed(Passing::Away));
    Ok(response)
}

/// Where somebody goes who came back, with what the browser is given.
fn led_on(
    next: Option<&str>,
    entered: Result<Entered, IssuerRefusal>,
    browser: &Browser,
) -> Result<Response, ApiError> {
    let (mut response, cookie) = match entered {
        Ok(Entered::In(begun)) => (sent_to(next.unwrap_or("/"))?, browser.given(&begun.shown)),
        Ok(Entered::CodeAsked(kept)) => {
            let cookie = browser.passes(Passing::Waiting, &kept);
            (sent_to_the_door(next, ASKS_FOR_CODE)?, cookie)
        }
        Err(IssuerRefusal::Unknown) => return Err(no_issuer()),
        Err(refusal) => return sent_to_the_door(next, refusal.word()),
    };
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}
