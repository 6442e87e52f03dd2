//! The carrier process at its socket, spoken to by hand: reports, acknowledgements, the record, and hostile frames.

use std::net::SocketAddr;
use std::path::Path;

use adapters::simulator::{Config, MAX_FRAME_BYTES, RecordEntry, Server, Stats, read_record, stats_of};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::recording_sink::DEADLINE;
use crate::stage::{Still, message_id};

/// A running carrier; it ends with the test.
pub struct Running {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Running {
    pub async fn start(config: &str, record: Option<&Path>) -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), config, record).await
    }

    pub async fn start_at(address: SocketAddr, config: &str, record: Option<&Path>) -> Self {
        let config = Config::parse(config).expect("a good configuration");
        let server = Server::bind(address, config, record, &Still)
            .await
            .expect("the carrier starts");
        let address = server.local_addr();
        Self {
            address,
            task: tokio::spawn(server.run(std::future::pending())),
        }
    }

    pub async fn stats(&self) -> Stats {
        timeout(DEADLINE, stats_of(self.address))
            .await
            .expect("the carrier answers")
            .expect("its counts")
    }

    /// Kills the carrier and waits until its socket is free.
    pub async fn kill(self) {
        self.task.abort();
        while !self.task.is_finished() {
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Client(BufReader<TcpStream>);

impl Client {
    async fn connect(carrier: &Running) -> Self {
        Self(BufReader::new(
            TcpStream::connect(carrier.address).await.expect("the carrier listens"),
        ))
    }

    async fn hello(carrier: &Running) -> Self {
        let mut client = Self::connect(carrier).await;
        client.say(&json!({"hello": {"version": 1, "account": "a"}})).await;
        assert!(client.hear().await["welcome"].is_object());
        client
    }

    async fn say(&mut self, frame: &Value) {
        self.write(format!("{frame}\n").as_bytes()).await;
    }

    async fn write(&mut self, bytes: &[u8]) {
        // The carrier may hang up in the middle of what it refuses.
        let _hung_up = self.0.get_mut().write_all(bytes).await;
    }

    async fn hear(&mut self) -> Value {
        let mut line = String::new();
        timeout(DEADLINE, self.0.read_line(&mut line))
            .await
            .expect("the carrier says something")
            .expect("text");
        serde_json::from_str(&line).expect("a whole frame")
    }

    /// The next frame that fits.
    async fn hear_until(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.hear().await;
            if fits(&frame) {
                return frame;
            }
        }
    }

    async fn submit(&mut self, first: u64, numbers: &[&str]) {
        let messages: Vec<Value> = numbers.iter().enumerate().map(|(n, to)| wire_message(n, to)).collect();
        self.say(&json!({"submit": {"first": first, "messages": messages}}))
            .await;
    }

    /// Reads to the end of the connection.
    async fn rest(mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let read = timeout(DEADLINE, self.0.read_to_end(&mut rest))
            .await
            .expect("the carrier hangs up");
        // A reset instead of an orderly end is just as much an end.
        let _reset = read;
        rest
    }
}

fn wire_message(n: usize, to: &str) -> Value {
    json!({
        "message": message_id(n), "attempt": 1, "from": "Tuma", "to": to, "body": "habari",
        "segments": 1, "expires_at": 0,
    })
}

fn numbers(frame: &Value) -> Vec<u64> {
    frame["reports"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|report| report["number"].as_u64())
        .collect()
}

/// Answers at once, reports at once.
const QUICK: &str = r#"{"response": {"min_ms": 0, "max_ms": 0}, "reports": {"delay": {"min_ms": 1, "max_ms": 1}}}"#;
const PLAIN: &str = "+254700000000";

#[tokio::test]
async fn a_submit_is_answered_recorded_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.jsonl");
    let carrier = Running::start(QUICK, Some(&path)).await;
    let mut client = Client::hello(&carrier).await;
    client.submit(70, &[PLAIN, "+923005550014"]).await;
    let answers = client.hear().await;
    assert_eq!(answers["answers"][0]["number"], 70);
    let id = answers["answers"][0]["outcome"]["accepted"][0].clone();
    let entries = read_record(&path).unwrap();
    assert!(matches!(entries[0], RecordEntry::Opened { .. }));
    let RecordEntry::Taken {
        to,
        ids,
        message,
        attempt,
        ..
    } = &entries[1]
    else {
        panic!("{entries:?}")
    };
    assert_eq!(
        (&**to, json!(ids[0]), *message, *attempt),
        (PLAIN, id.clone(), message_id(0), 1)
    );
    let RecordEntry::Reply { body, from, .. } = &entries[3] else {
        panic!("{entries:?}")
    };
    assert_eq!((body.as_str(), &**from), ("STOP", "+923005550014"));
    let reports = client.hear().await;
    assert_eq!(reports["reports"][0]["id"], id);
    assert_eq!(reports["reports"][0]["status"], "delivered");
}

