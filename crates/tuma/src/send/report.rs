//! What was left out of a batch and why: the first rows on screen, all of them in a CSV file where one is named.

use std::path::Path;

use crate::client::Client;
use crate::client::answers::{BatchStatus, RowFault};
use crate::failure::Failure;

/// Rows that the screen shows.
const SHOWN: usize = 50;
/// Rows asked for at once.
const PAGE: usize = 1_000;

/// The batch's counts and its first faults.
pub fn batch_text(batch: &BatchStatus) -> String {
    let mut text = format!(
        "{} {}: {} accepted, {} refused, {} repeated",
        batch.batch_id, batch.status, batch.accepted, batch.refused, batch.duplicates
    );
    if let Some(failure) = &batch.failure {
        text.push_str(&format!("\nfailed: {failure}"));
    }
    let skipped = batch.faults.iter().filter(|fault| fault.kind != "notice");
    let notices = batch.faults.iter().filter(|fault| fault.kind == "notice");
    section(&mut text, "skipped", skipped);
    section(&mut text, "accepted, with a remark", notices);
    if batch.more_faults || batch.faults.len() > SHOWN {
        text.push_str(
            "\nnot all are shown here: `tuma send --report FILE` writes them, GET /api/sms/batches pages them",
        );
    }
    text
}

fn section<'a>(text: &mut String, title: &str, faults: impl Iterator<Item = &'a RowFault>) {
    for (index, fault) in faults.take(SHOWN).enumerate() {
        if index == 0 {
            text.push_str(&format!("\n{title}:"));
        }
        let row = format!(
            "\n  row {}: {} {} ({})",
            fault.row, fault.field, fault.fault, fault.mend
        );
        text.push_str(&row);
    }
}

/// Writes every fault of `batch` to a CSV file at `path`.
pub async fn write(client: &Client, batch: &BatchStatus, path: &Path) -> Result<(), Failure> {
    let failed = |error: csv::Error| Failure::failed(format!("{} cannot be written: {error}", path.display()));
    let mut file = csv::Writer::from_path(path).map_err(failed)?;
    let mut next = Some(0);
    while let Some(after) = next {
        let query = [("faultsAfter", after.to_string()), ("limit", PAGE.to_string())];
        let page: BatchStatus = client
            .get(&format!("api/sms/batches/{}", batch.batch_id), &query)
            .await?;
        for fault in &page.faults {
            file.serialize(fault).map_err(failed)?;
        }
        next = page.next_faults_after;
    }
    file.flush().map_err(|error| failed(error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(row: u64, kind: &str) -> RowFault {
        RowFault {
            row,
            kind: kind.to_owned(),
            field: "mobile_num".to_owned(),
            fault: "is too short".to_owned(),
            mend: "add digits".to_owned(),
        }
    }

    fn batch(faults: Vec<RowFault>) -> BatchStatus {
        BatchStatus {
            batch_id: "bat_1".to_owned(),
            status: "DONE".to_owned(),
            total_recipients: Some(3),
            row: 3,
            accepted: 2,
            refused: 1,
            duplicates: 0,
            failure: None,
            faults,
            more_faults: false,
            next_faults_after: None,
        }
    }

    #[test]
    fn skipped_rows_and_remarks_are_told_apart() {
        let text = batch_text(&batch(vec![fault(2, "refused"), fault(3, "notice")]));
        assert_eq!(
            text,
            "bat_1 DONE: 2 accepted, 1 refused, 0 repeated\nskipped:\n  row 2: mobile_num is too short (add digits)\n\
             accepted, with a remark:\n  row 3: mobile_num is too short (add digits)"
        );
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let text = batch_text(&batch((1..=60).map(|row| fault(row, "refused")).collect()));
        assert_eq!(text.matches("\n  row ").count(), SHOWN);
        assert!(text.contains("--report"));
    }
}
