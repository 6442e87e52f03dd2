//! What the OpenAPI document says beyond the routes: the envelope, the refusals, the key.
//!
//! The types here describe and are never built; the routes themselves are in [`crate::routes`].

#![allow(
    dead_code,
    reason = "documentation only: these shapes are written by `envelope`, which holds no owned data"
)]

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoResponses, Modify, OpenApi, ToSchema};

use crate::credential::SESSION_COOKIE;

use crate::facades::webapp::envelope::WebappRefusal;
use crate::messages::send::EitherRefusal;

/// The document that the routes are added to.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tuma",
        description = "Send SMS and follow every message to its delivery. Every answer is wrapped in \
            `{success, timestamp, data, metadata}`; every refusal names field, fault and mend. Ids and times are text, \
            times RFC 3339 in UTC, money decimal text. Lists page by cursor.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "messages", description = "Send, follow, list, cancel and preview messages"),
        (name = "analytics", description = "Figures of any period, by day or hour of the organization's time zone"),
        (name = "batches", description = "Follow bulk calls and files to their last row"),
        (name = "providers", description = "Connections to carriers: make, change, test, and why is it slow"),
        (name = "routes", description = "Which message goes through which provider"),
        (name = "senders", description = "Sender IDs: ask for them, see what was decided, give them up"),
        (name = "units", description = "Parts of an organization, and who is limited to which"),
        (name = "webhooks out", description = "Have events told to you as they happen: endpoints, what was told to \
            them, and telling it again"),
        (name = "balance", description = "What an organization has to spend, what moved it, what messages cost"),
        (name = "callbacks", description = "How the final states of messages are told to the URLs that come with them"),
        (name = "reports", description = "Messages and delivery reports as files: CSV, PDF"),
        (name = "usage", description = "How the API is used: every call counted, a sample of calls as they were"),
        (name = "webapp", description = "The API of source 001 under `/api/v1`, in its own case, words and envelope"),
        (name = "keys", description = "API keys: make, change, rotate, revoke; and from where they may be used"),
        (name = "limits", description = "How many requests and recipients are left"),
        (name = "webhooks", description = "What carriers call. No key: each provider checks its carrier's signature, \
            secret or address. Answers are the carrier's own form, refusals have no body"),
        (name = "handsets", description = "The phones of simulated carriers, in this server and in processes of their own"),
        (name = "people", description = "Sign in, second factors, sessions, passwords, invitations, the organization a session is in"),
        (name = "team", description = "Who belongs to the organization, and who is invited to it"),
        (name = "settings", description = "What people decide about their organization"),
        (name = "system", description = "For whoever runs the installation: organizations, providers that they share, \
            sender IDs that they ask for"),
        (name = "logs", description = "What happened: security events, changes"),
        (name = "operation", description = "Health, metrics and this document")
    ),
    components(schemas(ErrorEnvelope, EitherRefusal, WebappRefusal)),
    modifiers(&ApiKeyScheme)
)]
pub(crate) struct Document;

struct ApiKeyScheme;

impl Modify for ApiKeyScheme {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("sk_live_…")
            .description(Some(
                "An API key, made with `tuma key create`; each route names the scope, and in `x-permission` the \
                 permission, that it needs.",
            ))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("apiKey", SecurityScheme::Http(scheme));
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(
                "A token of `POST /api/v1/auth/token`: a person, for a quarter of an hour.",
            ))
            .build();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        let cookie = ApiKeyValue::with_description(
            SESSION_COOKIE,
            "A browser's session, begun by `POST /api/auth/sign-in`. Changes want the header `X-CSRF-Token` too.",
        );
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// A path that takes GET and POST alike is one handler with one id; its GET gets an id of its own here.
pub(crate) fn with_ids_of_their_own(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    for item in document.paths.paths.values_mut() {
        let (Some(get), Some(post)) = (&mut item.get, &item.post) else {
            continue;
        };
        if get.operation_id == post.operation_id {
            get.operation_id = get.operation_id.take().map(|id| format!("{id}ByGet"));
            get.request_body = None;
        }
    }
    document
}

