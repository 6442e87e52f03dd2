//! `tuma status`: a message with its timeline, or a batch with its counts; follows either to its end where asked to.

use std::time::Duration;

use tokio::time::Instant;

use crate::cli::messages::StatusArgs;
use crate::client::Client;
use crate::client::answers::{BatchStatus, Event, MessageStatus, Whole};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::send;

/// What a batch's id starts with.
const BATCH: &str = "bat_";

/// Runs `tuma status`.
pub async fn run(args: StatusArgs, output: &Output) -> Result<Exit, Failure> {
    let client = Client::new(&args.server)?;
    let deadline = Instant::now() + Duration::from_secs(args.timeout);
    if !args.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(Failure::usage(
            "an id is letters, digits and an underscore, such as msg_01hzy…",
        ));
    }
    match (args.id.starts_with(BATCH), args.follow) {
        (true, follow) => batch(&client, &args.id, follow.then_some(deadline), output).await,
        (false, true) => follow(&client, &args.id, deadline, output).await,
        (false, false) => {
            let message = read(&client, &args.id).await?;
            output.answer(&message, &text(&message));
            Ok(Exit::Done)
        }
    }
}

async fn batch(client: &Client, id: &str, follow: Option<Instant>, output: &Output) -> Result<Exit, Failure> {
    let mut batch: Whole<BatchStatus> = client.get(&format!("api/sms/batches/{id}"), &[]).await?;
    if let Some(deadline) = follow {
        batch = send::follow_batch(client, batch, None, deadline, output).await?;
    }
    output.answer(&batch, &send::batch_text(&batch));
    Ok(if follow.is_some() && batch.has_failed() {
        Exit::Failed
    } else {
        Exit::Done
    })
}

/// Prints each step as it happens: a line of text, or a JSON document a line.
async fn follow(client: &Client, id: &str, deadline: Instant, output: &Output) -> Result<Exit, Failure> {
    let mut told = 0;
    let ended = until_ended(client, id, deadline, |message| {
        for event in message.timeline.iter().skip(told) {
            output.answer(event, &event_text(event));
        }
        told = message.timeline.len().max(told);
    })
    .await?;
    Ok(send::exit_of(&ended))
}

/// Reads the message until it has ended, telling `seen` each time.
pub async fn until_ended(
    client: &Client,
    id: &str,
    deadline: Instant,
    mut seen: impl FnMut(&MessageStatus),
) -> Result<Whole<MessageStatus>, Failure> {
    loop {
        let message = read(client, id).await?;
        seen(&message);
        if message.status.is_final() {
            return Ok(message);
        }
        if Instant::now() >= deadline {
            return Err(Failure::failed(format!(
                "{id} is still {}: `tuma status {id}` shows how it goes on",
                message.status
            )));
        }
        tokio::time::sleep(send::POLL).await;
    }
}

async fn read(client: &Client, id: &str) -> Result<Whole<MessageStatus>, Failure> {
    client.get(&format!("api/sms/status/{id}"), &[]).await
}

/// The message as people read it.
pub fn text(message: &MessageStatus) -> String {
    let held = if message.held {
        " (held: nobody can tell whether the carrier took it)"
    } else {
        ""
    };
    let encoding = message
        .encoding
        .as_deref()
        .map_or(String::new(), |encoding| format!(" of {encoding}"));
    let mut lines = vec![
        format!("{} {}{held}", message.message_id, message.status),
        format!("  to        {}", message.to),
        format!("  segments  {}{encoding}", message.segments),
    ];
    lines.extend(
        message
            .provider
            .as_ref()
            .map(|provider| format!("  provider  {provider}")),
    );
    lines.extend(
        message
            .cost
            .as_ref()
            .map(|cost| format!("  cost      {} {}", cost.amount, cost.currency)),
    );
    lines.extend(message.timeline.iter().map(|event| format!("  {}", event_text(event))));
    lines.join("\n")
}

fn event_text(event: &Event) -> String {
    let detail = event
        .detail
        .as_deref()
        .map_or(String::new(), |detail| format!("  {detail}"));
    format!("{}  {:<14}{detail}", event.at, event.event)
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_is_shown_with_its_timeline() {
        let message: MessageStatus = serde_json::from_value(json!({
            "messageId": "msg_1",
            "status": "SUBMITTED",
            "held": true,
            "to": "+254711000001",
            "segments": 1,
            "encoding": "GSM-7",
            "provider": "simulator",
            "timeline": [
                {"event": "QUEUED", "at": "2026-01-01T00:00:00.000Z"},
                {"event": "HELD", "at": "2026-01-01T00:00:01.000Z", "detail": "no answer"},
            ],
            "cost": {"amount": "0.80", "currency": "KES"},
            "somethingNew": 1,
        }))
        .expect("a message");
        let expected = "\
msg_1 SUBMITTED (held: nobody can tell whether the carrier took it)
  to        +254711000001
  segments  1 of GSM-7
  provider  simulator
  cost      0.80 KES
  2026-01-01T00:00:00.000Z  QUEUED
  2026-01-01T00:00:01.000Z  HELD            no answer";
        assert_eq!(text(&message), expected);
    }
}
