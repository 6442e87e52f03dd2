//! What was left out of a batch and why: the first rows on screen, all of them in a CSV file where one is named.

use std::path::Path;

use crate::client::Client;
use crate::client::answers::{BatchStatus, RowFault};
use crate::failure::Failure;

/// Left out rows that the screen shows.
const SHOWN: usize = 50;
/// Remarks that the screen shows.
const SHOWN_REMARKS: usize = 5;
/// Rows asked for at once.
const PAGE: usize = 1_000;

/// What is worth knowing about the batch's rows, then its counts.
pub fn batch_text(batch: &BatchStatus) -> String {
    let (remarks, skipped): (Vec<_>, Vec<_>) = batch.faults.iter().partition(|fault| fault.kind == "notice");
    let more = if batch.more_faults { " or more" } else { "" };
    let mut lines = section("left out", &skipped, SHOWN, more);
    lines.extend(section("accepted, with a remark", &remarks, SHOWN_REMARKS, more));
    if batch.more_faults || skipped.len() > SHOWN || remarks.len() > SHOWN_REMARKS {
        lines.push(
            "not all are shown: `tuma send --report FILE` and GET /api/sms/batches/{id} give every one".to_owned(),
        );
    }
    lines.extend(batch.failure.as_ref().map(|failure| format!("failed: {failure}")));
    lines.push(format!(
        "{} {}: {} accepted, {} refused, {} repeated",
        batch.batch_id, batch.status, batch.accepted, batch.refused, batch.duplicates
    ));
    lines.join("\n")
}

fn section(title: &str, faults: &[&RowFault], shown: usize, more: &str) -> Vec<String> {
    if faults.is_empty() {
        return Vec::new();
    }
    let head = format!("{title} ({}{more}):", faults.len());
    let rows = faults.iter().take(shown);
    let rows = rows.map(|one| format!("  row {}: {}: {} ({})", one.row, one.field, one.fault, one.mend));
    std::iter::once(head).chain(rows).collect()
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
        let expected = "\
left out (1):
  row 2: mobile_num: is too short (add digits)
accepted, with a remark (1):
  row 3: mobile_num: is too short (add digits)
bat_1 DONE: 2 accepted, 1 refused, 0 repeated";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let text = batch_text(&batch((1..=60).map(|row| fault(row, "refused")).collect()));
        assert_eq!(text.matches("\n  row ").count(), SHOWN);
        assert!(text.starts_with("left out (60):"));
        assert!(text.contains("--report"));
    }
}