/// A success.
#[derive(ToSchema)]
#[schema(bound = "T: ToSchema")]
pub(crate) struct Answer<T> {
    /// Always true.
    #[schema(example = true)]
    success: bool,
    /// When it was answered.
    #[schema(value_type = String, format = DateTime, example = "2026-02-15T10:30:00.000Z")]
    timestamp: String,
    /// The answer.
    data: T,
    /// About the request.
    metadata: AnswerMetadata,
}

/// About the request.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AnswerMetadata {
    /// The request's id, as in `x-request-id`; quote it when you report something.
    #[schema(example = "req_00d7f1c2a8400000")]
    request_id: String,
    /// How long it took, ms.
    #[schema(example = 3)]
    duration_ms: i64,
}

/// A refusal.
#[derive(ToSchema)]
#[schema(as = Error, example = json!({
    "success": false,
    "timestamp": "2026-02-15T10:30:00.000Z",
    "error": {
        "code": "INVALID_REQUEST",
        "message": "scheduled_at: is not a known field (did you mean scheduledAt?)",
        "details": [{"field": "scheduled_at", "fault": "is not a known field", "mend": "did you mean scheduledAt?"}]
    },
    "metadata": {"requestId": "req_00d7f1c2a8400000", "durationMs": 1}
}))]
pub(crate) struct ErrorEnvelope {
    /// Always false.
    success: bool,
    /// When it was answered.
    #[schema(value_type = String, format = DateTime)]
    timestamp: String,
    /// What was refused and why.
    error: ErrorView,
    /// What exists in spite of the refusal: `first`, the first answer to the same idempotency key; or the id of the
    /// message that was stored as REJECTED; or the `limit` that is used up.
    #[schema(value_type = Option<Object>)]
    data: Option<()>,
    /// About the request.
    metadata: AnswerMetadata,
}

/// What was refused and why.
#[derive(ToSchema)]
pub(crate) struct ErrorView {
    /// Stable: `INVALID_REQUEST`, `UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `REQUEST_TIMEOUT`,
    /// `INSUFFICIENT_FUNDS`, `TOO_LATE`, `IDEMPOTENCY_CONFLICT`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`,
    /// `OPTED_OUT`, `NO_PROVIDER`, `SECOND_FACTOR_REQUIRED`, `CODE_REQUIRED`, `ORGANIZATION_SUSPENDED`,
    /// `TOO_MANY_REQUESTS`, `INTERNAL`, `BUSY`, `UNAVAILABLE`.
    #[schema(example = "INVALID_REQUEST")]
    code: String,
    /// For people.
    message: String,
    /// One for each value at fault.
    details: Vec<FaultView>,
}

/// What is wrong with one value.
#[derive(ToSchema)]
#[schema(as = Fault)]
pub(crate) struct FaultView {
    /// Its path, such as `recipients[3].to`.
    #[schema(example = "to")]
    field: String,
    /// What is wrong; numbers are masked.
    #[schema(example = "is too short for a number in KE")]
    fault: String,
    /// How to mend it.
    #[schema(example = "write it as +254712345678")]
    mend: String,
}

/// What any route with a key may answer.
#[derive(IntoResponses)]
pub(crate) enum AuthErrors {
    /// No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it
    #[response(status = 401)]
    Unauthenticated(ErrorEnvelope),
    /// The key lacks a scope, or the role a permission; the message names it. `ORGANIZATION_SUSPENDED`: whoever runs the
    /// installation has stopped the organization
    #[response(status = 403)]
    Forbidden(ErrorEnvelope),
    /// A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
    /// seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
    /// is nearest to its end
    #[response(status = 429)]
    TooManyRequests(ErrorEnvelope),
    /// A fault on our side; quote the request id
    #[response(status = 500)]
    Internal(ErrorEnvelope),
    /// The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again
    #[response(status = 503)]
    Unavailable(ErrorEnvelope),
}

/// What signing in may answer.
#[derive(IntoResponses)]
pub(crate) enum SignInErrors {
    /// There is no such account, or it has another password, or it may not sign in: which, is not said. `CODE_REQUIRED`:
    /// the password is right, and a code of the second factor is missing, wrong, or was used
    #[response(status = 401)]
    Unauthenticated(ErrorEnvelope),
    /// The person does not belong to the organization that was named
    #[response(status = 404)]
    NotFound(ErrorEnvelope),
    /// Too many failures for this account or this network; `Retry-After` says when to try again
    #[response(status = 429)]
    TooMany(ErrorEnvelope),
    /// A fault on our side; quote the request id
    #[response(status = 500)]
    Internal(ErrorEnvelope),
    /// Too many sign in at once, or the database or the directory is unavailable; `Retry-After` says when to try again
    #[response(status = 503)]
    Unavailable(ErrorEnvelope),
}

