//! Files from the command line: progress, the report of skipped rows, and the wait for every delivery.

use std::collections::BTreeSet;

use super::server::Machine;
use crate::batches::fees_lahore::BODY;

#[tokio::test]
async fn a_schools_file_is_sent_with_a_report_of_every_skipped_row() {
    let machine = Machine::new().await;
    let carrier = machine.carrier(r#"{"profile":"fastest"}"#).await;
    let key = machine.set_up(&carrier.address, &[]).await;
    let server = machine.serve(&[]).await;
    let tuma = machine.tuma.clone().with("TUMA_URL", &server.url).with("TUMA_API_KEY", key.clone());
    let fees = testkit::testdata("fees-lahore.csv");
    let fees = fees.to_str().expect("a path of plain letters");
    let send = ["send", "--file", fees, "--region", "PK", "--body", BODY, "--report", "skipped.csv", "--wait"];
    let ended = tuma.run(&send).await;
    assert_eq!(ended.code, Some(5), "some rows were left out: {}\n{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("9891 accepted, 109 refused, 0 repeated"), "{}", ended.stdout);
    assert!(ended.stdout.contains("9891 DELIVERED"), "{}", ended.stdout);

    let mut report = csv::Reader::from_path(machine.folder.path().join("skipped.csv")).expect("the report");
    let head = report.headers().expect("a header").clone();
    assert_eq!(head.iter().collect::<Vec<_>>(), ["row", "kind", "field", "fault", "mend"]);
    let rows: Vec<csv::StringRecord> = report.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.iter().filter(|row| &row[1] == "refused").count(), 109);
    assert_eq!(rows.iter().filter(|row| &row[1] == "notice").count(), 9_891 - 9_690);
    assert!(rows.iter().all(|row| row.iter().all(|cell| !cell.is_empty())));

    let taken = carrier.taken();
    let bodies: BTreeSet<&str> = taken.iter().map(|one| one.body.as_str()).collect();
    assert_eq!((taken.len(), bodies.len()), (9_891, 9_891));
    let totals = server.client(&key).totals().await;
    assert_eq!(totals, [("DELIVERED".to_owned(), 9_891)].into());
}
