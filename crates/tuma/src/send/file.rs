//! A file to many: uploads it, follows its batch until every row is taken, reports what was left out.

use std::path::Path;

use reqwest::multipart::Form;
use serde_json::{Map, Value, json};
use tokio::io::AsyncReadExt;
use tokio::time::{Duration, Instant};

use super::outcome::{self, Outcome};
use super::progress::Progress;
use super::{POLL, report};
use crate::cli::messages::SendArgs;
use crate::client::Client;
use crate::client::answers::{BatchStatus, Whole};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Sends `file` as `args` say, with the options in `how`.
pub async fn send(
    client: &Client,
    file: &Path,
    args: &SendArgs,
    how: Map<String, Value>,
    output: &Output,
) -> Result<Exit, Failure> {
    let form = form(file, args, how).await?;
    let deadline = Instant::now() + Duration::from_secs(args.timeout);
    let accepted: Whole<BatchStatus> = client.post_form("api/sms/send-bulk", form).await?;
    output.note(&format!("{}: the file is on the server's disk", accepted.batch_id));
    let rows = count_lines(file).await;
    let batch = follow(client, accepted, rows, deadline, output).await?;
    if let Some(path) = &args.report {
        report::write(client, &batch, path).await?;
    }
    let outcome = match args.wait && batch.accepted > 0 {
        true => Some(outcome::wait(client, &batch, deadline, output).await?),
        false => None,
    };
    let mut document = json!({ "batch": batch });
    let mut text = report::batch_text(&batch);
    if let Some(outcome) = &outcome {
        document["messages"] = json!(outcome);
        text.push_str(&format!("\n{}", outcome.text()));
    }
    output.answer(&document, &text);
    Ok(exit_of(&batch, outcome.as_ref()))
}

async fn form(file: &Path, args: &SendArgs, how: Map<String, Value>) -> Result<Form, Failure> {
    let unreadable = |error| Failure::failed(format!("{} cannot be read: {error}", file.display()));
    // The texts go first: the server reads the form as it comes.
    let mut form = Form::new().text("body", args.body.clone().unwrap_or_default());
    if let Some(column) = &args.phone_column {
        form = form.text("phoneColumn", column.clone());
    }
    if let Some(dedupe) = args.dedupe {
        form = form.text("dedupe", dedupe.as_str());
    }
    for (name, value) in how {
        let text = match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        form = form.text(name, text);
    }
    form.file("file", file).await.map_err(unreadable)
}

/// About how many rows `file` has: the server knows only once it has read all of them.
async fn count_lines(file: &Path) -> Option<u64> {
    let mut file = tokio::fs::File::open(file).await.ok()?;
    let mut piece = vec![0; 64 << 10];
    let mut lines = 0;
    loop {
        match file.read(&mut piece).await.ok()? {
            0 => return Some(lines),
            length => lines += piece[..length].iter().filter(|byte| **byte == b'\n').count() as u64,
        }
    }
}

/// Waits until every row of `batch` is taken, showing how far it is, of about `rows` where the server cannot tell yet.
pub async fn follow(
    client: &Client,
    mut batch: Whole<BatchStatus>,
    rows: Option<u64>,
    deadline: Instant,
    output: &Output,
) -> Result<Whole<BatchStatus>, Failure> {
    let mut progress = Progress::new(output, "rows taken");
    while !batch.has_ended() {
        progress.show(batch.row, batch.total_recipients.or(rows));
        if Instant::now() >= deadline {
            let again = format!("`tuma status {}` shows how far it is", batch.batch_id);
            return Err(Failure::failed(format!(
                "not every row was taken in time; the server goes on: {again}"
            )));
        }
        tokio::time::sleep(POLL).await;
        batch = client.get(&format!("api/sms/batches/{}", batch.batch_id), &[]).await?;
    }
    progress.finish(batch.row);
    Ok(batch)
}

fn exit_of(batch: &BatchStatus, outcome: Option<&Outcome>) -> Exit {
    if batch.has_failed() || outcome.is_some_and(|outcome| !outcome.all_delivered()) {
        return Exit::Failed;
    }
    match (batch.accepted, batch.refused) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Refused,
        _ => Exit::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::MessageState;

    fn batch(status: &str, accepted: u64, refused: u64, duplicates: u64) -> BatchStatus {
        serde_json::from_value(json!({
            "batchId": "bat_1",
            "status": status,
            "accepted": accepted,
            "refused": refused,
            "duplicates": duplicates,
        }))
        .expect("a batch")
    }

    #[test]
    fn the_exit_code_tells_what_was_accepted() {
        assert_eq!(exit_of(&batch("DONE", 3, 0, 1), None), Exit::Done);
        assert_eq!(exit_of(&batch("DONE", 3, 1, 0), None), Exit::Partial);
        assert_eq!(exit_of(&batch("DONE", 0, 4, 0), None), Exit::Refused);
        assert_eq!(exit_of(&batch("FAILED", 3, 0, 0), None), Exit::Failed);
    }

    #[test]
    fn a_message_that_was_waited_for_and_did_not_arrive_is_a_failure() {
        let arrived = Outcome::of([(MessageState::Delivered, 3)]);
        let mixed = Outcome::of([(MessageState::Delivered, 2), (MessageState::Failed, 1)]);
        assert_eq!(exit_of(&batch("DONE", 3, 0, 0), Some(&arrived)), Exit::Done);
        assert_eq!(exit_of(&batch("DONE", 3, 1, 0), Some(&arrived)), Exit::Partial);
        assert_eq!(exit_of(&batch("DONE", 3, 1, 0), Some(&mixed)), Exit::Failed);
    }
}
