//! Lists and counts.

use domain::{BatchId, Direction, MessageId, MessageState, Priority, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, OTHER_PROVIDER, PROVIDER, START, TestStore};
use crate::{MessageFilter, QUARTER_MS};

async fn ids(t: &TestStore, filter: &MessageFilter, before: Option<MessageId>, limit: usize) -> Vec<MessageId> {
    let page = t.store.messages_list(ORG, filter, before, limit).await.unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

async fn all_pages(t: &TestStore, filter: &MessageFilter, limit: usize) -> Vec<MessageId> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = t.store.messages_list(ORG, filter, before, limit).await.unwrap();
        found.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) => before = Some(MessageId::new(next)),
            None => return found,
        }
    }
}

#[tokio::test]
async fn messages_are_listed_newest_first_by_pages() {
    let t = TestStore::start().await;
    let mut sent = Vec::new();
    for number in 0..5 {
        sent.push(t.queued(&format!("+25470000000{number}")).await.id);
    }
    let mut foreign = t.message("+254700000009");
    foreign.organization = OTHER_ORG;
    t.accept(vec![foreign]).await;
    sent.reverse();
    let filter = MessageFilter::default();
    assert_eq!(ids(&t, &filter, None, 10).await, sent);
    assert_eq!(ids(&t, &filter, Some(sent[1]), 2).await, sent[2..4]);
    assert_eq!(all_pages(&t, &filter, 2).await, sent);
}

#[tokio::test]
async fn filters_narrow_a_list() {
    let t = TestStore::start().await;
    let first = t.queued("+254700000001").await.id;
    let done = t.submitted("+254700000002", &["a"]).await.id;
    t.clock.advance(HOUR);
    let mut of_batch = t.message("+254700000003");
    of_batch.batch = Some((BatchId::new(done.get()), 1));
    t.accept(vec![of_batch.clone()]).await;
    let by = |change: fn(&mut MessageFilter)| {
        let mut filter = MessageFilter::default();
        change(&mut filter);
        filter
    };
    assert_eq!(
        ids(&t, &by(|f| f.state = Some(MessageState::Submitted)), None, 9).await,
        [done]
    );
    assert_eq!(
        ids(&t, &by(|f| f.direction = Some(Direction::Outbound)), None, 9)
            .await
            .len(),
        3
    );
    assert_eq!(
        ids(&t, &by(|f| f.direction = Some(Direction::Inbound)), None, 9).await,
        []
    );
    assert_eq!(
        ids(&t, &by(|f| f.phone = Some("+254700000001".to_owned())), None, 9).await,
        [first]
    );
    assert_eq!(ids(&t, &by(|f| f.from = Some(START + 1)), None, 9).await, [of_batch.id]);
    assert_eq!(
        ids(&t, &by(|f| f.until = Some(START + 1)), None, 9).await,
        [done, first]
    );
    let batch = MessageFilter {
        batch: Some(BatchId::new(done.get())),
        ..MessageFilter::default()
    };
    assert_eq!(ids(&t, &batch, None, 9).await, [of_batch.id]);
    let row = t.get(of_batch.id).await;
    assert_eq!(row.batch, Some((BatchId::new(done.get()), 1)));
}

#[tokio::test]
async fn a_list_by_number_is_in_order_across_overlapping_buckets() {
    let t = TestStore::start_with(|config| config.bucket_messages = 2).await;
    let mut drawn: Vec<_> = (0..8).map(|_| t.message("+254700000001")).collect();
    let expected: Vec<MessageId> = drawn.iter().rev().map(|message| message.id).collect();
    // Committed in another order than drawn, as callers on several threads do.
    drawn.swap(0, 3);
    drawn.swap(2, 6);
    for message in drawn {
        t.accept(vec![message]).await;
    }
    let filter = MessageFilter {
        phone: Some("+254700000001".to_owned()),
        ..MessageFilter::default()
    };
    assert_eq!(ids(&t, &filter, None, 9).await, expected);
    assert_eq!(all_pages(&t, &filter, 3).await, expected);
}

#[tokio::test]
async fn totals_and_depths_come_from_the_counts() {
    let t = TestStore::start().await;
    t.queued("+254700000001").await;
    t.submitted("+254700000002", &["a"]).await;
    t.clock.advance(QUARTER_MS);
    t.submitted("+254700000003", &["b"]).await;
    t.report("b", ReportStatus::Delivered).await;
    let count = |state, counts: &[crate::StateCount]| {
        counts
            .iter()
            .find(|c| c.state == state)
            .map_or((0, 0, 0), |c| (c.messages, c.segments, c.cost_micros))
    };
    let all = t.store.message_totals(ORG, START, t.now() + 1).await.unwrap();
    assert_eq!(count(MessageState::Queued, &all), (1, 2, 800_000));
    assert_eq!(count(MessageState::Submitted, &all), (1, 2, 800_000));
    assert_eq!(count(MessageState::Delivered, &all), (1, 2, 800_000));
    let before = t.store.message_totals(ORG, 0, START + 1).await.unwrap();
    assert_eq!(count(MessageState::Delivered, &before), (0, 0, 0));
    assert_eq!(count(MessageState::Queued, &before), (1, 2, 800_000));
    assert!(
        t.store
            .message_totals(ORG, t.now() + HOUR, t.now() + 2 * HOUR)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        t.store
            .message_totals(OTHER_ORG, START, t.now() + 1)
            .await
            .unwrap()
            .is_empty()
    );
    let ever = t.store.totals_all().await.unwrap();
    assert_eq!(count(MessageState::Delivered, &ever), (1, 2, 800_000));
    let depths = t.store.queue_depths_all().await.unwrap();
    let expected = [
        (PROVIDER, Priority::Transactional, MessageState::Queued, 1),
        (PROVIDER, Priority::Transactional, MessageState::Submitted, 1),
    ];
    assert_eq!(depths, expected);
    let open = t.store.open_messages(ORG).await.unwrap();
    assert_eq!(open, [(MessageState::Queued, 1), (MessageState::Submitted, 1)]);
    assert!(t.store.open_messages(OTHER_ORG).await.unwrap().is_empty());
    for (organization, provider, waiting) in [(ORG, PROVIDER, 1), (ORG, OTHER_PROVIDER, 0), (OTHER_ORG, PROVIDER, 0)] {
        assert_eq!(t.store.queue_depth(organization, provider).await.unwrap(), waiting);
    }
    t.check_counts().await;
}
