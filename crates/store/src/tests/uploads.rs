//! Uploaded lists, and the messages of a batch in the order of its rows.

use domain::{BatchId, FileId, MessageId};

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore};
use crate::{Upload, UploadState};

fn upload(id: i64, organization: domain::OrganizationId) -> Upload {
    Upload {
        id: FileId::new(id),
        organization,
        test: id == 2,
        original_name: "parents.csv".to_owned(),
        bytes: 120,
        numbers: 7,
        duplicates: 1,
        refused: 2,
        state: UploadState::Processed,
        uploaded_at: START + id,
        processed_at: START + id + 5,
    }
}

#[tokio::test]
async fn a_list_is_its_organizations_and_can_be_used_until_it_expires() {
    let t = TestStore::start().await;
    for one in [upload(1, ORG), upload(2, ORG), upload(3, OTHER_ORG)] {
        t.store.upload_insert(one).await.unwrap();
    }
    assert_eq!(
        t.store.upload_get(ORG, FileId::new(1)).await.unwrap(),
        Some(upload(1, ORG))
    );
    assert_eq!(t.store.upload_get(ORG, FileId::new(3)).await.unwrap(), None);
    let listed = async |page, test_only| -> Vec<i64> {
        let found = t.store.uploads_list(ORG, page, test_only).await.unwrap();
        found.iter().map(|one| one.id.get()).collect()
    };
    assert_eq!(listed((None, 9), true).await, [2]);
    let ids = async |before, limit| listed((before, limit), false).await;
    assert_eq!(ids(None, 9).await, [2, 1]);
    assert_eq!(ids(None, 1).await, [2]);
    assert_eq!(ids(Some(FileId::new(2)), 9).await, [1]);
    let usable = async || t.store.uploads_usable_all().await.unwrap().len();
    assert_eq!(usable().await, 3);
    let expired = t.store.uploads_expire_all(START + 2, 1).await.unwrap();
    assert_eq!(expired, [FileId::new(1)]);
    let expired = t.store.uploads_expire_all(START + 2, 9).await.unwrap();
    assert_eq!((expired, usable().await), (vec![FileId::new(2)], 1));
    assert!(t.store.uploads_expire_all(START + 2, 9).await.unwrap().is_empty());
    let gone = t.store.upload_get(ORG, FileId::new(1)).await.unwrap().unwrap();
    assert_eq!(gone.state, UploadState::Expired);
}

#[tokio::test]
async fn a_batchs_messages_come_in_the_order_of_its_rows_and_no_others() {
    let t = TestStore::start().await;
    t.queued("+254700000001").await;
    let batch = BatchId::new(t.store.ids().next(t.now()));
    let mut own = Vec::new();
    for row in 1..=5 {
        t.queued(&format!("+25470001000{row}")).await;
        let mut message = t.message(&format!("+25470000000{row}"));
        message.batch = Some((batch, row));
        own.push(message.id);
        t.accept(vec![message]).await;
        t.clock.advance(HOUR);
    }
    let page = async |organization, after: Option<MessageId>, limit| {
        let found = t.store.batch_messages(organization, batch, after, limit).await.unwrap();
        let ids: Vec<MessageId> = found.rows.iter().map(|row| row.id).collect();
        (ids, found.next)
    };
    assert_eq!(page(ORG, None, 9).await, (own.clone(), None));
    assert_eq!(page(ORG, None, 2).await, (own[..2].to_vec(), Some(own[1].get())));
    assert_eq!(page(ORG, Some(own[1]), 9).await, (own[2..].to_vec(), None));
    assert_eq!(page(OTHER_ORG, None, 9).await, (Vec::new(), None));
}
