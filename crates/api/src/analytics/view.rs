//! How figures look to callers: source 002's shape (§4.2.2), with what Tuma knows beyond it.

use std::collections::BTreeMap;

use domain::{MessageState, Money};
use engine::analytics::{Analytics, Figures, Span, Step, change, points};
use serde::Serialize;
use utoipa::ToSchema;

use crate::messages::words::{Cost, MessageClass};
use crate::time::Time;

/// Figures of a period.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Analytics)]
pub(crate) struct AnalyticsView {
    /// As it was asked for; `custom` for one between two times.
    #[schema(example = "last_30_days")]
    period: String,
    /// Whose days and hours these are.
    #[schema(example = "Asia/Karachi")]
    time_zone: String,
    /// The steps: `hour`, `day` or `month`.
    #[schema(example = "day")]
    by: &'static str,
    /// Where it begins and ends.
    #[serde(flatten)]
    span: SpanView,
    /// All of it.
    summary: SummaryView,
    /// The period before it.
    previous: PreviousView,
    /// How much more than then.
    change: ChangeView,
    /// By day, newest first, days without messages too.
    #[serde(skip_serializing_if = "Option::is_none")]
    daily_breakdown: Option<Vec<DayView>>,
    /// By hour, newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    hourly_breakdown: Option<Vec<HourView>>,
    /// By month, newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    monthly_breakdown: Option<Vec<MonthView>>,
    /// By provider, the one with the most messages first.
    provider_breakdown: Vec<ProviderView>,
    /// By class.
    class_breakdown: Vec<ClassView>,
    /// By country, the one with the most messages first.
    country_breakdown: Vec<CountryView>,
}

/// A stretch of time.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsSpan)]
struct SpanView {
    /// Its start.
    #[schema(value_type = String, format = DateTime)]
    from: Time,
    /// Its end, which is not in it.
    #[schema(value_type = String, format = DateTime)]
    until: Time,
}

/// The figures of a period.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AnalyticsFigures)]
pub(crate) struct SummaryView {
    /// Messages whose hand-over was tried, whatever became of them.
    #[schema(example = 15230)]
    total_sent: i64,
    /// Messages that arrived.
    #[schema(example = 14876)]
    total_delivered: i64,
    /// Messages that did not, `FAILED` or `EXPIRED`.
    #[schema(example = 354)]
    total_failed: i64,
    /// Delivered among those that have ended, in percent; null where none has.
    #[schema(example = 97.67)]
    delivery_rate: Option<f64>,
    /// Messages from phones.
    #[schema(example = 892)]
    total_inbound: i64,
    /// Segments of outbound messages.
    #[schema(example = 15230)]
    total_segments: i64,
    /// What they cost in `costCurrency`.
    #[schema(example = "7615.00")]
    total_cost: String,
    /// The currency in which most messages are paid; null where nothing was.
    #[schema(example = "PKR")]
    cost_currency: Option<String>,
    /// What they cost in each currency.
    costs: Vec<Cost>,
    /// Messages by state; states without messages are left out.
    #[schema(example = json!({"DELIVERED": 14876, "FAILED": 354, "RECEIVED": 892}))]
    by_status: BTreeMap<&'static str, i64>,
}

/// The period before.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsPrevious)]
struct PreviousView {
    #[serde(flatten)]
    span: SpanView,
    /// Its figures.
    summary: SummaryView,
}

/// How much more than before, in percent; null where there was nothing before.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AnalyticsChange)]
pub(crate) struct ChangeView {
    /// Sent.
    #[schema(example = 12.0)]
    total_sent: Option<f64>,
    /// Delivered.
    total_delivered: Option<f64>,
    /// Failed.
    total_failed: Option<f64>,
    /// From phones.
    total_inbound: Option<f64>,
    /// The cost in `costCurrency`.
    #[schema(example = -5.0)]
    total_cost: Option<f64>,
    /// Points, not percent, by which the delivery rate is higher.
    delivery_rate: Option<f64>,
}

/// The figures of one part of the messages.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AnalyticsPart)]
struct PartView {
    /// As `totalSent`.
    #[schema(example = 520)]
    sent: i64,
    /// As `totalDelivered`.
    #[schema(example = 510)]
    delivered: i64,
    /// As `totalFailed`.
    #[schema(example = 10)]
    failed: i64,
    /// As `totalInbound`.
    inbound: i64,
    /// As `deliveryRate` of the summary.
    #[schema(example = 98.07)]
    delivery_rate: Option<f64>,
    /// As `totalSegments`.
    segments: i64,
    /// As `totalCost`, in this part's own currency of most messages.
    #[schema(example = "260.00")]
    cost: String,
    /// As `costCurrency`.
    #[schema(example = "PKR")]
    currency: Option<String>,
}

/// One day.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsDay)]
struct DayView {
    /// Which.
    #[schema(example = "2026-02-15")]
    date: String,
    #[serde(flatten)]
    part: PartView,
}

/// One hour.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsHour)]
struct HourView {
    /// Its start, with the zone's offset.
    #[schema(example = "2026-02-15T10:00:00+05:00")]
    hour: String,
    #[serde(flatten)]
    part: PartView,
}

/// One month.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsMonth)]
struct MonthView {
    /// Which.
    #[schema(example = "2026-02")]
    month: String,
    #[serde(flatten)]
    part: PartView,
}

