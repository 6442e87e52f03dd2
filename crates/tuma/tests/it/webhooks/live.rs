//! The live stream: complete, resumable, bounded, for its own organization's eyes.

use engine::{Listener, Sight, Told};
use tenancy::NewKey;
use testkit::{Client, ProviderSpec};

use super::*;
use crate::numbers::{kenyan, kenyans};

const EVENTS: &str = "/api/sms/events";

/// One block of a stream.
#[derive(Debug, Default, Clone, PartialEq)]
struct Block {
    event: String,
    id: String,
    data: Value,
}

/// A reader of a stream, which knows the form and nothing of Tuma.
struct Reader {
    response: reqwest::Response,
    read: String,
}

impl Reader {
    async fn open(client: &Client, path: &str, last: Option<&str>) -> Self {
        let mut request = client.request(reqwest::Method::GET, path);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        Self::of(request).await
    }

    async fn of(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.expect("Tuma answers");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut reader = Self {
            response,
            read: String::new(),
        };
        assert_eq!(reader.next().await, Some(Block::default()), "how soon to come back");
        reader
    }

    /// The next block; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Block> {
        loop {
            if let Some((block, rest)) = self.read.split_once("\n\n") {
                let mut found = Block::default();
                for (field, value) in block.lines().filter_map(|line| line.split_once(": ")) {
                    match field {
                        "event" => value.clone_into(&mut found.event),
                        "id" => value.clone_into(&mut found.id),
                        "data" => found.data = serde_json::from_str(value).expect("JSON"),
                        _ => {}
                    }
                }
                self.read = rest.to_owned();
                return Some(found);
            }
            let chunk = tokio::time::timeout(testkit::DEADLINE, self.response.chunk()).await;
            let chunk = chunk.expect("the stream lives").expect("the stream is whole")?;
            self.read.push_str(std::str::from_utf8(&chunk).expect("UTF-8"));
        }
    }

    /// The next frame's events, as they are told.
    async fn frame(&mut self) -> Vec<Value> {
        loop {
            let block = self.next().await.expect("the stream goes on");
            if block.event == "messages" {
                return block.data["events"].as_array().expect("a list").clone();
            }
        }
    }

    /// Why the stream ended.
    async fn end(&mut self) -> Value {
        loop {
            let block = self.next().await.expect("the end is told");
            if block.event == "end" {
                assert_eq!(self.next().await, None);
                return block.data["reason"].clone();
            }
        }
    }

    /// So many events: each as its type and message; and the last position.
    async fn events(&mut self, count: usize) -> (Vec<(String, String)>, String) {
        let (mut found, mut last) = (Vec::new(), String::new());
        while found.len() < count {
            let block = self.next().await.expect("the stream goes on");
            if block.event == "messages" {
                found.extend(block.data["events"].as_array().expect("a list").iter().map(named));
                last = block.id;
            }
        }
        (found, last)
    }
}

fn named(event: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&event["type"]), text(&event["data"]["messageId"]))
}

fn life(id: &str) -> Vec<(String, String)> {
    let states = ["message.queued", "message.sent", "message.delivered"];
    states.map(|state| (state.to_owned(), id.to_owned())).to_vec()
}

#[tokio::test]
async fn what_happens_is_told_in_order_and_masked_for_who_asks_for_it() {
    let app = TestApp::start().await;
    let mut whole = Reader::open(app.own(), EVENTS, None).await;
    let mut masked = Reader::open(app.own(), &format!("{EVENTS}?numbers=masked"), None).await;
    let id = app
        .own()
        .send_with(&kenyan(1), "x", json!({"metadata": {"name": "Wanjiru"}}))
        .await;
    assert_eq!(whole.events(3).await.0, life(&id));
    assert_eq!(masked.events(3).await.0, life(&id));
    let id = app.send(&kenyan(2), "x").await;
    let first = whole.next().await.expect("a frame").data["events"][0]["data"].clone();
    assert_eq!((&first["messageId"], &first["to"]), (&json!(id), &json!(kenyan(2))));
    let first = masked.next().await.expect("a frame").data["events"][0]["data"].clone();
    assert_eq!(
        (&first["to"], &first["metadata"]),
        (&json!("+254•••••002"), &Value::Null)
    );
}