#[tokio::test]
async fn unacknowledged_reports_come_again_on_the_next_connection() {
    let carrier = Running::start(QUICK, None).await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &[PLAIN, "+254700000001"]).await;
    let mut seen = Vec::new();
    while seen.len() < 2 {
        let frame = client.hear().await;
        if frame["reports"].is_array() {
            seen.extend(numbers(&frame));
        }
    }
    client.say(&json!({"ack": {"numbers": [seen[0]]}})).await;
    client.say(&json!({"stats": {}})).await;
    assert_eq!(client.hear().await["stats"]["reports_acknowledged"], 1);
    drop(client);
    let mut again = Client::hello(&carrier).await;
    assert_eq!(numbers(&again.hear().await), [seen[1]]);
    again.say(&json!({"ack": {"numbers": [seen[1]]}})).await;
    again.say(&json!({"stats": {}})).await;
    let stats = again.hear().await;
    assert_eq!(
        (
            &stats["stats"]["reports_pending"],
            &stats["stats"]["reports_acknowledged"]
        ),
        (&json!(0), &json!(2))
    );
}

#[tokio::test]
async fn the_newest_connection_takes_the_reports_over() {
    let carrier = Running::start(QUICK, None).await;
    let mut old = Client::hello(&carrier).await;
    old.submit(0, &[PLAIN]).await;
    assert!(old.hear().await["answers"].is_array());
    let first = numbers(&old.hear().await);
    let mut new = Client::hello(&carrier).await;
    assert_eq!(numbers(&new.hear().await), first);
    new.say(&json!({"ack": {"numbers": first}})).await;
    old.submit(1, &["+254700000001"]).await;
    assert!(old.hear().await["answers"].is_array());
    assert!(new.hear().await["reports"].is_array());
}

#[tokio::test]
async fn the_next_report_about_an_id_waits_for_the_acknowledgement() {
    let carrier = Running::start(QUICK, None).await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &["+923005550013"]).await;
    assert!(client.hear().await["answers"].is_array());
    let delivered = client.hear().await;
    assert_eq!(delivered["reports"][0]["status"], "delivered");
    client.say(&json!({"stats": {}})).await;
    assert_eq!(client.hear().await["stats"]["reports_pending"], 1);
    client.say(&json!({"ack": {"numbers": numbers(&delivered)}})).await;
    assert_eq!(client.hear().await["reports"][0]["status"], "failed");
}

#[tokio::test]
async fn an_early_report_is_on_the_wire_before_the_answer() {
    let carrier = Running::start(QUICK, None).await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &["+923005550009"]).await;
    assert!(client.hear().await["reports"].is_array());
    assert!(client.hear().await["answers"].is_array());
}

#[tokio::test]
async fn over_its_throughput_the_carrier_asks_for_a_pause() {
    let carrier = Running::start(
        r#"{"throughput_per_second": 1, "response": {"min_ms": 0, "max_ms": 0}}"#,
        None,
    )
    .await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &[PLAIN; 3]).await;
    let answers = client.hear().await;
    let throttled = &answers["answers"][1]["outcome"]["retry"];
    assert_eq!(throttled["code"], "88");
    assert!(throttled["pause_ms"].as_u64().unwrap() <= 1_000);
}

