//! What must be true after all the kills.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::MessageId;
use serde_json::Value;

use super::load::{Load, ROWS};
use crate::process::server::Taken;

/// What the organization wants done with unknown outcomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Send again.
    Resend,
    /// Wait.
    Hold,
}

impl Policy {
    /// The option's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resend => "resend",
            Self::Hold => "hold",
        }
    }

    /// How long messages are worth sending. What is held and was never taken ends with it; nothing else may.
    pub fn validity_ms(self) -> &'static str {
        match self {
            Self::Resend => "3600000",
            Self::Hold => "40000",
        }
    }
}

/// Holds what the callers, the carrier and the database say against each other.
pub async fn judge(load: &Load, taken: &[Taken], policy: Policy, (begun, waited): (&BTreeSet<i64>, &BTreeSet<i64>)) {
    let messages = load.client.list_all("").await;
    let by_id: HashMap<&str, &Value> = messages
        .iter()
        .map(|message| (text(message, "messageId"), message))
        .collect();
    nothing_is_lost(load, &messages, &by_id).await;
    let twice = taken_twice(taken, &by_id);
    assert!(
        policy == Policy::Resend || twice.is_empty(),
        "under hold these went out twice: {twice:?}"
    );
    let marked = marked_unknown(load, &messages, begun).await;
    for id in &twice {
        assert!(marked.contains(id), "{id} went out twice and is not marked unknown");
    }
    for id in &marked {
        let number = id.parse::<MessageId>().expect("an id").get();
        assert!(
            begun.contains(&number),
            "{id} is marked unknown, but no attempt of it had begun at a kill"
        );
        assert!(!waited.contains(&number), "{id} merely waited and is marked unknown");
    }
    for message in &messages {
        let (id, state) = (text(message, "messageId"), text(message, "status"));
        let may_expire = policy == Policy::Hold && marked.contains(id);
        let ended = state == "DELIVERED" || (state == "EXPIRED" && may_expire);
        assert!(ended, "{id} ended as {state}: {}", message["detail"]);
    }
    assert!(
        !begun.is_empty() && !waited.is_empty(),
        "the kills came when nothing was going on"
    );
}

async fn nothing_is_lost(load: &Load, messages: &[Value], by_id: &HashMap<&str, &Value>) {
    let answered = load.messages();
    assert!(answered.len() > 200, "only {} messages were accepted", answered.len());
    for id in &answered {
        assert!(by_id.contains_key(id.as_str()), "{id} was answered 202 and is gone");
    }
    let mut bodies = BTreeSet::new();
    for message in messages {
        let body = text(message, "body");
        assert!(bodies.insert(body), "`{body}` was accepted twice");
    }
    for batch in load.batches() {
        let answer = load.client.get(&format!("/api/sms/batches/{batch}")).await.expect(200);
        assert_eq!(answer.text_of("status"), "DONE", "{}", answer.text);
        let counts = (
            answer.number_of("accepted"),
            answer.number_of("refused"),
            answer.number_of("duplicates"),
        );
        assert_eq!(counts, (ROWS as i64, 0, 0), "{}", answer.text);
    }
}

/// Messages that the carrier took more than once; what it took must be known, and what is delivered must be taken.
fn taken_twice(taken: &[Taken], by_id: &HashMap<&str, &Value>) -> BTreeSet<String> {
    let mut counts = BTreeMap::new();
    for one in taken {
        assert!(
            by_id.contains_key(one.message.as_str()),
            "the carrier took {} that nobody accepted",
            one.message
        );
        *counts.entry(one.message.as_str()).or_insert(0) += 1;
    }
    for (id, message) in by_id {
        assert!(
            message["status"] != "DELIVERED" || counts.contains_key(id),
            "{id} is delivered and was never taken"
        );
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// Messages whose timeline says that an outcome was unknown. Only those that were not settled at once can: the ones with
/// several attempts, the ones that had begun at a kill, and the ones that were never delivered.
async fn marked_unknown(load: &Load, messages: &[Value], begun: &BTreeSet<i64>) -> BTreeSet<String> {
    let mut marked = BTreeSet::new();
    for message in messages {
        let id = text(message, "messageId");
        let number = id.parse::<MessageId>().expect("an id").get();
        let at_once = message["attempts"] == 1 && message["status"] == "DELIVERED" && !begun.contains(&number);
        if at_once && message["detail"].is_null() {
            continue;
        }
        let timeline = load.client.timeline(id).await;
        if timeline.iter().any(|event| event == "UNKNOWN" || event == "HELD") {
            marked.insert(id.to_owned());
        }
    }
    marked
}

fn text<'a>(message: &'a Value, name: &str) -> &'a str {
    message[name].as_str().expect("a message has ids, states and texts")
}