#[tokio::test]
async fn only_the_organizations_own_events_are_told() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    let mut reader = Reader::open(app.org("clinic"), EVENTS, None).await;
    let theirs = app.send(&kenyan(1), "x").await;
    app.own().wait_for_state(&theirs, "DELIVERED").await;
    let own = app.org("clinic").send(&kenyan(2), "x").await;
    assert_eq!(reader.events(3).await.0, life(&own));
}

#[tokio::test]
async fn who_comes_back_is_told_what_it_missed_even_after_a_restart() {
    let mut app = TestApp::start().await;
    let mut reader = Reader::open(app.own(), EVENTS, None).await;
    let first = app.send(&kenyan(1), "x").await;
    let (events, last) = reader.events(3).await;
    assert_eq!(events, life(&first));
    drop(reader);
    let missed = app.send(&kenyan(2), "x").await;
    app.own().wait_for_state(&missed, "DELIVERED").await;
    let mut reader = Reader::open(app.own(), EVENTS, Some(&last)).await;
    assert_eq!(reader.events(3).await.0, life(&missed));
    let seen = app.send(&kenyan(3), "x").await;
    let (events, last) = reader.events(3).await;
    assert_eq!(events, life(&seen));
    app.shutdown().await;
    let end = reader.next().await.expect("the end is told");
    assert_eq!((end.event.as_str(), &end.data["reason"]), ("end", &json!("stopping")));
    assert_eq!(reader.next().await, None);
    app.start_again().await;
    let later = app.send(&kenyan(4), "x").await;
    app.own().wait_for_state(&later, "DELIVERED").await;
    let mut reader = Reader::open(app.own(), &format!("{EVENTS}?lastEventId={last}"), None).await;
    assert_eq!(reader.events(3).await.0, life(&later));
}

#[tokio::test]
async fn many_missed_events_come_in_order_and_whole() {
    let app = TestApp::start().await;
    let mut reader = Reader::open(app.own(), EVENTS, None).await;
    app.send(&kenyan(1), "x").await;
    let (_, last) = reader.events(3).await;
    drop(reader);
    app.own().send_bulk(kenyans(2, 600), "x").await;
    app.run_until_idle().await;
    let mut reader = Reader::open(app.own(), EVENTS, Some(&last)).await;
    let (events, _) = reader.events(1_800).await;
    for message in app.own().list_all("").await {
        let id = message["messageId"].as_str().expect("an id");
        let own: Vec<_> = events.iter().filter(|(_, message)| message == id).cloned().collect();
        assert!(own.is_empty() || own == life(id), "{own:?}");
    }
    assert_eq!(events.len(), 1_800);
}

#[tokio::test]
async fn a_position_that_is_not_known_is_answered_with_a_reset() {
    let app = TestApp::start().await;
    let mut reader = Reader::open(app.own(), EVENTS, None).await;
    app.send(&kenyan(1), "x").await;
    let (_, old) = reader.events(3).await;
    drop(reader);
    app.advance(std::time::Duration::from_secs(901));
    for position in ["nonsense", &old] {
        let mut reader = Reader::open(app.own(), EVENTS, Some(position)).await;
        let reset = reader.next().await.expect("an answer");
        assert_eq!(reset.event, "reset");
        let id = app.send(&kenyan(2), "x").await;
        assert_eq!(reader.events(3).await.0, life(&id));
        assert!(!reset.id.is_empty());
    }
    app.get(&format!("{EVENTS}?numbers=some")).await.expect(400);
}

#[tokio::test]
async fn a_silent_stream_says_that_it_lives_and_where_it_is() {
    let app = TestApp::builder()
        .engine(|engine| engine.live.heartbeat_ms = 20)
        .start()
        .await;
    let mut reader = Reader::open(app.own(), EVENTS, None).await;
    let silence = reader.next().await.expect("a sign of life");
    assert!(silence.event.is_empty() && silence.data.is_null() && !silence.id.is_empty());
    drop(reader);
    let missed = app.send(&kenyan(1), "x").await;
    app.own().wait_for_state(&missed, "DELIVERED").await;
    let mut reader = Reader::open(app.own(), EVENTS, Some(&silence.id)).await;
    assert_eq!(reader.events(3).await.0, life(&missed));
}

