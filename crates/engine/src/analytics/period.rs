//! Periods as people say them, in the days and hours of a time zone: where they begin and end, their steps, and the
//! period before.

use domain::{Fault, Millis};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Error, Timestamp, ToSpan, Zoned};
use store::QUARTER_MS;

use super::{Span, quarter};

/// The most steps of one answer.
pub const MAX_BUCKETS: usize = 400;
/// The most days that `last_N_days` reaches back.
const MAX_DAYS: u16 = 400;
/// The longest period that is shown by hours unless it is asked for otherwise.
const HOURLY_MS: Millis = 2 * 86_400_000;
const HOUR_SECONDS: i64 = 3_600;

/// A period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The day that it is.
    Today,
    /// The day before.
    Yesterday,
    /// Since Monday.
    ThisWeek,
    /// Since the first of the month.
    ThisMonth,
    /// So many days, today among them.
    LastDays(u16),
    /// From one time to another.
    Between(Millis, Millis),
}

/// The steps in which figures are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Months.
    Month,
}

impl Step {
    /// The one with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Hour, Self::Day, Self::Month]
            .into_iter()
            .find(|step| step.as_str() == word)
    }

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    fn label(self, at: &Zoned) -> String {
        let form = match self {
            Self::Hour => "%Y-%m-%dT%H:%M:%S%:z",
            Self::Day => "%Y-%m-%d",
            Self::Month => "%Y-%m",
        };
        at.strftime(form).to_string()
    }

    /// Where the next step begins.
    fn after(self, at: &Zoned) -> Result<Zoned, Error> {
        match self {
            Self::Hour => {
                let passed = i64::from(at.minute()) * 60 + i64::from(at.second());
                at.checked_add((HOUR_SECONDS - passed).seconds())
            }
            Self::Day => at.tomorrow()?.start_of_day(),
            Self::Month => at.last_of_month()?.tomorrow()?.start_of_day(),
        }
    }
}

impl Period {
    /// What a dashboard shows first.
    pub(super) const CARDS: [Self; 3] = [Self::Today, Self::ThisWeek, Self::ThisMonth];

    /// The one with this word: `today`, `yesterday`, `this_week`, `this_month`, `last_30_days`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "today" => Some(Self::Today),
            "yesterday" => Some(Self::Yesterday),
            "this_week" => Some(Self::ThisWeek),
            "this_month" => Some(Self::ThisMonth),
            _ => {
                let days = word.strip_prefix("last_")?.strip_suffix("_days")?.parse().ok()?;
                (1..=MAX_DAYS).contains(&days).then_some(Self::LastDays(days))
            }
        }
    }

    /// Its word; `custom` for one between two times.
    pub fn word(self) -> String {
        match self {
            Self::Today => "today".to_owned(),
            Self::Yesterday => "yesterday".to_owned(),
            Self::ThisWeek => "this_week".to_owned(),
            Self::ThisMonth => "this_month".to_owned(),
            Self::LastDays(days) => format!("last_{days}_days"),
            Self::Between(..) => "custom".to_owned(),
        }
    }
}

/// Where a period and the one before it lie.
pub(super) struct Window {
    from: Zoned,
    until: Zoned,
    before_from: Zoned,
    before_until: Zoned,
}

/// The steps of a period.
pub(super) struct Steps {
    /// Where they begin and end, in quarter hours; one more than there are steps.
    pub(super) borders: Vec<i64>,
    /// What they are called.
    pub(super) labels: Vec<String>,
}

impl Window {
    /// Where `period` lies when it is `now`. The period before is the same part of the days, the week or the month before.
    pub(super) fn of(period: Period, now: Millis, zone: &TimeZone) -> Result<Self, Error> {
        // What came this very millisecond is in it.
        let today = zoned(now, zone)?.start_of_day()?;
        let now = zoned(now + 1, zone)?;
        match period {
            Period::Today => Self::days_before(today, now, 1),
            Period::Yesterday => Self::days_before(today.yesterday()?.start_of_day()?, today, 1),
            Period::ThisWeek => {
                let passed = today.weekday().since(Weekday::Monday);
                let monday = today.checked_sub(i64::from(passed).days())?.start_of_day()?;
                Self::days_before(monday, now, 7)
            }
            Period::LastDays(days) => {
                let first = today.checked_sub(i64::from(days - 1).days())?.start_of_day()?;
                Self::days_before(first, now, i64::from(days))
            }
            Period::ThisMonth => {
                let first = today.first_of_month()?.start_of_day()?;
                Ok(Self {
                    before_from: first.checked_sub(1.month())?.start_of_day()?,
                    before_until: now.checked_sub(1.month())?,
                    from: first,
                    until: now,
                })
            }
            Period::Between(from, until) => Self::between(zoned(from, zone)?, zoned(until, zone)?),
        }
    }

