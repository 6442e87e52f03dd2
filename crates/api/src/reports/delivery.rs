//! `GET /api/sms/reports/delivery.csv` and `delivery.pdf`: the figures of a period, to keep and to hand on.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::{MessageState, Money};
use engine::analytics::{Analytics, Figures};

use super::cells::{Sheet, text};
use super::file::{CSV, PDF, response};
use super::pdf::{Bar, Column, Paper, Table, write};
use crate::ApiState;
use crate::analytics::ask;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{AuthErrors, QueryErrors};
use crate::query::Params;
use crate::time::Time;

/// What each row tells of its part of the messages.
const FIGURES: [&str; 10] = [
    "sent",
    "delivered",
    "failed",
    "expired",
    "rejected",
    "inbound",
    "segments",
    "delivery_rate",
    "cost",
    "currency",
];

/// Which part of the figures a CSV has.
#[derive(Clone, Copy)]
enum Part {
    Steps,
    Providers,
    Countries,
    Classes,
}

impl Part {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "steps" => Some(Self::Steps),
            "providers" => Some(Self::Providers),
            "countries" => Some(Self::Countries),
            "classes" => Some(Self::Classes),
            _ => None,
        }
    }

    /// What its rows are called by.
    const fn column(self) -> &'static str {
        match self {
            Self::Steps => "period",
            Self::Providers => "provider",
            Self::Countries => "country",
            Self::Classes => "class",
        }
    }

    fn rows(self, found: &Analytics) -> Vec<(String, &Figures)> {
        match self {
            Self::Steps => found.steps.iter().map(|(label, of)| (label.clone(), of)).collect(),
            Self::Countries => found.countries.iter().map(|(name, of)| (name.clone(), of)).collect(),
            Self::Classes => found
                .classes
                .iter()
                .map(|(class, of)| (class.as_str().to_owned(), of))
                .collect(),
            Self::Providers => found
                .providers
                .iter()
                .map(|(label, of)| (label.as_ref().map_or("none", |label| &label.name).to_owned(), of))
                .collect(),
        }
    }
}

/// Delivery report as CSV
///
/// The figures of `GET /api/sms/analytics`: a row for each step, or for each provider, country or class.
#[utoipa::path(
    get, path = "/api/sms/reports/delivery.csv", tag = "reports", operation_id = "deliveryCsv",
    params(
        ("table" = Option<String>, Query, description = "`steps` (the default), `providers`, `countries` or `classes`"),
        ("period" = Option<String>, Query, description = "As for `/api/sms/analytics`; `last_30_days` when absent"),
        ("from" = Option<String>, Query, description = "Instead of `period`: RFC 3339, or a date of the zone"),
        ("to" = Option<String>, Query, description = "RFC 3339, or a date of the zone, which is included; now when absent"),
        ("by" = Option<String>, Query, description = "`hour`, `day` or `month`"),
        ("timeZone" = Option<String>, Query, description = "A name of the IANA database; the organization's own when absent"),
        ("provider" = Option<String>, Query, description = "Only this provider"),
        ("class" = Option<String>, Query, description = "Only this class"),
        ("country" = Option<String>, Query, description = "Only phones of this country"),
        ("direction" = Option<String>, Query, description = "`OUTBOUND` or `INBOUND`")
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), AuthErrors, QueryErrors)
)]
pub(crate) async fn delivery_csv(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let part = params.take("table", "steps, providers, countries or classes", Part::parse);
    let request = ask::request(&mut params, &caller.organization.time_zone, api.clock.now_ms());
    params.finish()?;
    let found = api.engine.analytics(&caller, request).await?;
    let bytes = sheet(&found, part.unwrap_or(Part::Steps));
    Ok(response(CSV, &file_name(&found, "csv"), Body::from(bytes)))
}

/// Delivery report as PDF
///
/// The figures of `GET /api/sms/analytics` on A4: totals, a chart, and tables by step, provider, country and class.
#[utoipa::path(
    get, path = "/api/sms/reports/delivery.pdf", tag = "reports", operation_id = "deliveryPdf",
    params(
        ("period" = Option<String>, Query, description = "As for `/api/sms/analytics`; `last_30_days` when absent"),
        ("from" = Option<String>, Query, description = "Instead of `period`: RFC 3339, or a date of the zone"),
        ("to" = Option<String>, Query, description = "RFC 3339, or a date of the zone, which is included; now when absent"),
        ("by" = Option<String>, Query, description = "`hour`, `day` or `month`"),
        ("timeZone" = Option<String>, Query, description = "A name of the IANA database; the organization's own when absent"),
        ("provider" = Option<String>, Query, description = "Only this provider"),
        ("class" = Option<String>, Query, description = "Only this class"),
        ("country" = Option<String>, Query, description = "Only phones of this country"),
        ("direction" = Option<String>, Query, description = "`OUTBOUND` or `INBOUND`")
    ),
    responses((status = 200, description = "The file", body = String, content_type = "application/pdf"), AuthErrors, QueryErrors)
)]
pub(crate) async fn delivery_pdf(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let request = ask::request(&mut params, &caller.organization.time_zone, api.clock.now_ms());
    params.finish()?;
    let found = api.engine.analytics(&caller, request).await?;
    let name = file_name(&found, "pdf");
    let made = Time(api.clock.now_ms()).to_string();
    let paper = paper(&caller.organization.name, &found, &made);
    // Fonts are cut and packed: milliseconds that belong to no other request.
    let written = tokio::task::spawn_blocking(move || write(&paper)).await;
    let bytes = written.map_err(|_| ApiError::internal())?.map_err(|why| {
        tracing::error!(%why, "a report cannot be written as PDF");
        ApiError::internal()
    })?;
    Ok(response(PDF, &name, Body::from(bytes)))
}

