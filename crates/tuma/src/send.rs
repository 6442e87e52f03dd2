//! `tuma send`: one message, or one to every row of a file; waits for their ends where asked to.
//!
//! A client of the API like any other: it holds no rule of its own, so what the server refuses is refused in the
//! server's words.

mod file;
mod outcome;
mod progress;
mod report;

use std::time::Duration;

use domain::{Clock, Fault, MessageState};
use serde_json::{Map, Value};
use tokio::time::Instant;

use crate::cli::messages::{HowArgs, SendArgs};
use crate::client::Client;
use crate::client::answers::{MessageStatus, SentMessage, Whole};
use crate::clock::SystemClock;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::{status, time};

pub use file::follow as follow_batch;
pub use report::batch_text;

/// How often the server is asked how far it is.
pub const POLL: Duration = Duration::from_millis(300);

/// Runs `tuma send`.
pub async fn run(args: SendArgs, output: &Output) -> Result<Exit, Failure> {
    let client = Client::new(&args.server)?;
    let how = fields(&args.how, SystemClock.now_ms())?;
    match (&args.file, &args.to, &args.text) {
        (Some(file), ..) => file::send(&client, file, &args, how, output).await,
        (None, Some(to), Some(text)) => one(&client, (to, text), how, &args, output).await,
        _ => Err(Failure::usage("name a number and a text, or a file and a body")),
    }
}

async fn one(
    client: &Client,
    (to, text): (&str, &str),
    mut body: Map<String, Value>,
    args: &SendArgs,
    output: &Output,
) -> Result<Exit, Failure> {
    body.insert("to".to_owned(), to.into());
    body.insert("body".to_owned(), text.into());
    let sent: Whole<SentMessage> = client.post("api/sms/send", &body.into()).await?;
    if !args.wait {
        output.answer(&sent, &sent_text(&sent));
        return Ok(Exit::Done);
    }
    output.note(&sent_text(&sent));
    let deadline = Instant::now() + Duration::from_secs(args.timeout);
    let ended = status::until_ended(client, &sent.message_id, deadline, |_| {}).await?;
    output.answer(&ended, &status::text(&ended));
    Ok(exit_of(&ended))
}

/// The exit code of a message that was waited for.
pub fn exit_of(message: &MessageStatus) -> Exit {
    if message.status == MessageState::Delivered {
        Exit::Done
    } else {
        Exit::Failed
    }
}

fn sent_text(sent: &SentMessage) -> String {
    let segments = if sent.segments == 1 {
        "1 segment".to_owned()
    } else {
        format!("{} segments", sent.segments)
    };
    let due = sent
        .scheduled_at
        .as_deref()
        .map_or(String::new(), |at| format!(", due {at}"));
    format!(
        "{} {} to {}: {segments} of {}, {} {}{due}",
        sent.message_id, sent.status, sent.to, sent.encoding, sent.estimated_cost, sent.currency
    )
}

/// How to send, under the API's names.
fn fields(how: &HowArgs, now: domain::Millis) -> Result<Map<String, Value>, Failure> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(Value::from);
    put("from", text(&how.from));
    put("provider", text(&how.provider));
    put("class", how.class.map(|class| class.class().as_str().into()));
    put("scheduledAt", due(how.at.as_deref(), now)?.map(Value::from));
    put("validitySeconds", how.validity.map(Value::from));
    put("region", text(&how.region));
    put("gsm7Rewrite", how.gsm7_rewrite.then_some(true.into()));
    put("callbackUrl", text(&how.callback_url));
    put("idempotencyKey", text(&how.idempotency_key));
    Ok(fields)
}

fn due(at: Option<&str>, now: domain::Millis) -> Result<Option<String>, Failure> {
    let Some(text) = at else { return Ok(None) };
    let Some(due) = time::parse_when(text, now) else {
        let fault = Fault::new("at", "is not a time", format!("give {}", time::WHEN));
        return Err(Failure::usage("nothing was sent").with(vec![fault]));
    };
    Ok(Some(time::show(due)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_go_out_under_the_apis_names() {
        let how = HowArgs {
            from: Some("TUMA".to_owned()),
            class: Some(crate::cli::messages::ClassArg::Otp),
            at: Some("1h".to_owned()),
            validity: Some(60),
            gsm7_rewrite: true,
            ..HowArgs::default()
        };
        let sent = fields(&how, 0).expect("good");
        let expected = serde_json::json!({
            "from": "TUMA",
            "class": "otp",
            "scheduledAt": "1970-01-01T01:00:00.000Z",
            "validitySeconds": 60,
            "gsm7Rewrite": true,
        });
        assert_eq!(Value::Object(sent), expected);
        assert!(fields(&HowArgs::default(), 0).expect("good").is_empty());
        let wrong = HowArgs {
            at: Some("soon".to_owned()),
            ..HowArgs::default()
        };
        assert_eq!(fields(&wrong, 0).expect_err("refused").exit, Exit::Usage);
    }
}
