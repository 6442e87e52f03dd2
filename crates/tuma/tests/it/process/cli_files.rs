//! Files from the command line: progress, the report of skipped rows, and the wait for every delivery.

use std::collections::BTreeSet;

use super::server::{Machine, Taken};
use crate::batches::fees_lahore::BODY;

#[tokio::test]
async fn a_schools_file_is_sent_with_a_report_of_every_skipped_row() {
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_LOG__FILTER", "debug");
    let carrier = machine.carrier(r#"{"profile":"fastest"}"#).await;
    let key = machine.set_up(&carrier.address, &[]).await;
    let server = machine.serve(&[]).await;
    let tuma = machine
        .tuma
        .clone()
        .with("TUMA_URL", &server.url)
        .with("TUMA_API_KEY", key.clone());
    let fees = testkit::testdata("fees-lahore.csv");
    let fees = fees.to_str().expect("a path of plain letters");
    let send = [
        "send",
        "--file",
        fees,
        "--region",
        "PK",
        "--body",
        BODY,
        "--report",
        "skipped.csv",
        "--wait",
    ];
    let ended = tuma.run(&send).await;
    assert_eq!(
        ended.code,
        Some(5),
        "some rows were left out: {}\n{}",
        ended.stdout,
        ended.stderr
    );
    assert!(
        ended.stdout.contains("9891 accepted, 109 refused, 0 repeated"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("9891 DELIVERED"), "{}", ended.stdout);

    let mut report = csv::Reader::from_path(machine.folder.path().join("skipped.csv")).expect("the report");
    let head = report.headers().expect("a header").clone();
    assert_eq!(
        head.iter().collect::<Vec<_>>(),
        ["row", "kind", "field", "fault", "mend"]
    );
    let rows: Vec<csv::StringRecord> = report.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.iter().filter(|row| &row[1] == "refused").count(), 109);
    assert_eq!(rows.iter().filter(|row| &row[1] == "notice").count(), 9_891 - 9_690);
    assert!(rows.iter().all(|row| row.iter().all(|cell| !cell.is_empty())));

    let taken = carrier.taken();
    let bodies: BTreeSet<&str> = taken.iter().map(|one| one.body.as_str()).collect();
    assert_eq!((taken.len(), bodies.len()), (9_891, 9_891));
    assert_no_number_in(&server.child.logged(), &taken);
    let totals = server.client(&key).totals().await;
    assert_eq!(totals, [("DELIVERED".to_owned(), 9_891)].into());
}

/// No run of digits in `log` ends as one of the numbers does.
fn assert_no_number_in(log: &str, taken: &[Taken]) {
    const NATIONAL: usize = 9;
    let numbers: BTreeSet<&str> = taken.iter().map(|one| &one.to[one.to.len() - NATIONAL..]).collect();
    assert!(log.lines().count() > 20, "there is something to search: {log}");
    for run in log
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() >= NATIONAL)
    {
        assert!(
            !numbers.contains(&run[run.len() - NATIONAL..]),
            "a whole number is logged"
        );
    }
    assert!(!log.contains("Challan CH-2026"), "a body is logged");
}
