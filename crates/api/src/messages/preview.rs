//! `POST /api/sms/preview`: what a text would be and cost, before it is sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Fault;
use engine::request::{Preview, PreviewRequest, PreviewRow, SendOptions};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::messages::words::{Cost, MessageClass, class_or_default};
use crate::openapi::{Answer, AuthErrors, BodyErrors, FaultView, NoProviderErrors};

/// A text, alone or with rows for its variables.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PreviewRequest, example = json!({
    "body": "Dear {{name|parent}}, the fee of Rs {{amount}} is due.",
    "rows": [{"name": "Ali", "amount": "5000"}, {"amount": "7500"}]
}))]
pub(crate) struct PreviewBody {
    /// The text or template.
    body: String,
    /// Values to render it with, at most 100 rows; rendered once without values when absent.
    #[serde(default)]
    rows: Vec<BTreeMap<String, String>>,
    /// The sender.
    from: Option<String>,
    /// A provider's name or id, for its price.
    provider: Option<String>,
    /// Transactional when absent.
    class: Option<MessageClass>,
    /// Your own word for what it is, such as `fees`, for the route and with it the price.
    category: Option<String>,
    /// A number to price it for; one of the organization's own country when absent.
    to: Option<String>,
    /// Replaces typographic look-alikes so that the text fits GSM-7.
    #[serde(default)]
    gsm7_rewrite: bool,
}

/// What the text would be and cost.
#[derive(Serialize, ToSchema)]
#[schema(as = PreviewResponse)]
pub(crate) struct PreviewAnswer {
    /// The template's variables.
    variables: Vec<String>,
    /// One a row.
    rows: Vec<PreviewRowView>,
    /// Segments of all rows.
    segments: u32,
    /// Cost of all rows.
    cost: Cost,
}

/// One rendered row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PreviewRow)]
pub(crate) struct PreviewRowView {
    /// The text as it would be sent.
    text: Option<String>,
    /// Why it would be refused.
    #[schema(value_type = Option<FaultView>)]
    fault: Option<Fault>,
    /// `GSM-7` or `UCS-2`.
    encoding: &'static str,
    /// Segments it takes.
    segments: u16,
    /// Septets (GSM-7) or UTF-16 units (UCS-2) in it.
    units: u32,
    /// Units left in its last segment.
    units_left: u32,
    /// The characters that force UCS-2.
    offending: Vec<OffendingCharacter>,
    /// What it would cost.
    cost: Cost,
}

/// A character outside GSM-7.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OffendingCharacter {
    /// The character itself.
    character: char,
    /// Its code point, since some cannot be seen.
    #[schema(example = "U+2019")]
    code_point: String,
}

/// Look before sending
///
/// Encoding, segments, units left, the characters that force UCS-2, and the cost, for a text or for a template with rows.
#[utoipa::path(
    post, path = "/api/sms/preview", tag = "messages", operation_id = "previewMessage", request_body = PreviewBody,
    responses((status = 200, description = "What it would be", body = Answer<PreviewAnswer>), AuthErrors, BodyErrors, NoProviderErrors)
)]
pub(crate) async fn preview(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<PreviewBody>,
) -> Result<Response, ApiError> {
    let preview = api.engine.preview(&caller, &body.into()).await?;
    Ok(meta.answer(StatusCode::OK, PreviewAnswer::from(preview)))
}

impl From<PreviewBody> for PreviewRequest {
    fn from(body: PreviewBody) -> Self {
        Self {
            body: body.body,
            rows: body.rows,
            to: body.to,
            options: SendOptions {
                from: body.from,
                provider: body.provider,
                class: class_or_default(body.class),
                category: body.category,
                rewrite_gsm7: body.gsm7_rewrite,
                ..SendOptions::default()
            },
        }
    }
}

impl From<Preview> for PreviewAnswer {
    fn from(preview: Preview) -> Self {
        Self {
            variables: preview.variables,
            rows: preview.rows.into_iter().map(PreviewRowView::from).collect(),
            segments: preview.segments,
            cost: preview.cost.into(),
        }
    }
}

impl From<PreviewRow> for PreviewRowView {
    fn from(row: PreviewRow) -> Self {
        let (text, fault) = match row.text {
            Ok(text) => (Some(text), None),
            Err(fault) => (None, Some(fault)),
        };
        let offending = row.offending.into_iter().map(|character| OffendingCharacter {
            character,
            code_point: format!("U+{:04X}", u32::from(character)),
        });
        Self {
            text,
            fault,
            encoding: row.encoding.as_str(),
            segments: row.segments,
            units: row.units,
            units_left: row.units_left,
            offending: offending.collect(),
            cost: row.cost.into(),
        }
    }
}
