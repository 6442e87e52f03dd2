//! Messages by number: found at once, while the tail of numbers is merged, after it, and after a crash in the middle.
//!
//! On PostgreSQL there is no tail; the same look-ups must give the same there, whatever the merge is told.

use std::time::Duration;

use domain::{MessageId, OrganizationId};

use super::harness::{ORG, OTHER_ORG, START, TestStore, submitted};
use crate::journal::Side;
use crate::tail::{Entry, Merge, slice_write, tail_cut};
use crate::txn::Txn;
use crate::{DatabaseUrl, MessageFilter, NewMessage, StoreConfig, Suppression};

const NUMBER: &str = "+254700000001";
const ENTRIES: &str = "SELECT COUNT(*) FROM number_tail";
const MERGED: &str = "SELECT COUNT(*) FROM message_numbers";

/// No merge but the test's own.
fn by_hand(config: &mut StoreConfig) {
    config.tail_merge_rows = i64::MAX;
    config.tail_quiet_ms = 3_600_000;
    config.bucket_messages = 3;
}

fn is_sqlite(t: &TestStore) -> bool {
    matches!(t.config.url, DatabaseUrl::Sqlite(_))
}

/// All messages of a number, by pages.
async fn of_number(t: &TestStore, organization: OrganizationId, number: &str, limit: usize) -> Vec<MessageId> {
    let filter = MessageFilter {
        phone: Some(number.to_owned()),
        ..MessageFilter::default()
    };
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = t.store.messages_list(organization, &filter, before, limit);
        let page = page.await.unwrap();
        assert!(page.rows.len() <= limit);
        found.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) => before = Some(MessageId::new(next)),
            None => return found,
        }
    }
}

/// Accepts messages to the number, one a commit, between messages to others; answers their ids, newest first.
async fn fill(t: &TestStore, count: usize) -> Vec<MessageId> {
    let mut ids = Vec::new();
    for n in 0..count {
        ids.push(t.queued(NUMBER).await.id);
        t.queued(&format!("+2547100000{n:02}")).await;
    }
    ids.reverse();
    ids
}

async fn assert_found(t: &TestStore, expected: &[MessageId]) {
    for limit in [1, 2, 3, 50] {
        assert_eq!(of_number(t, ORG, NUMBER, limit).await, expected, "pages of {limit}");
    }
    assert!(of_number(t, ORG, "+254799999999", 2).await.is_empty());
    assert!(of_number(t, OTHER_ORG, NUMBER, 2).await.is_empty());
}

/// What a merge would move now; nothing on PostgreSQL.
async fn take(t: &TestStore) -> Merge {
    if !is_sqlite(t) {
        let (entries, first, last) = (Vec::new(), 1, 0);
        return Merge { entries, first, last };
    }
    t.store.read(async |conn| Merge::take(conn, 1_000).await).await.unwrap()
}

async fn write(t: &TestStore, entries: &[Entry<String>]) {
    if is_sqlite(t) {
        slice_write(t.store.journal(), entries.to_vec()).await.unwrap();
    }
}

async fn cut(t: &TestStore, upto: i64) {
    if is_sqlite(t) {
        tail_cut(t.store.journal(), upto).await.unwrap();
    }
}

async fn merge_all(t: &TestStore) {
    let merge = take(t).await;
    write(t, &merge.entries).await;
    cut(t, merge.last).await;
}

/// How many entries a table has; `expected` on PostgreSQL, which has none of them.
async fn entries(t: &TestStore, count: &'static str, expected: i64) -> i64 {
    if is_sqlite(t) { t.rows(count).await } else { expected }
}

async fn until_merged(t: &TestStore, left: i64) {
    let merged = async {
        while entries(t, ENTRIES, left).await > left {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), merged)
        .await
        .expect("the tail was merged");
}

