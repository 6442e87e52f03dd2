//! Figures of an organization's messages for any period, from the rollups alone: no message is ever counted.
//!
//! A message belongs to the time at which it was accepted and counts in the state that it is in now, so that yesterday's
//! figures still change while its reports come in. Ends of periods are taken to the quarter hour.

mod figures;
mod period;

use domain::{Class, Direction, Fault, MessageState, Millis, ProviderId};
use jiff::tz::TimeZone;
use store::{BucketCount, CountFilter, ProviderLabel, QUARTER_MS};
use tenancy::Caller;

pub use figures::{Figures, change, points};
pub use period::{MAX_BUCKETS, Period, Step};

use crate::Engine;
use crate::request::Refusal;
use crate::test_lane::known_to;
use period::Window;

/// Which figures are asked for.
#[derive(Clone)]
pub struct AnalyticsRequest {
    /// Of which period.
    pub period: Period,
    /// In what steps; by hours up to two days and by days else when absent.
    pub step: Option<Step>,
    /// The zone that days and hours are cut by; the organization's when absent.
    pub zone: Option<TimeZone>,
    /// A provider's name or id.
    pub provider: Option<String>,
    /// Only this direction.
    pub direction: Option<Direction>,
    /// Only this class.
    pub class: Option<Class>,
    /// Only phones of this country, in capitals.
    pub country: Option<String>,
}

/// Figures of a period, beside those of the one before it.
pub struct Analytics {
    /// The period as it was asked for.
    pub period: Period,
    /// Its steps.
    pub step: Step,
    /// The zone's name.
    pub zone: String,
    /// Where it starts and ends.
    pub span: Span,
    /// All of it.
    pub total: Figures,
    /// Where the period before it starts and ends.
    pub span_before: Span,
    /// All of that.
    pub before: Figures,
    /// Its steps, oldest first: a date, an hour with its offset, or a month, and the figures.
    pub steps: Vec<(String, Figures)>,
    /// By provider, the one with the most messages first.
    pub providers: Vec<(Option<ProviderLabel>, Figures)>,
    /// By class.
    pub classes: Vec<(Class, Figures)>,
    /// By country, the one with the most messages first.
    pub countries: Vec<(String, Figures)>,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first millisecond.
    pub from: Millis,
    /// The first one after it.
    pub until: Millis,
}

/// The figures of one period with those of the one before it, without steps.
pub struct Card {
    /// Which period.
    pub period: Period,
    /// Its figures.
    pub total: Figures,
    /// Those of the period before.
    pub before: Figures,
}

/// A period in steps, in quarter hours since 1970: for whoever counts something else than messages.
pub struct Cut {
    /// Where it starts and ends.
    pub span: Span,
    /// Its steps.
    pub step: Step,
    /// The zone's name.
    pub zone: String,
    /// Where the steps begin and end; one more than there are steps.
    pub borders: Vec<i64>,
    /// What the steps are called.
    pub labels: Vec<String>,
}

/// What a dashboard shows first.
pub struct Overview {
    /// The zone's name.
    pub zone: String,
    /// Today, this week, this month.
    pub cards: Vec<Card>,
    /// Messages that are not final, by state.
    pub open: Vec<(MessageState, i64)>,
}

impl Engine {
    /// Figures of the caller's organization.
    ///
    /// # Errors
    /// `Invalid` for a provider that is not there, a time that no calendar has, or more than [`MAX_BUCKETS`] steps.
    pub async fn analytics(&self, caller: &Caller, request: AnalyticsRequest) -> Result<Analytics, Refusal> {
        let zone = zone_of(caller, request.zone.clone())?;
        let window = window(request.period, self.now(), &zone)?;
        let step = request.step.unwrap_or_else(|| window.usual_step());
        let steps = window.steps(step).map_err(Refusal::of)?;
        let organization = caller.organization.id;
        let labels = self.provider_labels(caller).await?;
        let filter = known_to(caller, filter(&request, &labels).map_err(Refusal::of)?);
        let borders = vec![steps.borders, window.before_borders()];
        let counts = self.store.rollup_counts(organization, &filter, &borders).await?;
        let (own, before): (Vec<BucketCount>, Vec<BucketCount>) =
            counts.into_iter().partition(|count| count.bucket < steps.labels.len());
        let mut by_step = vec![Figures::default(); steps.labels.len()];
        for count in &own {
            by_step[count.bucket].add(count, &labels);
        }
        Ok(Analytics {
            period: request.period,
            step,
            zone: name_of(&zone),
            span: window.span(),
            total: Figures::of(&own, &labels),
            span_before: window.span_before(),
            before: Figures::of(&before, &labels),
            steps: steps.labels.into_iter().zip(by_step).collect(),
            providers: by_provider(&own, &labels),
            classes: grouped(&own, &labels, |count| count.class),
            countries: most_first(grouped(&own, &labels, |count| country_text(count.country))),
        })
    }