#[tokio::test]
async fn who_may_no_longer_read_is_let_go() {
    let app = TestApp::start().await;
    let reading = app.key_of("acme", Scopes::MESSAGING).await;
    let mut reader = Reader::open(&reading, EVENTS, None).await;
    let (tenancy, organization, key) = (app.tenancy().clone(), reading.id, reading.key_id);
    let revoked = app.inside(async move { tenancy.key_revoke(organization, key).await });
    revoked.await.expect("the key is revoked");
    app.advance(std::time::Duration::from_secs(5));
    assert_eq!(reader.end().await, "unauthenticated");
}

#[tokio::test]
async fn people_see_as_much_as_their_role_allows() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await;
    let mut streams = Vec::new();
    for (role, numbers, inbox) in [
        (Role::Owner, true, true),
        (Role::Operator, false, true),
        (Role::Technician, false, false),
    ] {
        let browser = app.signed_in("acme", role).await;
        let shown = browser.get(&format!("{EVENTS}?numbers=shown&x=1")).await;
        shown.expect(400);
        let path = format!("{EVENTS}?numbers=shown");
        if !numbers {
            let refused = browser.get(&path).await.expect(403);
            assert!(refused.text.contains("numbers:reveal"), "{}", refused.text);
        }
        let reader = Reader::of(browser.request(reqwest::Method::GET, EVENTS)).await;
        streams.push((reader, role, numbers, inbox));
    }
    app.recorder().text_from("0722000001", "20880", "Habari", "mo-1").await;
    for (reader, role, numbers, inbox) in &mut streams {
        let data = reader.frame().await[0]["data"].clone();
        let from = if *numbers {
            kenyan(1)
        } else {
            "+254•••••001".to_owned()
        };
        assert_eq!(
            (&data["from"], &data["to"]),
            (&json!(from), &json!("20880")),
            "{role:?}"
        );
        assert_eq!(data["body"] == "Habari", *inbox, "{role:?}");
    }
}

#[tokio::test]
async fn a_test_key_is_told_of_test_messages_alone() {
    let app = TestApp::start().await;
    let new = NewKey {
        test: true,
        ..NewKey::default()
    };
    let test = app.key_like("acme", new).await;
    let mut reader = Reader::open(&test, EVENTS, None).await;
    let live = app.send(&kenyan(1), "x").await;
    app.own().wait_for_state(&live, "DELIVERED").await;
    let id = test.send(&kenyan(2), "x").await;
    assert_eq!(reader.events(3).await.0, life(&id));
}

#[tokio::test]
async fn a_stream_outlives_its_cookie_and_ends_with_its_session() {
    let app = TestApp::builder()
        .engine(|engine| engine.live.heartbeat_ms = 250)
        .start()
        .await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    let cookie = browser.cookie();
    let mut reader = Reader::of(browser.request(reqwest::Method::GET, EVENTS)).await;
    app.advance(std::time::Duration::from_secs(900));
    browser.get("/api/auth/me").await.expect(200);
    assert_ne!(browser.cookie(), cookie);
    app.advance(std::time::Duration::from_secs(120));
    // Signs of life come every quarter of a second: in two seconds of them the stream has looked at its session, which is
    // no use of the cookie that it began with.
    for _ in 0..8 {
        assert_eq!(reader.next().await.expect("the stream goes on").event, "");
    }
    let id = app.send(&kenyan(1), "x").await;
    assert_eq!(reader.events(3).await.0, life(&id));
    browser.get("/api/auth/me").await.expect(200);
    browser.post("/api/auth/sign-out", json!({})).await.expect(200);
    assert_eq!(reader.end().await, "unauthenticated");
}

