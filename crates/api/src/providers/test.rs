//! `POST /api/sms/providers/{providerId}/test`: a message through this provider alone, or a question whether it works.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use engine::Checked;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::messages::send::SendAnswer;
use crate::messages::words::Cost;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors, TestErrors};
use crate::path::{IdInPath, refused};

/// What a test message says where the caller does not.
const TEST_TEXT: &str = "A test message from Tuma.";

/// How to test a provider.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProviderTestRequest, example = json!({"to": "+254712345678"}))]
pub(crate) struct ProviderTestBody {
    /// A number to send a message to, which costs what it costs; without one the carrier is only asked.
    to: Option<String>,
    /// What the message says.
    body: Option<String>,
}

/// What a provider said when it was asked.
#[derive(Serialize, ToSchema)]
#[schema(as = ProviderCheck)]
pub(crate) struct CheckAnswer {
    /// Whether it can be reached and takes the credentials; null where only a message can tell.
    works: Option<bool>,
    /// Why not, in the carrier's words; of a shared provider, that it does not.
    why: Option<String>,
    /// The account's balance, where the carrier tells it; never that of a shared provider.
    balance: Option<Cost>,
}

/// Test a provider
///
/// With `to`: sends a message through this provider alone, like any other, and answers 202. Without: asks the carrier
/// whether it can be reached and takes the credentials, sends nothing, and answers 200.
#[utoipa::path(
    post, path = "/api/sms/providers/{providerId}/test", tag = "providers", operation_id = "testProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    request_body = ProviderTestBody,
    responses(
        (status = 200, description = "What the carrier said", body = Answer<CheckAnswer>),
        (status = 202, description = "The message is on disk", body = Answer<SendAnswer>),
        AuthErrors, IdErrors, BodyErrors, TestErrors
    )
)]
pub(crate) async fn test_provider(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
    JsonBody(asked): JsonBody<ProviderTestBody>,
) -> Result<Response, ApiError> {
    let of_provider = refused::<ProviderId>;
    let Some(to) = asked.to else {
        if asked.body.is_some() {
            return Err(ApiError::fault(
                "to",
                "is missing",
                "add the number that the message goes to",
            ));
        }
        let checked = api.engine.provider_check(&caller, id).await.map_err(of_provider)?;
        return Ok(meta.answer(StatusCode::OK, CheckAnswer::from(checked)));
    };
    let text = asked.body.as_deref().unwrap_or(TEST_TEXT);
    let sent = api
        .engine
        .provider_test(&caller, id, &to, text)
        .await
        .map_err(of_provider)?;
    Ok(meta.answer(StatusCode::ACCEPTED, SendAnswer::from(sent)))
}

impl From<Checked> for CheckAnswer {
    fn from(checked: Checked) -> Self {
        Self {
            works: checked.works,
            why: checked.why,
            balance: checked.balance.map(Cost::from),
        }
    }
}
