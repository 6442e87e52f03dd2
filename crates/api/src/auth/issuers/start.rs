//! `GET /api/auth/issuers/{issuer}/start`: out to an issuer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use tenancy::IssuerRefusal;

use super::{IssuerInPath, no_issuer, page, sent_to, sent_to_the_door};
use crate::ApiState;
use crate::credential::{Browser, Passing};
use crate::error::ApiError;
use crate::openapi::{IssuerErrors, QueryErrors};
use crate::query::Params;

/// Sign in at an issuer
///
/// For browsers: sends them to the issuer, and keeps in the cookie `tuma_issuer`, sealed, what has to be known when they
/// come back.
#[utoipa::path(
    get, path = "/api/auth/issuers/{issuer}/start", tag = "people", operation_id = "startAtIssuer",
    params(
        ("issuer" = String, Path, description = "The issuer's name", example = "google"),
        ("next" = Option<String>, Query, description = "The page that was asked for", example = "/messages"),
        ("organization" = Option<String>, Query, description = "The organization to be in, by slug or id"),
    ),
    responses((status = 303, description = "To the issuer; or to `next`, with `signIn=unavailable`"), QueryErrors, IssuerErrors)
)]
pub(crate) async fn start_at_issuer(
    State(api): State<Arc<ApiState>>,
    IssuerInPath(issuer): IssuerInPath,
    browser: Browser,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let next = params.take("next", "a page of ours, such as /messages", page);
    let organization = params.text("organization");
    params.finish()?;
    let next = next.unwrap_or_else(|| "/".to_owned());
    match api.tenancy.issuer_begin(&issuer, &next, organization.as_deref()).await {
        Ok(begun) => {
            let mut response = sent_to(&begun.url)?;
            let kept = browser.passes(Passing::Away, &begun.kept);
            response.headers_mut().insert(SET_COOKIE, kept);
            Ok(response)
        }
        Err(IssuerRefusal::Unknown) => Err(no_issuer()),
        Err(refusal) => sent_to_the_door(Some(&next), refusal.word()),
    }
}