    fn days_before(from: Zoned, until: Zoned, days: i64) -> Result<Self, Error> {
        Ok(Self {
            before_from: from.checked_sub(days.days())?,
            before_until: until.checked_sub(days.days())?,
            from,
            until,
        })
    }

    fn between(from: Zoned, until: Zoned) -> Result<Self, Error> {
        let whole_days = from == from.start_of_day()? && until == until.start_of_day()?;
        if whole_days {
            let days = from.date().until(until.date())?.get_days();
            return Self::days_before(from, until, i64::from(days));
        }
        let length = until.timestamp().duration_since(from.timestamp());
        Ok(Self {
            before_from: from.checked_sub(length)?,
            before_until: from.clone(),
            from,
            until,
        })
    }

    /// The steps that suit its length.
    pub(super) fn usual_step(&self) -> Step {
        let Span { from, until } = self.span();
        if until - from <= HOURLY_MS {
            Step::Hour
        } else {
            Step::Day
        }
    }

    pub(super) fn span(&self) -> Span {
        span(&self.from, &self.until)
    }

    pub(super) fn span_before(&self) -> Span {
        span(&self.before_from, &self.before_until)
    }

    /// The period as one bucket.
    pub(super) fn borders(&self) -> Vec<i64> {
        borders(&self.from, &self.until)
    }

    /// The period before as one bucket.
    pub(super) fn before_borders(&self) -> Vec<i64> {
        borders(&self.before_from, &self.before_until)
    }

    /// The period in steps.
    pub(super) fn steps(&self, step: Step) -> Result<Steps, Fault> {
        let last = last_quarter(&self.until);
        let mut steps = Steps {
            borders: vec![quarter(millis(&self.from))],
            labels: Vec::new(),
        };
        let mut at = self.from.clone();
        while at < self.until {
            if steps.labels.len() == MAX_BUCKETS {
                let fault = format!("makes more than {MAX_BUCKETS} steps of this period");
                return Err(Fault::new(
                    "by",
                    fault,
                    "ask by day or by month, or for a shorter period",
                ));
            }
            let next = step.after(&at).map_err(|_| out_of_calendar())?;
            steps.labels.push(step.label(&at));
            let border = if next < self.until {
                quarter(millis(&next))
            } else {
                last
            };
            steps.borders.push(border);
            at = next;
        }
        Ok(steps)
    }
}

fn zoned(at: Millis, zone: &TimeZone) -> Result<Zoned, Error> {
    Ok(Timestamp::from_millisecond(at)?.to_zoned(zone.clone()))
}

fn millis(at: &Zoned) -> Millis {
    at.timestamp().as_millisecond()
}

fn span(from: &Zoned, until: &Zoned) -> Span {
    Span {
        from: millis(from),
        until: millis(until),
    }
}

fn borders(from: &Zoned, until: &Zoned) -> Vec<i64> {
    vec![quarter(millis(from)), last_quarter(until)]
}

/// The first quarter hour that is no more in what ends at `until`.
fn last_quarter(until: &Zoned) -> i64 {
    quarter(millis(until) + QUARTER_MS - 1)
}