#[tokio::test]
async fn a_message_is_found_by_its_number_before_and_after_the_merge() {
    let t = TestStore::start_with(by_hand).await;
    let ids = fill(&t, 7).await;
    assert_eq!(entries(&t, ENTRIES, 14).await, 14);
    assert_found(&t, &ids).await;
    merge_all(&t).await;
    assert_eq!(entries(&t, ENTRIES, 0).await, 0);
    assert_eq!(entries(&t, MERGED, 14).await, 14);
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn pages_across_the_tail_and_the_buckets_give_every_message_once() {
    let t = TestStore::start_with(by_hand).await;
    let older = fill(&t, 5).await;
    merge_all(&t).await;
    let mut ids = fill(&t, 6).await;
    ids.extend(older);
    assert_eq!(entries(&t, ENTRIES, 12).await, 12);
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn messages_are_found_once_while_the_tail_is_merged() {
    let t = TestStore::start_with(by_hand).await;
    let mut ids = fill(&t, 7).await;
    let merge = take(&t).await;
    write(&t, &merge.entries[..merge.entries.len() / 2]).await;
    assert_found(&t, &ids).await;
    // Accepted while the merge goes on: it is not among what is cut.
    let late = t.queued(NUMBER).await.id;
    ids.insert(0, late);
    write(&t, &merge.entries[merge.entries.len() / 2..]).await;
    assert_found(&t, &ids).await;
    cut(&t, merge.first + 3).await;
    assert_found(&t, &ids).await;
    cut(&t, merge.last).await;
    assert_eq!(entries(&t, ENTRIES, 1).await, 1);
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn a_tail_left_behind_is_read_and_merged_after_a_restart() {
    let mut t = TestStore::start_with(by_hand).await;
    let ids = fill(&t, 4).await;
    t.restart().await;
    assert_eq!(entries(&t, ENTRIES, 8).await, 8);
    assert_found(&t, &ids).await;
    t.config.tail_merge_rows = 1;
    t.restart().await;
    until_merged(&t, 0).await;
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn a_merge_that_ended_between_two_slices_is_done_again_from_its_start() {
    let mut t = TestStore::start_with(by_hand).await;
    let ids = fill(&t, 6).await;
    let merge = take(&t).await;
    let some = merge.entries.len().min(5);
    write(&t, &merge.entries[..some]).await;
    t.config.tail_merge_rows = 1;
    t.restart().await;
    until_merged(&t, 0).await;
    assert_eq!(entries(&t, MERGED, 12).await, 12);
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn two_organizations_do_not_see_each_others_messages_of_a_number() {
    let t = TestStore::start_with(by_hand).await;
    let mine = t.queued(NUMBER).await.id;
    let mut message = t.message(NUMBER);
    message.organization = OTHER_ORG;
    t.accept(vec![message.clone()]).await;
    for _ in 0..2 {
        assert_eq!(of_number(&t, ORG, NUMBER, 9).await, [mine]);
        assert_eq!(of_number(&t, OTHER_ORG, NUMBER, 9).await, [message.id]);
        merge_all(&t).await;
    }
}

#[tokio::test]
async fn a_tail_at_its_bound_takes_no_more_and_nothing_is_lost() {
    let t = TestStore::start_with(|config| {
        by_hand(config);
        config.tail_rows = 9;
    })
    .await;
    let ids = fill(&t, 12).await;
    assert_eq!(entries(&t, ENTRIES, 9).await, 9);
    assert_eq!(entries(&t, MERGED, 15).await, 15);
    assert_found(&t, &ids).await;
    merge_all(&t).await;
    assert_eq!(entries(&t, MERGED, 24).await, 24);
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn a_long_tail_is_merged_while_messages_come_in() {
    let t = TestStore::start_with(|config| {
        by_hand(config);
        (config.tail_merge_rows, config.tail_rows) = (10, 40);
    })
    .await;
    let mut ids = Vec::new();
    for n in 0..60 {
        ids.insert(0, t.queued(NUMBER).await.id);
        t.queued(&format!("+2547100000{n:02}")).await;
        // Wherever the merge is: each is found, and once.
        assert_eq!(of_number(&t, ORG, NUMBER, 7).await, ids);
        assert!(entries(&t, ENTRIES, 40).await <= 40);
    }
    until_merged(&t, 9).await;
    assert!(entries(&t, MERGED, 111).await >= 111);
    assert_found(&t, &ids).await;
}

#[tokio::test]
async fn a_quiet_tail_is_merged_though_it_is_not_long() {
    let t = TestStore::start_with(|config| {
        by_hand(config);
        (config.tail_quiet_ms, config.bucket_messages) = (20, 1_000);
    })
    .await;
    let messages: Vec<NewMessage> = (0..1_000).map(|n| t.message(&format!("+2547100{n:05}"))).collect();
    let last = messages[999].id;
    t.accept(messages).await;
    until_merged(&t, 0).await;
    assert_eq!(of_number(&t, ORG, "+254710000999", 9).await, [last]);
}

#[tokio::test]
async fn a_stop_that_comes_too_late_is_noted_wherever_the_number_is_kept() {
    let t = TestStore::start_with(by_hand).await;
    let (first, second) = (t.begun(NUMBER).await, t.begun(NUMBER).await);
    merge_all(&t).await;
    t.settle(&first, submitted(&["a"])).await;
    let third = t.begun(NUMBER).await;
    let merge = take(&t).await;
    write(&t, &merge.entries).await;
    let suppression = Suppression {
        organization: ORG,
        number: NUMBER.to_owned(),
        reason: "STOP".to_owned(),
        at: START,
    };
    assert_eq!(t.store.suppression_insert(suppression).await.unwrap(), 3);
    for message in [first, second, third] {
        let kinds = t.kinds(message.id).await;
        assert_eq!(kinds.last(), Some(&domain::EventKind::StopTooLate));
    }
}

#[tokio::test]
async fn messages_of_an_older_database_are_found_by_their_number() {
    let mut t = TestStore::start_with(by_hand).await;
    let ids = fill(&t, 5).await;
    // Back to the second version of the schema.
    let sqlite = is_sqlite(&t);
    let back = async move |txn: &mut Txn| {
        if sqlite {
            let sql = "DROP TABLE message_numbers; DROP TABLE number_tail;
                CREATE INDEX messages_number ON messages (bucket, organization_id, to_addr, id);";
            txn.conn.batch(sql).await?;
        }
        txn.conn.batch("DELETE FROM schema_version WHERE version = 3").await
    };
    t.store.write(Side::Front, back).await.unwrap();
    t.restart().await;
    let third = "SELECT COUNT(*) FROM schema_version WHERE version = 3";
    assert_eq!(t.rows(third).await, 1);
    assert_eq!(entries(&t, MERGED, 10).await, 10);
    assert_found(&t, &ids).await;
}
