//! `/api/auth/second-factor`: a person's second factor, enrolled in two steps, taken away, its recovery codes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tenancy::Enrolment;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, QueryErrors, TooManyErrors};
use crate::query::Params;

/// Who begins to enrol.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = EnrolRequest)]
pub(crate) struct EnrolBody {
    /// Your password.
    password: String,
}

/// What an app needs to show codes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Enrolment)]
pub(crate) struct EnrolmentView {
    /// The secret, to be typed into an app.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    secret: String,
    /// The same for an app that takes addresses.
    #[schema(example = "otpauth://totp/Tuma:amina%40example.org?secret=…&issuer=Tuma")]
    otpauth_url: String,
    /// The address as a QR code, an SVG picture.
    qr_svg: String,
    /// To be given back with the first code, within a quarter of an hour.
    ticket: String,
}

/// The proof that an app shows the right codes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ConfirmRequest)]
pub(crate) struct ConfirmBody {
    /// What the beginning answered.
    ticket: String,
    /// The code that the app shows.
    code: String,
}

/// Codes for when the phone is lost; each is good once, and nobody can read them again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RecoveryCodes)]
pub(crate) struct RecoveryCodesView {
    /// Ten of them.
    recovery_codes: Vec<String>,
}

/// Who takes a second factor away.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RemoveSecondFactorRequest)]
pub(crate) struct RemoveBody {
    /// Your password.
    password: String,
    /// A code of the app, or a recovery code.
    code: String,
}

/// Who wants new recovery codes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RecoveryCodesRequest)]
pub(crate) struct RenewBody {
    /// A code of the app, or a recovery code.
    code: String,
}

/// Whether a person has a second factor.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecondFactor)]
pub(crate) struct SecondFactorView {
    /// Whether there is one.
    enrolled: bool,
    /// Recovery codes that were not used.
    recovery_codes_left: usize,
}

/// Look at your second factor
///
/// Whether there is one, and how many recovery codes are left.
#[utoipa::path(
    get, path = "/api/auth/second-factor", tag = "people", operation_id = "getSecondFactor",
    responses((status = 200, description = "How it is", body = Answer<SecondFactorView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn get_second_factor(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let left = api.tenancy.recovery_codes_left(person.user.id).await;
    let view = SecondFactorView {
        enrolled: person.user.second_factor.is_some(),
        recovery_codes_left: left.map_err(|error| tenancy_refused(error, meta.at))?,
    };
    Ok(meta.answer(StatusCode::OK, view))
}

/// Begin to enrol a second factor
///
/// Nothing is stored yet: give the ticket back with the first code to `POST /api/auth/second-factor/confirm`.
#[utoipa::path(
    post, path = "/api/auth/second-factor", tag = "people", operation_id = "beginSecondFactor", request_body = EnrolBody,
    responses((status = 200, description = "Begun", body = Answer<EnrolmentView>), AuthErrors, BodyErrors, TooManyErrors)
)]
pub(crate) async fn begin_second_factor(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    JsonBody(body): JsonBody<EnrolBody>,
) -> Result<Response, ApiError> {
    let begun = api.tenancy.second_factor_begin(&person, &body.password).await;
    let Enrolment {
        secret,
        url,
        qr_svg,
        ticket,
    } = begun.map_err(|error| tenancy_refused(error, meta.at))?;
    let view = EnrolmentView {
        secret,
        otpauth_url: url,
        qr_svg,
        ticket,
    };
    Ok(meta.answer(StatusCode::OK, view))
}

/// Enrol a second factor
///
/// From now on signing in wants a code of the app, or one of the recovery codes of this answer. Your other sessions end.
#[utoipa::path(
    post, path = "/api/auth/second-factor/confirm", tag = "people", operation_id = "confirmSecondFactor",
    request_body = ConfirmBody,
    responses((status = 200, description = "Enrolled", body = Answer<RecoveryCodesView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn confirm_second_factor(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    JsonBody(body): JsonBody<ConfirmBody>,
) -> Result<Response, ApiError> {
    let proof = (body.ticket.as_str(), body.code.as_str());
    let codes = api.tenancy.second_factor_confirm(&person, proof).await;
    let recovery_codes = codes.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, RecoveryCodesView { recovery_codes }))
}

/// Take your second factor away
///
/// Organizations that ask for one let you in no more until you enrol another.
#[utoipa::path(
    delete, path = "/api/auth/second-factor", tag = "people", operation_id = "removeSecondFactor",
    request_body = RemoveBody,
    responses((status = 200, description = "Gone", body = Answer<SecondFactorView>), AuthErrors, BodyErrors, TooManyErrors)
)]
pub(crate) async fn remove_second_factor(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    JsonBody(body): JsonBody<RemoveBody>,
) -> Result<Response, ApiError> {
    let proof = (body.password.as_str(), body.code.as_str());
    let removed = api.tenancy.second_factor_remove(&person, proof).await;
    removed.map_err(|error| tenancy_refused(error, meta.at))?;
    let view = SecondFactorView {
        enrolled: false,
        recovery_codes_left: 0,
    };
    Ok(meta.answer(StatusCode::OK, view))
}

/// Draw new recovery codes
///
/// The old ones are good no more.
#[utoipa::path(
    post, path = "/api/auth/second-factor/recovery-codes", tag = "people", operation_id = "renewRecoveryCodes",
    request_body = RenewBody,
    responses((status = 200, description = "New ones", body = Answer<RecoveryCodesView>), AuthErrors, BodyErrors, TooManyErrors)
)]
pub(crate) async fn renew_recovery_codes(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    JsonBody(body): JsonBody<RenewBody>,
) -> Result<Response, ApiError> {
    let codes = api.tenancy.recovery_codes_renew(&person, &body.code).await;
    let recovery_codes = codes.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, RecoveryCodesView { recovery_codes }))
}