fn out_of_calendar() -> Fault {
    Fault::new("period", "is out of the calendar", "give times between 1970 and 9998")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        tenancy::time_zone(name).expect("a zone")
    }

    fn at(text: &str) -> Millis {
        text.parse::<Timestamp>().expect("a time").as_millisecond()
    }

    fn shown(period: Period, now: &str, name: &str) -> [String; 4] {
        let window = Window::of(period, at(now), &zone(name)).expect("a window");
        [&window.from, &window.until, &window.before_from, &window.before_until]
            .map(|time| time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }

    #[test]
    fn a_day_begins_at_the_organizations_midnight() {
        let karachi = shown(Period::Today, "2026-03-01T20:30:00Z", "Asia/Karachi");
        assert_eq!(
            karachi,
            [
                "2026-03-02T00:00:00+05:00",
                "2026-03-02T01:30:00+05:00",
                "2026-03-01T00:00:00+05:00",
                "2026-03-01T01:30:00+05:00"
            ]
        );
        let kathmandu = shown(Period::Yesterday, "2026-03-01T20:30:00Z", "Asia/Kathmandu");
        assert_eq!(
            kathmandu[..2],
            ["2026-03-01T00:00:00+05:45", "2026-03-02T00:00:00+05:45"]
        );
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let week = shown(Period::ThisWeek, "2026-03-01T12:00:00Z", "UTC");
        assert_eq!(
            (week[0].as_str(), week[2].as_str()),
            ("2026-02-23T00:00:00+00:00", "2026-02-16T00:00:00+00:00")
        );
        let month = shown(Period::ThisMonth, "2026-03-31T12:00:00Z", "UTC");
        assert_eq!(
            (month[0].as_str(), month[2].as_str()),
            ("2026-03-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00")
        );
        // The month before is shorter: it is compared whole.
        assert_eq!(month[3], "2026-02-28T12:00:00+00:00");
    }

    #[test]
    fn days_go_on_through_a_change_of_the_clocks() {
        // Berlin loses an hour on 2026-03-29.
        let window = Window::of(Period::LastDays(3), at("2026-03-30T10:00:00Z"), &zone("Europe/Berlin"));
        let steps = window.expect("a window").steps(Step::Day).expect("steps");
        assert_eq!(steps.labels, ["2026-03-28", "2026-03-29", "2026-03-30"]);
        let lengths: Vec<i64> = steps.borders.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(lengths, [96, 92, 49]);
    }

    #[test]
    fn hours_are_those_of_the_zone() {
        let (from, until) = (at("2026-03-01T18:00:00Z"), at("2026-03-01T20:00:00Z"));
        let window = Window::of(Period::Between(from, until), until, &zone("Asia/Kathmandu")).expect("a window");
        let steps = window.steps(Step::Hour).expect("steps");
        assert_eq!(
            steps.labels,
            [
                "2026-03-01T23:45:00+05:45",
                "2026-03-02T00:00:00+05:45",
                "2026-03-02T01:00:00+05:45"
            ]
        );
        let lengths: Vec<i64> = steps.borders.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(lengths, [1, 4, 3]);
    }

    #[test]
    fn whole_days_are_compared_with_whole_days_and_a_stretch_with_what_was_before_it() {
        let days = Period::Between(at("2026-03-28T23:00:00Z"), at("2026-03-30T22:00:00Z"));
        let shown_days = shown(days, "2026-04-01T00:00:00Z", "Europe/Berlin");
        assert_eq!(shown_days[2], "2026-03-27T00:00:00+01:00");
        assert_eq!(shown_days[3], "2026-03-29T00:00:00+01:00");
        let stretch = Period::Between(at("2026-03-01T10:00:00Z"), at("2026-03-01T10:20:00Z"));
        let shown_stretch = shown(stretch, "2026-04-01T00:00:00Z", "UTC");
        assert_eq!(
            shown_stretch[2..],
            ["2026-03-01T09:40:00+00:00", "2026-03-01T10:00:00+00:00"]
        );
    }

    #[test]
    fn steps_are_bounded() {
        let year = Period::Between(at("2025-01-01T00:00:00Z"), at("2026-02-05T00:00:00Z"));
        let window = Window::of(year, at("2026-02-05T00:00:00Z"), &zone("UTC")).expect("a window");
        assert_eq!(
            window.steps(Step::Day).map(|steps| steps.labels.len()).ok(),
            Some(MAX_BUCKETS)
        );
        assert_eq!(
            window.steps(Step::Hour).err().map(|fault| fault.field),
            Some("by".to_owned())
        );
        assert_eq!(window.steps(Step::Month).map(|steps| steps.labels.len()).ok(), Some(14));
        let one_more = Period::Between(at("2025-01-01T00:00:00Z"), at("2026-02-06T00:00:00Z"));
        let window = Window::of(one_more, at("2026-02-06T00:00:00Z"), &zone("UTC")).expect("a window");
        assert!(window.steps(Step::Day).is_err());
    }

    #[test]
    fn words_and_periods_are_one() {
        for word in [
            "today",
            "yesterday",
            "this_week",
            "this_month",
            "last_1_days",
            "last_30_days",
            "last_400_days",
        ] {
            assert_eq!(Period::parse(word).expect("a period").word(), word);
        }
        for wrong in [
            "",
            "last_0_days",
            "last_401_days",
            "last_month",
            "custom",
            "last_x_days",
        ] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }
}