#[tokio::test]
async fn a_full_report_queue_asks_for_a_pause() {
    let carrier = Running::start(
        r#"{"max_pending_reports": 1, "response": {"min_ms": 0, "max_ms": 0}}"#,
        None,
    )
    .await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &[PLAIN]).await;
    assert!(client.hear().await["answers"][0]["outcome"]["accepted"].is_array());
    client.submit(1, &[PLAIN]).await;
    assert_eq!(client.hear().await["answers"][0]["outcome"]["retry"]["code"], "20");
}

#[tokio::test]
async fn double_sends_are_counted() {
    let carrier = Running::start(QUICK, None).await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &[PLAIN]).await;
    client.submit(1, &[PLAIN]).await;
    let mut second = wire_message(0, PLAIN);
    second["attempt"] = json!(2);
    client.say(&json!({"submit": {"first": 2, "messages": [second]}})).await;
    client
        .say(&json!({"lookup": {"number": 3, "message": message_id(0), "attempt": 2}}))
        .await;
    while client.hear().await["found"]["result"]["taken"].is_null() {}
    let stats = carrier.stats().await;
    assert_eq!(
        (stats.taken, stats.taken_in_same_attempt, stats.taken_in_another_attempt),
        (3, 1, 1)
    );
}

#[tokio::test]
async fn a_carrier_goes_on_with_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.jsonl");
    let carrier = Running::start(QUICK, Some(&path)).await;
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &[PLAIN]).await;
    let first = client.hear().await["answers"][0]["outcome"]["accepted"][0].clone();
    carrier.kill().await;
    let mut torn = std::fs::read(&path).unwrap();
    torn.extend_from_slice(b"{\"kind\":\"taken\",\"at\":17");
    std::fs::write(&path, torn).unwrap();

    let carrier = Running::start(QUICK, Some(&path)).await;
    let mut client = Client::hello(&carrier).await;
    client
        .say(&json!({"lookup": {"number": 0, "message": message_id(0), "attempt": 1}}))
        .await;
    assert_eq!(client.hear().await["found"]["result"]["taken"], json!([first]));
    client.submit(1, &[PLAIN]).await;
    assert_ne!(client.hear().await["answers"][0]["outcome"]["accepted"][0], first);
    let stats = carrier.stats().await;
    assert_eq!((stats.taken, stats.taken_in_same_attempt), (2, 1));
    assert_eq!(read_record(&path).unwrap().len(), 3);
}

#[tokio::test]
async fn a_record_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.jsonl");
    std::fs::write(&path, "{\"kind\":\"opened\",\"at\":1,\"ids_from\":1}\nnot an entry\n").unwrap();
    let started = Server::bind("127.0.0.1:0", Config::default(), Some(&path), &Still).await;
    assert!(started.err().unwrap().to_string().contains("line 2"));
}

#[tokio::test]
async fn hostile_frames_end_their_connection_and_nothing_else() {
    let carrier = Running::start(QUICK, None).await;
    let hello = "{\"hello\":{\"version\":1,\"account\":\"a\"}}\n";
    let many: Vec<Value> = (0..501).map(|n| wire_message(n, PLAIN)).collect();
    let mut extra = wire_message(0, PLAIN);
    extra["bodi"] = json!("x");
    let cases: Vec<Vec<u8>> = vec![
        b"\n".to_vec(),
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        b"\xff\xfe\x00\n".to_vec(),
        b"\0\0\0\x10\0\0\0\x02\n".to_vec(),
        b"null\n".to_vec(),
        b"{}\n".to_vec(),
        [vec![b'['; 100_000], b"\n".to_vec()].concat(),
        b"{\"hello\":{\"version\":2,\"account\":\"a\"}}\n".to_vec(),
        b"{\"hello\":{\"version\":1,\"account\":\"../etc\"}}\n".to_vec(),
        b"{\"hello\":{\"version\":1,\"account\":\"\"}}\n".to_vec(),
        b"{\"hello\":{\"version\":1,\"account\":\"a\",\"x\":1}}\n".to_vec(),
        b"{\"submit\":{\"first\":0,\"messages\":[]}}\n".to_vec(),
        b"{\"ack\":{\"numbers\":[1]}}\n".to_vec(),
        format!("{hello}{hello}").into_bytes(),
        format!("{hello}{}\n", json!({"submit": {"first": 0, "messages": many}})).into_bytes(),
        format!("{hello}{}\n", json!({"submit": {"first": 0, "messages": [extra]}})).into_bytes(),
        format!(
            "{hello}{}\n",
            json!({"submit": {"first": u64::MAX, "messages": [wire_message(0, PLAIN)]}})
        )
        .into_bytes(),
        format!("{hello}{{\"ack\":{{\"numbers\":[-1]}}}}\n").into_bytes(),
        vec![b'a'; MAX_FRAME_BYTES + 2],
    ];
    for bytes in &cases {
        let mut client = Client::connect(&carrier).await;
        client.write(bytes).await;
        let rest = client.rest().await;
        let said = String::from_utf8(rest).unwrap();
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]);
        assert!(said.is_empty() || said.contains("\"error\""), "{shown}: {said}");
        assert!(!said.contains(PLAIN), "{shown}: {said}");
    }
    assert_eq!(carrier.stats().await.taken, 0);
    let mut client = Client::hello(&carrier).await;
    client.submit(0, &[PLAIN]).await;
    assert!(client.hear().await["answers"].is_array());
}