#[tokio::test]
async fn who_may_see_less_than_before_is_let_go() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::OrgAdmin).await;
    let mut reader = Reader::of(browser.request(reqwest::Method::GET, EVENTS)).await;
    let (store, organization) = (app.store().clone(), app.own().id);
    let changed = app.inside(async move {
        let members = store.membership_list(organization).await?;
        let admin = members.into_iter().find(|one| one.membership.role == Role::OrgAdmin);
        let admin = admin.expect("the administrator").user.id;
        store
            .membership_role_set(organization, admin, (Role::OrgAdmin, Role::Viewer))
            .await
    });
    assert_eq!(changed.await.expect("a database"), store::MembershipChange::Done);
    assert_eq!(reader.end().await, "forbidden");
    let mut reader = Reader::of(browser.request(reqwest::Method::GET, EVENTS)).await;
    app.send(&kenyan(1), "x").await;
    assert_eq!(reader.frame().await[0]["data"]["to"], "+254•••••001");
    app.run_until_idle().await;
}

/// What a follower gets until it is let go: events, and the last position.
async fn until_the_end(mut listener: Listener) -> (usize, String, &'static str) {
    let (mut count, mut last) = (0, String::new());
    loop {
        match listener.next().await {
            Told::Events(frame) => {
                let events: Value = serde_json::from_str(&frame.json).expect("JSON");
                count += events["events"].as_array().expect("a list").len();
                frame.id.clone_into(&mut last);
            }
            Told::End(why) => return (count, last, why.as_str()),
            Told::Reset(_) | Told::Silence(_) => {}
        }
    }
}

#[tokio::test]
async fn a_slow_follower_is_let_go_and_can_go_on_where_it_was() {
    let app = TestApp::builder()
        .engine(|engine| (engine.live.max_frames_behind, engine.live.frame_ms) = (2, 1))
        .start()
        .await;
    let (engine, organization) = (app.engine().clone(), app.own().id);
    let listening = async move { engine.live_listen(organization, Sight::WHOLE, None).await };
    let slow = app.inside(listening).await.expect("it is seated");
    let mut reader = Reader::open(app.own(), EVENTS, None).await;
    for number in kenyans(1, 10) {
        app.send(&number, "x").await;
        reader.events(3).await;
    }
    let (count, last, why) = app.inside(until_the_end(slow)).await;
    assert_eq!(why, "slow");
    assert!((1..30).contains(&count), "{count}");
    let mut reader = Reader::open(app.own(), EVENTS, Some(&last)).await;
    reader.events(30 - count).await;
}

#[tokio::test]
async fn hundreds_of_followers_get_everything_and_each_frame_is_written_once() {
    let app = TestApp::builder()
        .engine(|engine| engine.live.frame_ms = 20)
        .start()
        .await;
    let (engine, organization) = (app.engine().clone(), app.own().id);
    let followed = app.inside(async move {
        let mut listeners = Vec::new();
        for number in 0..500 {
            let sight = if number % 2 == 0 {
                Sight::WHOLE
            } else {
                Sight::WHOLE.masked()
            };
            listeners.push(
                engine
                    .live_listen(organization, sight, None)
                    .await
                    .expect("it is seated"),
            );
        }
        listeners
    });
    let listeners = followed.await;
    app.own().send_bulk(kenyans(1, 100), "x").await;
    app.run_until_idle().await;
    let frames = app.inside(async move {
        let mut frames = std::collections::HashSet::new();
        for mut listener in listeners {
            let mut count = 0;
            while count < 300 {
                if let Told::Events(frame) = listener.next().await {
                    let events: Value = serde_json::from_str(&frame.json).expect("JSON");
                    count += events["events"].as_array().expect("a list").len();
                    frames.insert(std::sync::Arc::as_ptr(&frame) as usize);
                    // Kept, so that no other frame can be at its place.
                    std::mem::forget(frame);
                }
            }
            assert_eq!(count, 300);
        }
        frames.len()
    });
    let frames = frames.await;
    assert!(frames <= 2 * 300, "{frames} frames for 500 followers");
}

#[tokio::test]
async fn there_are_no_more_followers_than_there_may_be() {
    let app = TestApp::builder()
        .engine(|engine| engine.live.max_listeners = 1)
        .start()
        .await;
    let reader = Reader::open(app.own(), EVENTS, None).await;
    assert_eq!(app.get(EVENTS).await.expect(503).code(), "BUSY");
    drop(reader);
    eventually("room for another", async || {
        let request = app.own().request(reqwest::Method::GET, EVENTS);
        (request.send().await.ok()?.status() == 200).then_some(())
    })
    .await;
}