/// What a browser may be answered on its way through an issuer.
#[derive(IntoResponses)]
pub(crate) enum IssuerErrors {
    /// There is no issuer of this name
    #[response(status = 404)]
    NotFound(ErrorEnvelope),
    /// Too many tries from this address; `Retry-After` says when to try again
    #[response(status = 429)]
    TooMany(ErrorEnvelope),
}

/// What a route may answer that asks for nothing but what was mailed.
#[derive(IntoResponses)]
pub(crate) enum TokenErrors {
    /// A fault on our side; quote the request id
    #[response(status = 500)]
    Internal(ErrorEnvelope),
    /// The database is unavailable, or too much is asked at once; `Retry-After` says when to try again
    #[response(status = 503)]
    Unavailable(ErrorEnvelope),
}

/// What a route that counts failures may answer.
#[derive(IntoResponses)]
pub(crate) enum TooManyErrors {
    /// Too many failures; `Retry-After` says when to try again
    #[response(status = 429)]
    TooMany(ErrorEnvelope),
}

/// What a route with a body may answer.
#[derive(IntoResponses)]
pub(crate) enum BodyErrors {
    /// A value, a field or the JSON itself is at fault; every fault names field and mend
    #[response(status = 400)]
    Invalid(ErrorEnvelope),
    /// The body stopped coming
    #[response(status = 408)]
    Timeout(ErrorEnvelope),
    /// The body or the file is too large
    #[response(status = 413)]
    TooLarge(ErrorEnvelope),
    /// The body is of another content type
    #[response(status = 415)]
    Unsupported(ErrorEnvelope),
}

/// What sending may answer.
#[derive(IntoResponses)]
pub(crate) enum SendErrors {
    /// `INSUFFICIENT_FUNDS`: the balance does not have what the messages may cost; none of them was accepted, and `data`
    /// says what is missing
    #[response(status = 402)]
    Short(ErrorEnvelope),
    /// The idempotency key came before with another request; `data.first` has the first answer
    #[response(status = 409)]
    Conflict(ErrorEnvelope),
    /// `OPTED_OUT`: the number opted out, the message is stored as REJECTED; `NO_PROVIDER`: there is nothing to send with
    #[response(status = 422)]
    Refused(ErrorEnvelope),
}

/// What a question for a price or a way may answer.
#[derive(IntoResponses)]
pub(crate) enum NoProviderErrors {
    /// `NO_PROVIDER`: there is no provider that could take it
    #[response(status = 422)]
    NoProvider(ErrorEnvelope),
}

/// What testing a provider may answer.
#[derive(IntoResponses)]
pub(crate) enum TestErrors {
    /// `INSUFFICIENT_FUNDS`: the balance does not have what the message may cost
    #[response(status = 402)]
    Short(ErrorEnvelope),
    /// `OPTED_OUT`: the number opted out, the message is stored as REJECTED
    #[response(status = 422)]
    Refused(ErrorEnvelope),
}

/// What a route with an id may answer.
#[derive(IntoResponses)]
pub(crate) enum IdErrors {
    /// That is no id of this kind, or a parameter is at fault
    #[response(status = 400)]
    Invalid(ErrorEnvelope),
    /// The caller's organization has no such object
    #[response(status = 404)]
    NotFound(ErrorEnvelope),
}

/// What a list may answer.
#[derive(IntoResponses)]
pub(crate) enum QueryErrors {
    /// A parameter is at fault
    #[response(status = 400)]
    Invalid(ErrorEnvelope),
}

/// What cancelling may answer.
#[derive(IntoResponses)]
pub(crate) enum CancelErrors {
    /// `TOO_LATE`: its hand-over has begun, or it has ended
    #[response(status = 409)]
    TooLate(ErrorEnvelope),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn every_code_is_documented() {
        let document = serde_json::to_string(&Document::openapi()).expect("a document");
        for code in Code::ALL {
            assert!(document.contains(&format!("`{}`", code.as_str())), "{}", code.as_str());
        }
    }
}