#[tokio::test]
async fn half_a_frame_takes_nothing() {
    let carrier = Running::start(QUICK, None).await;
    let whole = format!(
        "{}\n",
        json!({"submit": {"first": 0, "messages": [wire_message(0, PLAIN)]}})
    );
    for cut in [1, whole.len() / 2, whole.len() - 1] {
        let mut client = Client::hello(&carrier).await;
        client.write(&whole.as_bytes()[..cut]).await;
        client.0.get_mut().shutdown().await.unwrap();
        client.rest().await;
    }
    assert_eq!(carrier.stats().await.taken, 0);
}

#[tokio::test]
async fn a_client_sees_its_own_phones_and_writes_on_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("record");
    let carrier = Running::start(r#"{"profile": "fastest", "handsets": 2}"#, Some(&record)).await;
    let mut client = Client::hello(&carrier).await;
    // The last one is taken and reported failed: it never arrives.
    for (first, to) in ["+254722000001", "+254722000002", "+254722000003", "+254705550002"]
        .iter()
        .enumerate()
    {
        client.submit(first as u64, &[to]).await;
    }
    let asked = async |client: &mut Client, question: &Value, answer: &str| {
        client.say(question).await;
        client.hear_until(|frame| frame.get(answer).is_some()).await[answer].clone()
    };
    let listed = asked(&mut client, &json!({"phones": {"number": 90}}), "phones").await;
    assert_eq!(listed["number"], 90);
    let numbers: Vec<&Value> = listed["phones"]
        .as_array()
        .expect("phones")
        .iter()
        .map(|phone| &phone["to"])
        .collect();
    assert_eq!(
        numbers,
        [&json!("+254722000003"), &json!("+254722000002")],
        "two are remembered, the newest first"
    );
    let of = json!({"phone": {"number": 91, "of": "+254722000003"}});
    let one = asked(&mut client, &of, "phone").await;
    assert_eq!(one["messages"].as_array().map(Vec::len), Some(1), "{one}");
    let text = json!({"id": "t-1", "from": "+254722000003", "to": "20880", "body": "Habari"});
    let written = asked(&mut client, &json!({"text": {"number": 92, "text": text}}), "written").await;
    assert_eq!(written, json!({"number": 92}));
    let entries = read_record(&record).expect("a record");
    let Some(RecordEntry::Text { id, body, .. }) = entries.last() else {
        panic!("{entries:?}")
    };
    assert_eq!((id.as_str(), &**body), ("t-1", "Habari"));

    let mut other = Client::connect(&carrier).await;
    other.say(&json!({"hello": {"version": 1, "account": "b"}})).await;
    other.hear().await;
    let theirs = asked(&mut other, &json!({"phones": {"number": 1}}), "phones").await;
    assert_eq!(theirs["phones"], json!([]));
    let mut nobody = Client::connect(&carrier).await;
    nobody.say(&json!({"phones": {"number": 1}})).await;
    assert!(
        nobody.hear().await["error"].is_object(),
        "who said no hello has no phones"
    );
}
