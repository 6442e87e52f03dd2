//! Pages: their size, their number up to row 10,000, and the cursor beyond.

use domain::Fault;

use crate::limits::{DEFAULT_PAGE_LIMIT, MAX_NUMBERED_ROW, MAX_PAGE_LIMIT};
use crate::query::Params;

/// Which page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<T> {
    /// The page with this number, from 1.
    Numbered(usize),
    /// The page after this cursor.
    After(T),
}

/// The `limit` parameter, 1 to 200.
pub(crate) fn page_limit(params: &mut Params) -> usize {
    let limit = params.take("limit", "a number from 1 to 200", |text| {
        text.parse().ok().filter(|limit| (1..=MAX_PAGE_LIMIT).contains(limit))
    });
    limit.unwrap_or(DEFAULT_PAGE_LIMIT)
}

/// The `page` or `cursor` parameter; the first page when both are absent.
pub(crate) fn place<T: std::str::FromStr>(params: &mut Params, limit: usize) -> Place<T> {
    let page = params.take("page", "a number from 1", |text| {
        text.parse::<usize>().ok().filter(|page| *page >= 1)
    });
    let cursor = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    if page.is_some() && cursor.is_some() {
        params.fault(Fault::new("page", "comes with a cursor", "send one of the two"));
    }
    let page = page.unwrap_or(1);
    if page.saturating_mul(limit) > MAX_NUMBERED_ROW {
        let mend = "use cursor with the nextCursor of the page before, or narrow the filters";
        params.fault(Fault::new("page", format!("reaches past row {MAX_NUMBERED_ROW}"), mend));
    }
    cursor.map_or(Place::Numbered(page), Place::After)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::MessageId;

    fn placed(query: &str) -> Result<(usize, Place<MessageId>), Vec<Fault>> {
        let uri = format!("/x?{query}").parse().expect("a uri");
        let mut params = Params::of(&uri).expect("a query");
        let limit = page_limit(&mut params);
        let place = place(&mut params, limit);
        params
            .finish()
            .map(|()| (limit, place))
            .map_err(|error| error.0.details)
    }

    fn faulty(query: &str) -> Option<String> {
        placed(query).err().map(|faults| faults[0].field.clone())
    }

    #[test]
    fn the_first_fifty_are_shown_unless_asked_otherwise() {
        assert_eq!(placed(""), Ok((50, Place::Numbered(1))));
        assert_eq!(placed("page=50&limit=200"), Ok((200, Place::Numbered(50))));
    }

    #[test]
    fn a_page_past_row_ten_thousand_names_the_cursor() {
        assert_eq!(placed("page=200&limit=50"), Ok((50, Place::Numbered(200))));
        let faults = placed("page=201&limit=50").expect_err("refused");
        assert!(faults[0].mend.contains("cursor"));
    }

    #[test]
    fn sizes_numbers_and_cursors_are_checked() {
        for (query, field) in [
            ("limit=201", "limit"),
            ("limit=0", "limit"),
            ("page=0", "page"),
            ("cursor=x", "cursor"),
            ("page=-1", "page"),
        ] {
            assert_eq!(faulty(query).as_deref(), Some(field), "{query}");
        }
        let cursor = MessageId::new(7);
        assert_eq!(faulty(&format!("page=2&cursor={cursor}")).as_deref(), Some("page"));
        assert_eq!(placed(&format!("cursor={cursor}")), Ok((50, Place::After(cursor))));
    }
}
