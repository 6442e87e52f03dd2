//! Which rows hold the messages between borders: few rows, whatever the borders.
//!
//! A border inside a day is reached from the nearer end of that day. The rows between are added to the bucket on one
//! side of the border and taken from the one on the other, which has the whole day: so a day in a zone five hours from
//! UTC costs one day and five hours, not twenty-four hours. Buckets of less than a day are laid on hours in the same way.

use super::{DAY, Grain, HOUR};

/// Rows, each in full, that belong to some buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The rows' step; `None` for quarter hours.
    pub(super) grain: Option<Grain>,
    /// The first of them, in steps since 1970.
    pub(super) first: i64,
    /// The first that is no more among them.
    pub(super) until: i64,
    /// The bucket that they are added to.
    pub(super) plus: Option<usize>,
    /// The bucket that they are taken from.
    pub(super) minus: Option<usize>,
}

/// The pieces of the buckets between `borders` (quarter hours since 1970, rising); the first bucket gets the number
/// `from`. A border that comes twice has an empty bucket in between.
pub(super) fn of(borders: &[i64], from: usize) -> Vec<Piece> {
    let base = if borders
        .windows(2)
        .any(|pair| pair[1] - pair[0] < DAY.quarters - HOUR.quarters)
        && borders.len() > 2
    {
        HOUR
    } else {
        DAY
    };
    let mut pieces = Vec::new();
    for (place, border) in borders.iter().enumerate() {
        let before = place.checked_sub(1).map(|bucket| from + bucket);
        let after = (place + 1 < borders.len()).then_some(from + place);
        ends(&mut pieces, *border, base, (before, after));
    }
    for (place, pair) in borders.windows(2).enumerate() {
        let (first, until) = (whole_from(pair[0], base), whole_from(pair[1], base));
        if first < until {
            pieces.push(Piece {
                grain: Some(base),
                first,
                until,
                plus: Some(from + place),
                minus: None,
            });
        }
    }
    pieces
}

/// The first step of `base` that lies in the bucket after `border` with all of its rows.
const fn whole_from(border: i64, base: Grain) -> i64 {
    let (step, inside) = (border.div_euclid(base.quarters), border.rem_euclid(base.quarters));
    if inside <= base.quarters / 2 { step } else { step + 1 }
}

/// The rows between a border and the nearer end of its step.
fn ends(pieces: &mut Vec<Piece>, border: i64, base: Grain, (before, after): (Option<usize>, Option<usize>)) {
    let (step, inside) = (border.div_euclid(base.quarters), border.rem_euclid(base.quarters));
    if inside == 0 {
        return;
    }
    // The step as a whole went to the bucket after the border where the border is in its first half.
    if inside <= base.quarters / 2 {
        cover(pieces, step * base.quarters, border, (before, after));
    } else {
        cover(pieces, border, (step + 1) * base.quarters, (after, before));
    }
}

/// Quarter hours in `[first, until)`, as hours where they are whole.
fn cover(pieces: &mut Vec<Piece>, first: i64, until: i64, (plus, minus): (Option<usize>, Option<usize>)) {
    let first_hour = -(-first).div_euclid(HOUR.quarters);
    let last_hour = until.div_euclid(HOUR.quarters);
    let mut quarters = |range: std::ops::Range<i64>| {
        // One by one: the rows of a quarter hour are together, those of an organization's quarter hours are not.
        pieces.extend(range.map(|quarter| Piece {
            grain: None,
            first: quarter,
            until: quarter + 1,
            plus,
            minus,
        }));
    };
    if first_hour > last_hour {
        return quarters(first..until);
    }
    quarters(first..first_hour * HOUR.quarters);
    quarters(last_hour * HOUR.quarters..until);
    if first_hour < last_hour {
        pieces.push(Piece {
            grain: Some(HOUR),
            first: first_hour,
            until: last_hour,
            plus,
            minus,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a count of one in each quarter hour of a few days gives for each bucket.
    fn counted(borders: &[i64]) -> (Vec<i64>, i64) {
        let mut buckets = vec![0; borders.len() - 1];
        let mut rows = 0;
        for piece in of(borders, 0) {
            let spans = piece.until - piece.first;
            assert!(spans > 0, "{piece:?} is empty");
            rows += spans;
            let quarters = spans * piece.grain.map_or(1, |grain| grain.quarters);
            if let Some(bucket) = piece.plus {
                buckets[bucket] += quarters;
            }
            if let Some(bucket) = piece.minus {
                buckets[bucket] -= quarters;
            }
        }
        (buckets, rows)
    }

    fn expected(borders: &[i64]) -> Vec<i64> {
        borders.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    #[test]
    fn every_bucket_has_its_quarter_hours_whatever_the_borders() {
        let day = DAY.quarters;
        for borders in [
            vec![0, day, 2 * day],
            vec![20, day + 20, 2 * day + 20],
            vec![90, day + 90, 2 * day + 90],
            vec![22, day + 22, 2 * day + 22],
            // A day of 23 hours, both of whose ends are in one day of UTC.
            vec![3, 95, day + 95],
            // A day of 25 hours.
            vec![40, day + 44, 2 * day + 44],
            vec![2, 6, 10, 14],
            vec![1, 5, 9],
            vec![0, 4, 8],
            vec![7, 8],
            vec![5, 5],
            vec![17, 1_000],
            vec![3 * day + 1, 3 * day + 2, 40 * day + 3],
        ] {
            assert_eq!(counted(&borders).0, expected(&borders), "{borders:?}");
        }
        for first in 0..day {
            let borders: Vec<i64> = (0..5).map(|n| first + n * day).collect();
            assert_eq!(counted(&borders).0, expected(&borders), "{borders:?}");
            let hours: Vec<i64> = (0..30).map(|n| first + n * 4).collect();
            assert_eq!(counted(&hours).0, expected(&hours), "{hours:?}");
        }
    }

    #[test]
    fn ninety_days_far_from_utc_take_few_rows() {
        let days = |offset: i64| (0..=90).map(|n| n * 96 - offset).collect::<Vec<i64>>();
        assert!(counted(&days(0)).1 <= 90);
        assert!(counted(&days(20)).1 <= 90 + 91 * 5);
        assert!(counted(&days(22)).1 <= 90 + 91 * 7);
        assert!(counted(&days(48)).1 <= 90 + 91 * 12);
    }

    #[test]
    fn all_time_is_one_piece() {
        let borders = [0, i64::MAX / 900_000 / 96 * 96];
        assert_eq!(of(&borders, 3).len(), 1);
        assert_eq!(of(&borders, 3)[0].plus, Some(3));
    }
}
