//! The parameters that name a period and what to count in it; reports take the same.

use domain::{Class, Direction, Fault, Millis};
use engine::analytics::{AnalyticsRequest, Period, Step};
use jiff::tz::TimeZone;

use crate::limits::MAX_ADDRESS_CHARS;
use crate::query::Params;
use crate::time::Time;

/// What `period` should be.
const PERIODS: &str = "today, yesterday, this_week, this_month, or last_7_days with any number of days up to 400";
/// What `from` and `to` should be.
const MOMENT: &str = "a time in RFC 3339, or a date such as 2026-03-01";
/// Without a period, figures are those of so many days.
const USUAL_DAYS: u16 = 30;

/// Reads the parameters; `zone` is the organization's and `now` where a period without an end ends.
pub(crate) fn request(params: &mut Params, zone: &str, now: Millis) -> AnalyticsRequest {
    let asked_zone = params.take(
        "timeZone",
        "a time zone of the IANA database, such as Asia/Karachi",
        tenancy::time_zone,
    );
    let cut_by = asked_zone.clone().or_else(|| tenancy::time_zone(zone));
    let period = period(params, &cut_by.unwrap_or(TimeZone::UTC), now);
    AnalyticsRequest {
        period,
        step: params.take("by", "hour, day or month", Step::parse),
        zone: asked_zone,
        provider: params.take("provider", "a provider's name or id", |text| {
            (text.chars().count() <= MAX_ADDRESS_CHARS).then(|| text.to_owned())
        }),
        direction: params.take("direction", "OUTBOUND or INBOUND", Direction::parse),
        class: params.take("class", "otp, transactional or promotional", Class::parse),
        country: params.take("country", "two letters of ISO 3166-1, such as PK", country),
    }
}

fn country(text: &str) -> Option<String> {
    let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    fits.then(|| text.to_ascii_uppercase())
}

fn period(params: &mut Params, zone: &TimeZone, now: Millis) -> Period {
    let named = params.take("period", PERIODS, Period::parse);
    let from = params.take("from", MOMENT, |text| moment(text, zone));
    let to = params.take("to", MOMENT, |text| moment(text, zone));
    match (named, from, to) {
        (Some(named), None, None) => named,
        (None, Some((from, _)), to) => {
            // What came this very millisecond is in it.
            let until = to.map_or(now + 1, |(_, end)| end);
            if until <= from {
                params.fault(Fault::new("to", "does not lie after from", "give a later time"));
            }
            Period::Between(from, until)
        }
        (None, None, Some(_)) => {
            params.fault(Fault::new(
                "from",
                "is missing beside to",
                "give where the period begins",
            ));
            Period::LastDays(USUAL_DAYS)
        }
        (Some(_), ..) => {
            params.fault(Fault::new("period", "comes with from or to", "send one of the two"));
            Period::LastDays(USUAL_DAYS)
        }
        (None, None, None) => Period::LastDays(USUAL_DAYS),
    }
}

/// The start and the end of what a text names: a time, or a day of the zone.
fn moment(text: &str, zone: &TimeZone) -> Option<(Millis, Millis)> {
    if let Some(Time(at)) = Time::parse(text) {
        return Some((at, at));
    }
    let date: jiff::civil::Date = text.parse().ok()?;
    let start = date.to_zoned(zone.clone()).ok()?;
    let end = date.tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
    Some((start.timestamp().as_millisecond(), end.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_772_352_000_000;

    fn read(query: &str) -> Result<AnalyticsRequest, Vec<String>> {
        let uri = format!("/x?{query}").parse().expect("a uri");
        let mut params = Params::of(&uri).expect("a query");
        let read = request(&mut params, "Asia/Karachi", NOW);
        match params.finish() {
            Ok(()) => Ok(read),
            Err(error) => Err(error.0.details.into_iter().map(|fault| fault.field).collect()),
        }
    }

    #[test]
    fn a_date_is_a_day_of_the_zone() {
        let own = read("from=2026-03-01&to=2026-03-01").expect("read").period;
        assert_eq!(own, Period::Between(1_772_305_200_000, 1_772_391_600_000));
        let asked = read("from=2026-03-01&to=2026-03-01&timeZone=UTC").expect("read").period;
        assert_eq!(asked, Period::Between(1_772_323_200_000, 1_772_409_600_000));
    }

    #[test]
    fn a_period_is_thirty_days_unless_it_is_named() {
        assert_eq!(read("").expect("read").period, Period::LastDays(30));
        assert_eq!(read("period=this_week").expect("read").period, Period::ThisWeek);
        let open = read("from=2026-02-01T00:00:00Z").expect("read").period;
        assert_eq!(open, Period::Between(1_769_904_000_000, NOW + 1));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (query, field) in [
            ("period=fortnight", "period"),
            ("period=today&from=2026-03-01", "period"),
            ("to=2026-03-01", "from"),
            ("from=2026-03-02&to=2026-03-01", "to"),
            ("from=yesterday", "from"),
            ("by=minute", "by"),
            ("timeZone=Karachi", "timeZone"),
            ("class=urgent", "class"),
            ("country=PAK", "country"),
            ("direction=UP", "direction"),
            ("campaignId=15", "campaignId"),
        ] {
            assert_eq!(read(query).err(), Some(vec![field.to_owned()]), "{query}");
        }
    }
}