/// One provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AnalyticsProvider)]
struct ProviderView {
    /// Its name; null for messages that went through none.
    #[schema(example = "twilio")]
    provider: Option<String>,
    /// Its id.
    #[schema(value_type = Option<String>)]
    provider_id: Option<domain::ProviderId>,
    #[serde(flatten)]
    part: PartView,
}

/// One class.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsClass)]
struct ClassView {
    /// Which.
    class: MessageClass,
    #[serde(flatten)]
    part: PartView,
}

/// One country.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsCountry)]
struct CountryView {
    /// ISO 3166-1, or `ZZ` for numbers of no country.
    #[schema(example = "PK")]
    country: String,
    #[serde(flatten)]
    part: PartView,
}

impl From<Analytics> for AnalyticsView {
    fn from(found: Analytics) -> Self {
        let steps = found.steps.iter().rev();
        let parts = steps.map(|(label, figures)| (label.clone(), PartView::from(figures)));
        let (mut days, mut hours, mut months) = (None, None, None);
        match found.step {
            Step::Day => days = Some(parts.map(|(date, part)| DayView { date, part }).collect()),
            Step::Hour => hours = Some(parts.map(|(hour, part)| HourView { hour, part }).collect()),
            Step::Month => months = Some(parts.map(|(month, part)| MonthView { month, part }).collect()),
        }
        Self {
            period: found.period.word(),
            by: found.step.as_str(),
            span: found.span.into(),
            summary: SummaryView::from(&found.total),
            change: ChangeView::between(&found.total, &found.before),
            previous: PreviousView {
                span: found.span_before.into(),
                summary: SummaryView::from(&found.before),
            },
            daily_breakdown: days,
            hourly_breakdown: hours,
            monthly_breakdown: months,
            provider_breakdown: found.providers.into_iter().map(ProviderView::from).collect(),
            class_breakdown: found.classes.into_iter().map(ClassView::from).collect(),
            country_breakdown: found.countries.into_iter().map(CountryView::from).collect(),
            time_zone: found.zone,
        }
    }
}

impl From<Span> for SpanView {
    fn from(span: Span) -> Self {
        Self {
            from: Time(span.from),
            until: Time(span.until),
        }
    }
}

impl From<&Figures> for SummaryView {
    fn from(figures: &Figures) -> Self {
        let costs: Vec<Cost> = costs(figures);
        let states = MessageState::ALL.iter().copied();
        let by_status = states.map(|state| (state.as_str(), figures.in_state(state)));
        Self {
            total_sent: figures.sent(),
            total_delivered: figures.delivered(),
            total_failed: figures.failed(),
            delivery_rate: figures.delivery_rate(),
            total_inbound: figures.inbound(),
            total_segments: figures.segments(),
            total_cost: costs.first().map_or_else(nothing, |cost| cost.amount.clone()),
            cost_currency: costs.first().map(|cost| cost.currency.clone()),
            costs,
            by_status: by_status.filter(|(_, messages)| *messages != 0).collect(),
        }
    }
}

impl ChangeView {
    /// How much more `now` has than `before`.
    pub(crate) fn between(now: &Figures, before: &Figures) -> Self {
        let currency = now
            .costs()
            .first()
            .or(before.costs().first())
            .map(|(currency, _)| *currency);
        Self {
            total_sent: change(now.sent(), before.sent()),
            total_delivered: change(now.delivered(), before.delivered()),
            total_failed: change(now.failed(), before.failed()),
            total_inbound: change(now.inbound(), before.inbound()),
            total_cost: currency.and_then(|currency| change(now.cost_in(currency), before.cost_in(currency))),
            delivery_rate: points(now.delivery_rate(), before.delivery_rate()),
        }
    }
}

impl From<&Figures> for PartView {
    fn from(figures: &Figures) -> Self {
        let costs = costs(figures);
        Self {
            sent: figures.sent(),
            delivered: figures.delivered(),
            failed: figures.failed(),
            inbound: figures.inbound(),
            delivery_rate: figures.delivery_rate(),
            segments: figures.segments(),
            cost: costs.first().map_or_else(nothing, |cost| cost.amount.clone()),
            currency: costs.first().map(|cost| cost.currency.clone()),
        }
    }
}

impl From<(Option<store::ProviderLabel>, Figures)> for ProviderView {
    fn from((label, figures): (Option<store::ProviderLabel>, Figures)) -> Self {
        let (provider_id, provider) = label.map(|label| (label.id, label.name)).unzip();
        Self {
            provider,
            provider_id,
            part: PartView::from(&figures),
        }
    }
}

impl From<(domain::Class, Figures)> for ClassView {
    fn from((class, figures): (domain::Class, Figures)) -> Self {
        Self {
            class: class.into(),
            part: PartView::from(&figures),
        }
    }
}

impl From<(String, Figures)> for CountryView {
    fn from((country, figures): (String, Figures)) -> Self {
        Self {
            country,
            part: PartView::from(&figures),
        }
    }
}

fn costs(figures: &Figures) -> Vec<Cost> {
    let costs = figures.costs().into_iter();
    costs
        .map(|(currency, micros)| Money::new(micros, currency).into())
        .collect()
}

fn nothing() -> String {
    "0.00".to_owned()
}
