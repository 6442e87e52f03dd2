//! Time zones by name, from the machine's database or, where it has none, from the one inside the binary.

use jiff::tz::TimeZone;

/// The longest name; the database's own are shorter.
const MAX_NAME: usize = 64;

/// The zone with this name of the IANA database, in any case.
pub fn time_zone(name: &str) -> Option<TimeZone> {
    if name.len() > MAX_NAME {
        return None;
    }
    TimeZone::get(name).ok()
}
