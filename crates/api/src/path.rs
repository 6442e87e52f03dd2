//! Ids in paths, such as `/api/sms/status/{messageId}`.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use engine::request::Refusal;

use crate::error::ApiError;

/// An id that stands in the path as the only parameter.
pub(crate) struct IdInPath<T>(pub(crate) T);

/// Ids that may stand in a path.
pub(crate) trait PathId: FromStr {
    /// What the documentation calls it.
    const FIELD: &'static str;
    /// What it looks like.
    const SHAPE: &'static str;
    /// What it is the id of, for people.
    const NOUN: &'static str;
}

impl PathId for domain::MessageId {
    const FIELD: &'static str = "messageId";
    const SHAPE: &'static str = "msg_ and 13 letters and digits, as the send answered";
    const NOUN: &'static str = "the message";
}

impl PathId for domain::BatchId {
    const FIELD: &'static str = "batchId";
    const SHAPE: &'static str = "bat_ and 13 letters and digits, as the bulk send answered";
    const NOUN: &'static str = "the batch";
}

impl PathId for domain::FileId {
    const FIELD: &'static str = "file_id";
    const SHAPE: &'static str = "fil_ and 13 letters and digits, as the upload answered";
    const NOUN: &'static str = "the file";
}

impl PathId for domain::ProviderId {
    const FIELD: &'static str = "providerId";
    const SHAPE: &'static str = "prv_ and 13 letters and digits, as GET /api/sms/providers lists it";
    const NOUN: &'static str = "the provider";
}

impl PathId for domain::RouteId {
    const FIELD: &'static str = "routeId";
    const SHAPE: &'static str = "rte_ and 13 letters and digits, as GET /api/sms/routes lists it";
    const NOUN: &'static str = "the route";
}

impl PathId for domain::TopUpId {
    const FIELD: &'static str = "topUpId";
    const SHAPE: &'static str = "tup_ and 13 letters and digits, as GET /api/sms/balance/top-ups lists it";
    const NOUN: &'static str = "the top-up";
}

impl PathId for domain::PriceId {
    const FIELD: &'static str = "priceId";
    const SHAPE: &'static str = "prc_ and 13 letters and digits, as GET /api/sms/prices lists it";
    const NOUN: &'static str = "the price";
}

impl PathId for domain::ApiKeyId {
    const FIELD: &'static str = "keyId";
    const SHAPE: &'static str = "key_ and 13 letters and digits, as GET /api/sms/api-keys lists it";
    const NOUN: &'static str = "the API key";
}

impl PathId for domain::SessionId {
    const FIELD: &'static str = "sessionId";
    const SHAPE: &'static str = "ses_ and 13 letters and digits, as GET /api/auth/sessions lists it";
    const NOUN: &'static str = "the session";
}

impl PathId for domain::UserId {
    const FIELD: &'static str = "userId";
    const SHAPE: &'static str = "usr_ and 13 letters and digits, as GET /api/team lists it";
    const NOUN: &'static str = "the member";
}

impl PathId for domain::InvitationId {
    const FIELD: &'static str = "invitationId";
    const SHAPE: &'static str = "inv_ and 13 letters and digits, as GET /api/team/invitations lists it";
    const NOUN: &'static str = "the invitation";
}

impl PathId for domain::SenderId {
    const FIELD: &'static str = "senderId";
    const SHAPE: &'static str = "snd_ and 13 letters and digits, as GET /api/sms/senders lists it";
    const NOUN: &'static str = "the sender ID";
}

impl PathId for domain::UnitId {
    const FIELD: &'static str = "unitId";
    const SHAPE: &'static str = "unt_ and 13 letters and digits, as GET /api/units lists it";
    const NOUN: &'static str = "the unit";
}

impl PathId for domain::OrganizationId {
    const FIELD: &'static str = "organizationId";
    const SHAPE: &'static str = "org_ and 13 letters and digits, as GET /api/system/organizations lists it";
    const NOUN: &'static str = "the organization";
}

impl PathId for domain::WebhookId {
    const FIELD: &'static str = "webhookId";
    const SHAPE: &'static str = "whk_ and 13 letters and digits, as GET /api/sms/webhooks lists it";
    const NOUN: &'static str = "the webhook";
}

impl PathId for domain::DeliveryId {
    const FIELD: &'static str = "deliveryId";
    const SHAPE: &'static str = "dlv_ and 13 letters and digits, as the deliveries list it";
    const NOUN: &'static str = "the delivery";
}

/// The refusal of a call about the object whose id stood in the path, named where it was not found.
pub(crate) fn refused<T: PathId>(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::NotFound => ApiError::not_found(T::NOUN),
        other => other.into(),
    }
}

/// Two ids that stand in the path.
pub(crate) struct IdsInPath<A, B>(pub(crate) A, pub(crate) B);

fn read<T: PathId>(text: Option<&str>) -> Result<T, ApiError> {
    let id = text.and_then(|text| text.parse().ok());
    id.ok_or_else(|| ApiError::fault(T::FIELD, "is not an id of this kind", format!("give {}", T::SHAPE)))
}

impl<S: Send + Sync, T: PathId> FromRequestParts<S> for IdInPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let text = Path::<String>::from_request_parts(parts, state).await.ok();
        read(text.as_ref().map(|Path(text)| text.as_str())).map(Self)
    }
}

impl<S: Send + Sync, A: PathId, B: PathId> FromRequestParts<S> for IdsInPath<A, B> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let texts = Path::<(String, String)>::from_request_parts(parts, state).await.ok();
        let texts = texts
            .as_ref()
            .map(|Path((first, second))| (first.as_str(), second.as_str()));
        Ok(Self(read(texts.map(|both| both.0))?, read(texts.map(|both| both.1))?))
    }
}
