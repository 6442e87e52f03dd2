//! `GET /api/sms/statements`: what the balance was, what moved it and what it is, of whole days; JSON, CSV or PDF.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use tenancy::{Statement, StatementLine};
use utoipa::ToSchema;

use super::view::MovementView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::query::Params;
use crate::reports::file::{CSV, PDF, response};
use crate::reports::statement::statement_pdf;
use crate::time::{Moment, Time};

const DAY_MS: i64 = 86_400_000;

/// A statement.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Statement)]
pub(crate) struct StatementView {
    /// The organization.
    organization: String,
    /// The ledger's currency.
    #[schema(example = "KES")]
    currency: String,
    /// Its beginning, UTC.
    #[schema(value_type = String, format = DateTime)]
    from: Time,
    /// Its end, exclusive.
    #[schema(value_type = String, format = DateTime)]
    to: Time,
    /// What the accounts held when it began.
    opening: MovementView,
    /// What they held when it ended.
    closing: MovementView,
    /// What moved them, oldest first.
    lines: Vec<LineView>,
    /// The sums by kind.
    totals: Vec<LineView>,
}

/// All that messages moved on a day, by kind; or the act of a person or a payment provider.
#[derive(Serialize, ToSchema)]
#[schema(as = StatementLine)]
pub(crate) struct LineView {
    /// The day, or when the act was; null for sums of the whole period.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Time>,
    /// As in the ledger.
    #[schema(example = "SPEND")]
    kind: &'static str,
    /// How many messages it is about.
    messages: i64,
    /// Their segments.
    segments: i64,
    /// What it moved.
    movement: MovementView,
    /// Why and by whom, of an act.
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
}

/// How a statement is written.
#[derive(Clone, Copy, ToSchema)]
#[schema(as = StatementFormat, rename_all = "lowercase")]
enum Format {
    Json,
    Csv,
    Pdf,
}

/// A statement
///
/// Of whole days in UTC, at most 400. `format=csv` and `format=pdf` answer files.
#[utoipa::path(
    get, path = "/api/sms/statements", tag = "balance", operation_id = "getStatement",
    params(
        ("from" = String, Query, format = Date, description = "The first day, such as 2026-03-01"),
        ("to" = String, Query, format = Date, description = "The last day"),
        ("format" = inline(Option<Format>), Query, description = "`json` when absent")
    ),
    responses(
        (status = 200, description = "The statement; a file for `csv` and `pdf`", content(
            (Answer<StatementView> = "application/json"), (String = "text/csv"), (String = "application/pdf")
        )),
        AuthErrors, IdErrors
    )
)]
pub(crate) async fn get_statement(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let (from, to) = (day(&mut params, "from"), day(&mut params, "to"));
    let format = params
        .take("format", "json, csv or pdf", Format::parse)
        .unwrap_or(Format::Json);
    params.finish()?;
    let missing = |field| ApiError::fault(field, "is missing", "give a day, such as 2026-03-01");
    let from = from.ok_or_else(|| missing("from"))?.0;
    let until = to.ok_or_else(|| missing("to"))?.1;
    let statement = api.tenancy.statement(caller.organization_id(), (from, until)).await?;
    let name = statement.file_name();
    match format {
        Format::Json => Ok(meta.answer(StatusCode::OK, StatementView::from(&statement))),
        Format::Csv => Ok(response(CSV, &format!("{name}.csv"), Body::from(statement.to_csv()?))),
        Format::Pdf => Ok(response(
            PDF,
            &format!("{name}.pdf"),
            Body::from(drawn(statement).await?),
        )),
    }
}

impl Format {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// A day (its number and the next day's, since 1970) that a parameter names.
fn day(params: &mut Params, name: &'static str) -> Option<(i64, i64)> {
    params.take(name, "a day, such as 2026-03-01", |text| {
        let moment = Moment::parse(text).filter(|moment| moment.end - moment.start == DAY_MS)?;
        Some((moment.start.div_euclid(DAY_MS), moment.end.div_euclid(DAY_MS)))
    })
}

/// Fonts are cut and packed: milliseconds that belong to no other request.
async fn drawn(statement: Statement) -> Result<Vec<u8>, ApiError> {
    let drawn = tokio::task::spawn_blocking(move || statement_pdf(&statement)).await;
    drawn.map_err(|_| ApiError::internal())?.map_err(|why| {
        tracing::error!(%why, "a statement cannot be written as PDF");
        ApiError::internal()
    })
}

impl From<&Statement> for StatementView {
    fn from(statement: &Statement) -> Self {
        let currency = statement.balance.billing.currency;
        let totals = statement
            .totals()
            .into_iter()
            .map(|(kind, (messages, segments), sum)| LineView {
                at: None,
                kind: kind.as_str(),
                messages,
                segments,
                movement: MovementView::of(sum, currency),
                remark: String::new(),
            });
        Self {
            organization: statement.organization.name.clone(),
            currency: currency.to_string(),
            from: Time(statement.from * DAY_MS),
            to: Time(statement.until * DAY_MS),
            opening: MovementView::of(statement.opening, currency),
            closing: MovementView::of(statement.closing, currency),
            lines: statement
                .lines
                .iter()
                .map(|line| LineView::of(line, currency))
                .collect(),
            totals: totals.collect(),
        }
    }
}

impl LineView {
    fn of(line: &StatementLine, currency: domain::Currency) -> Self {
        let (messages, segments) = line.counts();
        Self {
            at: Some(Time(line.at())),
            kind: line.kind().as_str(),
            messages,
            segments,
            movement: MovementView::of(line.movement(), currency),
            remark: line.remark(),
        }
    }
}
