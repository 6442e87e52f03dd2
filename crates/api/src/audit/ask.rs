//! Which changes are asked for: the parameters that the list and the file have in common.

use store::AuditFilter;

use crate::limits::MAX_ADDRESS_CHARS;
use crate::messages::list::MOMENT;
use crate::query::Params;
use crate::time::Moment;

/// Takes the filters out of a query.
pub(crate) fn filter(params: &mut Params) -> AuditFilter {
    let short = |text: &str| (text.chars().count() <= MAX_ADDRESS_CHARS).then(|| text.to_owned());
    AuditFilter {
        action: params.take("action", "an action of at most 64 characters", short),
        object: params.take("object", "an id of at most 64 characters", short),
        user: params.take("userId", "usr_ and 13 letters and digits", |text| text.parse().ok()),
        from: params.take("from", MOMENT, Moment::parse).map(|moment| moment.start),
        until: params.take("to", MOMENT, Moment::parse).map(|moment| moment.end),
    }
}