    /// Cuts a period into steps of the caller's days and hours.
    ///
    /// # Errors
    /// `Invalid` for a time that no calendar has, or more than [`MAX_BUCKETS`] steps.
    pub fn cut(&self, caller: &Caller, request: &AnalyticsRequest) -> Result<Cut, Refusal> {
        let zone = zone_of(caller, request.zone.clone())?;
        let window = window(request.period, self.now(), &zone)?;
        let step = request.step.unwrap_or_else(|| window.usual_step());
        let steps = window.steps(step).map_err(Refusal::of)?;
        Ok(Cut {
            span: window.span(),
            step,
            zone: name_of(&zone),
            borders: steps.borders,
            labels: steps.labels,
        })
    }

    /// Today, this week and this month of the caller's organization, each beside the same part of the one before, and
    /// what is on its way now.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn overview(&self, caller: &Caller) -> Result<Overview, Refusal> {
        let zone = zone_of(caller, None)?;
        let (now, organization) = (self.now(), caller.organization.id);
        let mut borders = Vec::new();
        for period in Period::CARDS {
            let window = window(period, now, &zone)?;
            borders.extend([window.borders(), window.before_borders()]);
        }
        let labels = self.provider_labels(caller).await?;
        let counts = self
            .store
            .rollup_counts(organization, &known_to(caller, CountFilter::default()), &borders)
            .await?;
        let mut sums = vec![Figures::default(); borders.len()];
        for count in &counts {
            sums[count.bucket].add(count, &labels);
        }
        let mut sums = sums.into_iter();
        let mut cards = Vec::new();
        for period in Period::CARDS {
            let (Some(total), Some(before)) = (sums.next(), sums.next()) else {
                break;
            };
            cards.push(Card { period, total, before });
        }
        Ok(Overview {
            zone: name_of(&zone),
            cards,
            open: self.store.open_messages(organization).await?,
        })
    }
}

fn window(period: Period, now: Millis, zone: &TimeZone) -> Result<Window, Refusal> {
    Window::of(period, now, zone).map_err(|error| {
        tracing::debug!(%error, "a period is out of the calendar");
        Refusal::of(Fault::new(
            "period",
            "is out of the calendar",
            "give times between 1970 and 9998",
        ))
    })
}

fn zone_of(caller: &Caller, asked: Option<TimeZone>) -> Result<TimeZone, Refusal> {
    if let Some(zone) = asked {
        return Ok(zone);
    }
    tenancy::time_zone(&caller.organization.time_zone).ok_or_else(|| {
        tracing::error!(zone = %caller.organization.time_zone, "an organization's time zone is not known here");
        Refusal::Internal
    })
}

fn name_of(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

fn filter(request: &AnalyticsRequest, labels: &[ProviderLabel]) -> Result<CountFilter, Fault> {
    let provider = match request.provider.as_deref() {
        None => None,
        Some(asked) => Some(named(asked, labels).ok_or_else(|| {
            let names: Vec<&str> = labels.iter().map(|label| label.name.as_str()).collect();
            let mend = format!("give the name or the id of one of: {}", names.join(", "));
            Fault::new("provider", "is no provider of this organization", mend)
        })?),
    };
    Ok(CountFilter {
        direction: request.direction,
        provider,
        class: request.class,
        country: request.country.clone(),
    })
}

/// A provider by id, or the newest one of this name.
fn named(asked: &str, labels: &[ProviderLabel]) -> Option<ProviderId> {
    let by_id = asked.parse::<ProviderId>().ok();
    let fits = |label: &&ProviderLabel| Some(label.id) == by_id || label.name == asked;
    labels.iter().filter(fits).map(|label| label.id).max()
}

fn by_provider(counts: &[BucketCount], labels: &[ProviderLabel]) -> Vec<(Option<ProviderLabel>, Figures)> {
    let by_id = most_first(grouped(counts, labels, |count| count.provider));
    let label = |id: ProviderId| labels.iter().find(|label| label.id == id).cloned();
    by_id
        .into_iter()
        .map(|(id, figures)| (id.and_then(label), figures))
        .collect()
}

fn grouped<K: Ord>(
    counts: &[BucketCount],
    labels: &[ProviderLabel],
    key: impl Fn(&BucketCount) -> K,
) -> Vec<(K, Figures)> {
    let mut groups = std::collections::BTreeMap::<K, Figures>::new();
    for count in counts {
        groups.entry(key(count)).or_default().add(count, labels);
    }
    groups.into_iter().collect()
}

fn most_first<K>(mut groups: Vec<(K, Figures)>) -> Vec<(K, Figures)> {
    groups.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.messages()));
    groups
}

fn country_text(country: [u8; 2]) -> String {
    String::from_utf8_lossy(&country).into_owned()
}

/// The quarter hour that `at` is in.
const fn quarter(at: Millis) -> i64 {
    at.div_euclid(QUARTER_MS)
}
