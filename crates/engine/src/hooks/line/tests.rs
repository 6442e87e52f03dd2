//! Order, pace and what is given back.

use domain::{HookEvent, HookEventId, OrganizationId};
use store::HookKey;

use super::*;

const ROOM: usize = 1_000;

fn row(message: i64, id: i64, behind: Option<(i64, Millis)>) -> HookRow {
    HookRow {
        key: HookKey { target: 1, message, id },
        organization: OrganizationId::new(7),
        event: HookEvent::MessageSent,
        state: None,
        event_id: HookEventId::new(id),
        attempts: 0,
        created_at: 0,
        name: None,
        data: None,
        payload: None,
        message: None,
        behind,
    }
}

fn line() -> Line {
    Line::new(128)
}

fn push(line: &mut Line, message: i64, id: i64, behind: Option<(i64, Millis)>) -> Placed {
    line.push(row(message, id, behind), |_| false, 0)
}

fn settled(line: &mut Line, message: i64, id: i64, fate: HookFate) -> Vec<i64> {
    let key = HookKey { target: 1, message, id };
    ids(&line.settled(key, fate))
}

fn ids(rows: &[HookRow]) -> Vec<i64> {
    rows.iter().map(|row| row.key.id).collect()
}

fn next(line: &mut Line) -> Option<i64> {
    line.next(ROOM, 0).map(|row| row.key.id)
}

#[test]
fn a_messages_events_are_told_one_after_the_other_and_others_beside_them() {
    let mut line = line();
    for (message, id) in [(1, 1), (1, 2), (2, 3), (1, 4)] {
        assert_eq!(push(&mut line, message, id, None), Placed::Here);
    }
    assert_eq!(
        (next(&mut line), next(&mut line), next(&mut line)),
        (Some(1), Some(3), None)
    );
    line.ended(true, 0);
    assert_eq!(next(&mut line), None, "the first is not on disk yet");
    assert!(settled(&mut line, 1, 1, HookFate::Done).is_empty());
    assert_eq!(next(&mut line), Some(2));
    line.ended(true, 0);
    assert!(
        settled(&mut line, 1, 9, HookFate::Wait(1)).is_empty(),
        "another row of the message"
    );
    assert!(settled(&mut line, 1, 2, HookFate::Done).is_empty());
    assert_eq!(next(&mut line), Some(4));
}

#[test]
fn what_comes_after_a_failure_waits_with_it() {
    let mut line = line();
    for id in 1..=3 {
        push(&mut line, 1, id, None);
    }
    assert_eq!(next(&mut line), Some(1));
    line.ended(false, 0);
    assert_eq!(settled(&mut line, 1, 1, HookFate::Retry(5_000)), [2, 3]);
    assert_eq!(push(&mut line, 1, 4, Some((1, 5_000))), Placed::Behind(5_000));
    assert_eq!(push(&mut line, 1, 5, Some((1, 0))), Placed::Behind(BEHIND_MS));
    let gone = line.push(row(1, 6, Some((1, 5_000))), |id| id == 1, 0);
    assert_eq!(gone, Placed::Here, "the one before it was settled a moment ago");
}

#[test]
fn events_of_no_message_wait_for_nothing() {
    let mut line = line();
    push(&mut line, 0, 1, Some((9, 9)));
    push(&mut line, 0, 2, None);
    assert_eq!((next(&mut line), next(&mut line)), (Some(1), Some(2)));
    line.ended(true, 0);
    assert!(settled(&mut line, 0, 1, HookFate::Retry(1)).is_empty());
}

#[test]
fn the_pace_grows_with_what_is_taken_and_falls_with_what_is_not() {
    let mut line = Line::new(20);
    for id in 1..=100 {
        push(&mut line, id, id, None);
    }
    let begun = |line: &mut Line| std::iter::from_fn(|| line.next(ROOM, 0)).count();
    assert_eq!(begun(&mut line), FIRST_LIMIT);
    (0..FIRST_LIMIT).for_each(|_| line.ended(true, 0));
    assert_eq!(begun(&mut line), 20, "the most");
    (0..5).for_each(|_| line.ended(false, 0));
    (0..15).for_each(|_| line.never_began());
    assert_eq!(begun(&mut line), 1);
    line.ended(true, 0);
    assert_eq!(begun(&mut line), 2);
}

#[test]
fn a_share_of_nothing_is_one() {
    let mut line = line();
    for id in 1..=10 {
        push(&mut line, id, id, None);
    }
    assert!(line.next(0, 0).is_some() && line.next(0, 0).is_none());
    assert!(line.next(2, 0).is_some() && line.next(2, 0).is_none());
    assert_eq!((line.open(), line.queued()), (2, 8));
}

#[test]
fn a_target_that_only_fails_is_left_alone_longer_and_longer() {
    let mut line = line();
    for id in 1..=200 {
        push(&mut line, id, id, None);
    }
    let mut now = 0;
    for _ in 0..PATIENCE {
        assert!(line.next(ROOM, now).is_some());
        line.ended(false, now);
    }
    let mut pauses = Vec::new();
    for _ in 0..8 {
        assert!(line.is_paused(now) && line.next(ROOM, now).is_none());
        let began = now;
        while line.is_paused(now) {
            now += 1;
        }
        pauses.push(now - began);
        assert!(
            line.next(ROOM, now).is_some() && line.next(ROOM, now).is_none(),
            "one try"
        );
        line.ended(false, now);
    }
    assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    now += LONGEST_PAUSE_MS;
    assert!(line.next(ROOM, now).is_some());
    line.ended(true, now);
    assert!(!line.is_paused(now));
}

#[test]
fn what_was_not_begun_can_be_taken_out() {
    let mut line = line();
    for (message, id) in [(1, 1), (1, 2), (2, 3), (2, 4), (0, 5)] {
        push(&mut line, message, id, None);
    }
    assert_eq!(next(&mut line), Some(1));
    let mut taken = ids(&line.drain());
    taken.sort_unstable();
    assert_eq!(taken, [2, 3, 4, 5]);
    assert!(!line.is_idle(0), "one is on its way");
    assert_eq!(push(&mut line, 1, 6, Some((1, 0))), Placed::Here);
    line.ended(true, 0);
    settled(&mut line, 1, 1, HookFate::Done);
    assert_eq!(next(&mut line), Some(6));
}

#[test]
fn a_line_is_idle_when_nothing_is_in_it_and_nothing_bad_is_known() {
    let mut line = line();
    assert!(line.is_idle(0));
    push(&mut line, 1, 1, None);
    assert!(!line.is_idle(0));
    line.next(ROOM, 0);
    line.ended(false, 0);
    settled(&mut line, 1, 1, HookFate::Done);
    assert!(!line.is_idle(0), "it failed a moment ago");
    assert!(line.is_idle(11 * LONGEST_PAUSE_MS));
}
