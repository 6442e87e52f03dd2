//! An SMSC, the adapter that is bound to it, and words for what came of messages.

use std::sync::Arc;
use std::time::Duration;

use adapters::{Adapter, AskError, Outgoing, SendOutcome};
use doubles::smsc::{Account, Misbehaviour, Smsc, SmscSettings};
use serde_json::{Value, json};

use crate::carrier::{adapter, client, message, send};
use crate::recording_sink::{DEADLINE, RecordingSink};

/// The system_id and the password of every adapter.
pub const SYSTEM_ID: &str = "gw01";
pub const PASSWORD: &str = "s3cr3t!";
/// A phone.
pub const PHONE: &str = "+254722000001";
/// The sender of messages that name none.
pub const SENDER: &str = "20880";

/// How often a condition is looked at.
const POLL: Duration = Duration::from_millis(10);

/// An SMSC and an adapter bound to it.
pub struct Stage {
    pub smsc: Smsc,
    pub adapter: Arc<dyn Adapter>,
    pub sink: Arc<RecordingSink>,
}

impl Stage {
    /// Starts both; `settings` are the adapter's beside those that every test has.
    pub async fn start(smsc: SmscSettings, settings: Value) -> Self {
        Self::scripted(smsc, settings, &[]).await
    }

    /// The same with an SMSC that misbehaves from the first connection on.
    pub async fn scripted(smsc: SmscSettings, settings: Value, script: &[Misbehaviour]) -> Self {
        let account = Account {
            system_id: SYSTEM_ID.to_owned(),
            password: PASSWORD.to_owned(),
        };
        let smsc = SmscSettings {
            accounts: vec![account],
            script: script.to_vec(),
            ..smsc
        };
        let smsc = Smsc::local(smsc).await.expect("a free port");
        let sink = Arc::new(RecordingSink::default());
        let config = config(smsc.address().port(), settings);
        let adapter = adapter("smpp", config, sink.clone(), client(Duration::from_secs(5))).expect("no fault");
        adapter.open().await;
        Self { smsc, adapter, sink }
    }

    /// Waits until so many binds are there.
    pub async fn bound(&self, count: usize) {
        self.smsc
            .wait_until(|smsc| (smsc.sessions().len() >= count).then_some(()))
            .await;
    }

    pub async fn send(&self, batch: Vec<Outgoing>) -> Vec<SendOutcome> {
        send(&*self.adapter, batch).await
    }

    pub async fn send_one(&self, text: &str) -> SendOutcome {
        self.send(vec![message(1, PHONE, text)]).await.remove(0)
    }

    /// Tries as the engine does until the SMSC took a message; its ids.
    pub async fn send_until_taken(&self, text: &str) -> Vec<String> {
        loop {
            check_until(&*self.adapter, Result::is_ok).await.expect("it is bound");
            if let SendOutcome::Accepted { carrier_ids, .. } = self.send_one(text).await {
                return carrier_ids;
            }
        }
    }
}

/// Waits until the adapter says of itself what `fits`.
///
/// # Panics
/// When that takes longer than only a fault explains.
pub async fn check_until(adapter: &dyn Adapter, fits: impl Fn(&Result<(), AskError>) -> bool) -> Result<(), AskError> {
    let waiting = async {
        loop {
            let checked = adapter.check().await;
            if fits(&checked) {
                return checked;
            }
            tokio::time::sleep(POLL).await;
        }
    };
    tokio::time::timeout(DEADLINE, waiting)
        .await
        .expect("the adapter never said so")
}

/// The adapter's settings.
pub fn config(port: u16, settings: Value) -> Value {
    let mut config = json!({
        "host": "127.0.0.1", "port": port, "systemId": SYSTEM_ID, "password": PASSWORD, "fromNumber": SENDER,
        "reconnectMinMs": 50, "reconnectMaxMs": 200, "responseTimeoutSeconds": 2, "throttlePauseMs": 100,
    });
    let Value::Object(settings) = settings else {
        panic!("settings are an object");
    };
    for (name, value) in settings {
        config[name] = value;
    }
    config
}

/// The ids of a message that was taken.
pub fn ids(outcome: &SendOutcome) -> Vec<String> {
    match outcome {
        SendOutcome::Accepted { carrier_ids, .. } => carrier_ids.clone(),
        other => panic!("not taken: {other:?}"),
    }
}

/// What an outcome says beside its kind.
pub fn words(outcome: &SendOutcome) -> String {
    match outcome {
        SendOutcome::Accepted { note, .. } => note.clone().unwrap_or_default(),
        SendOutcome::Rejected { reason, .. }
        | SendOutcome::Unroutable { reason, .. }
        | SendOutcome::RetryAfter { reason, .. }
        | SendOutcome::Unknown { reason } => reason.clone(),
    }
}