/// `delivery-2026-02-01-2026-03-01.csv`, by the days (UTC) of the ends.
fn file_name(found: &Analytics, ending: &str) -> String {
    let day = |at: i64| Time(at).to_string()[..10].to_owned();
    format!("delivery-{}-{}.{ending}", day(found.span.from), day(found.span.until))
}

fn sheet(found: &Analytics, part: Part) -> Vec<u8> {
    let mut sheet = Sheet::new();
    sheet.row(std::iter::once(part.column()).chain(FIGURES).map(Cow::Borrowed));
    for (name, figures) in part.rows(found) {
        let cells = cells(figures).into_iter().map(Cow::Owned);
        sheet.row(std::iter::once(Cow::Owned(text(&name).into_owned())).chain(cells));
    }
    sheet.into_bytes()
}

/// The figures of one row, in the order of [`FIGURES`].
fn cells(figures: &Figures) -> [String; 10] {
    let (cost, currency) = cost(figures);
    [
        figures.sent().to_string(),
        figures.delivered().to_string(),
        figures.in_state(MessageState::Failed).to_string(),
        figures.in_state(MessageState::Expired).to_string(),
        figures.in_state(MessageState::Rejected).to_string(),
        figures.inbound().to_string(),
        figures.segments().to_string(),
        rate(figures),
        cost,
        currency,
    ]
}

fn rate(figures: &Figures) -> String {
    figures
        .delivery_rate()
        .map(|rate| format!("{rate:.2}"))
        .unwrap_or_default()
}

/// The cost in the currency of most messages.
fn cost(figures: &Figures) -> (String, String) {
    match figures.costs().first() {
        Some((currency, micros)) => (Money::new(*micros, *currency).amount(), currency.to_string()),
        None => ("0.00".to_owned(), String::new()),
    }
}

fn paper(organization: &str, found: &Analytics, made: &str) -> Paper {
    let total = &found.total;
    let (amount, currency) = cost(total);
    let period = format!(
        "{} to {} ({})",
        found.steps.first().map_or("", |(label, _)| label),
        found.steps.last().map_or("", |(label, _)| label),
        found.zone
    );
    let columns = |name: &'static str| {
        vec![
            Column::words(name, 150.0),
            Column::number("Sent", 56.0),
            Column::number("Delivered", 62.0),
            Column::number("Failed", 52.0),
            Column::number("Inbound", 52.0),
            Column::number("Rate %", 46.0),
            Column::number("Cost", 80.0),
        ]
    };
    let table = |title: &'static str, name: &'static str, part: Part| Table {
        title,
        columns: columns(name),
        rows: part.rows(found).into_iter().map(|(name, of)| line(name, of)).collect(),
    };
    Paper {
        title: "Delivery report".to_owned(),
        lines: vec![organization.to_owned(), period],
        figures: vec![
            ("Sent", total.sent().to_string()),
            ("Delivered", total.delivered().to_string()),
            ("Failed", total.failed().to_string()),
            ("Inbound", total.inbound().to_string()),
            ("Delivery rate", format!("{} %", rate(total))),
            ("Cost", format!("{amount} {currency}")),
        ],
        bars: found
            .steps
            .iter()
            .map(|(_, of)| Bar {
                whole: of.sent(),
                part: of.delivered(),
            })
            .collect(),
        tables: vec![
            table("By period", "Period", Part::Steps),
            table("By provider", "Provider", Part::Providers),
            table("By country", "Country", Part::Countries),
            table("By class", "Class", Part::Classes),
        ],
        footer: format!("Made {made} by Tuma"),
    }
}

fn line(name: String, figures: &Figures) -> Vec<String> {
    let (amount, currency) = cost(figures);
    vec![
        name,
        figures.sent().to_string(),
        figures.delivered().to_string(),
        figures.failed().to_string(),
        figures.inbound().to_string(),
        rate(figures),
        format!("{amount} {currency}"),
    ]
}
