//! Source 001's API from the send to the report, over a real socket.

use std::time::Duration;

use domain::Scopes;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tenancy::Caller;
use testkit::{Answer, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

const BULK: &str = "/api/v1/sms/bulk";

async fn upload(app: &TestApp, name: &str, content: String) -> Answer {
    let form = Form::new().part("file", Part::text(content).file_name(name.to_owned()));
    app.own().post_form("/api/v1/files/upload", form).await.expect(200)
}

async fn report(app: &TestApp, id: &str) -> Value {
    app.get(&format!("/api/v1/sms/reports/{id}"))
        .await
        .expect(200)
        .data()
        .clone()
}

/// Every report of a bulk, page by page.
async fn reports(app: &TestApp, bulk: &str) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/sms/reports?bulk_id={bulk}&limit=100{cursor}");
        let page = app.get(&path).await.expect(200);
        all.extend(page.data()["reports"].as_array().expect("reports").clone());
        match page.data()["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_message_is_pending_until_its_report_comes() {
    let app = TestApp::start().await;
    app.pause_lanes(true);
    let sent = app
        .post(
            "/api/v1/sms/send",
            json!({ "phone_numbers": [kenyan(1)], "message": "Hello" }),
        )
        .await
        .expect(200);
    let id = sent.data()["messages"][0]["message_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let pending = report(&app, &id).await;
    assert_eq!(
        (&pending["status"], &pending["received_at"]),
        (&json!("PENDING"), &Value::Null)
    );
    app.pause_lanes(false);
    app.run_until_idle().await;
    let delivered = report(&app, &id).await;
    assert_eq!(delivered["status"], "DELIVERED");
    assert_eq!(
        (&delivered["price"], &delivered["currency"]),
        (&json!("0.80"), &json!("KES"))
    );
    assert!(
        delivered["received_at"].is_string() && delivered["error_code"].is_null(),
        "{delivered}"
    );
    let listed = app.get("/api/v1/sms/reports").await.expect(200);
    assert_eq!(listed.data()["reports"][0]["message_id"], json!(id));
}

#[tokio::test]
async fn a_scheduled_message_waits_for_its_time() {
    let app = TestApp::start().await;
    let at = app.time_ahead(Duration::from_secs(3_600));
    let body = json!({ "phone_numbers": [kenyan(1)], "message": "Hello", "schedule_time": at });
    let sent = app.post("/api/v1/sms/send", body).await.expect(200);
    assert_eq!(sent.data()["messages"][0]["status"], "PENDING");
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 0);
    app.advance(Duration::from_secs(3_600));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn a_bulk_sends_to_the_good_numbers_and_lists_the_others() {
    let app = TestApp::start().await;
    let mut numbers: Vec<String> = kenyans(1, 250).collect();
    numbers[3] = "12".to_owned();
    numbers.push(kenyan(1));
    let answer = app
        .post(BULK, json!({ "phone_numbers": numbers, "message": "School is closed" }))
        .await
        .expect(200);
    let data = answer.data();
    assert_eq!(
        [
            &data["total_sent"],
            &data["successful"],
            &data["failed"],
            &data["duplicates"]
        ],
        [250, 249, 1, 1]
    );
    assert_eq!(
        (&data["refused"][0]["field"], &data["status"]),
        (&json!("phone_numbers[3]"), &json!("COMPLETED"))
    );
    assert_eq!(
        (data["messages"].as_array().map(Vec::len), &data["more_messages"]),
        (Some(249), &json!(false))
    );
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 249);
    let bulk = answer.text_of("bulk_id").to_owned();
    let all = reports(&app, &bulk).await;
    assert_eq!(all.len(), 249);
    assert!(
        all.iter()
            .all(|one| one["status"] == "DELIVERED" && one["bulk_id"] == json!(bulk))
    );
    let to: Vec<_> = all.iter().map(|one| one["to"].as_str().unwrap_or_default()).collect();
    assert!(to.is_sorted(), "in the order of the numbers");
    let whole = report(&app, &bulk).await;
    assert_eq!(
        [&whole["total_sent"], &whole["successful"], &whole["failed"]],
        [250, 249, 1]
    );
    assert_eq!(whole["reports"].as_array().map(Vec::len), Some(50));
}

#[tokio::test]
async fn a_number_that_opted_out_is_answered_as_rejected() {
    let app = TestApp::start().await;
    let (engine, tenancy, id, number) = (app.engine().clone(), app.tenancy().clone(), app.own().id, kenyan(1));
    let done = app.inside(async move {
        let organization = tenancy.organization(id).await?;
        engine
            .suppress(&Caller::system(organization.into()), &number, "stop")
            .await?;
        anyhow::Ok(())
    });
    done.await.expect("the number is suppressed");
    let body = json!({ "phone_numbers": [kenyan(1), kenyan(2)], "message": "Hello" });
    let answer = app.post("/api/v1/sms/send", body).await.expect(200);
    let data = answer.data();
    assert_eq!([&data["total_sent"], &data["successful"], &data["failed"]], [2, 1, 1]);
    let statuses: Vec<_> = data["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .map(|one| &one["status"])
        .collect();
    assert_eq!(statuses, ["REJECTED", "PENDING"]);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn an_uploaded_list_is_sent_to_as_often_as_asked_within_a_day() {
    let app = TestApp::start().await;
    let rows: String = kenyans(1, 1_200).map(|number| format!("name,{number},x\n")).collect();
    let uploaded = upload(&app, "parents.csv", rows).await;
    assert_eq!(uploaded.number_of("phone_count"), 1_200);
    let file = uploaded.text_of("file_id").to_owned();
    assert_eq!(app.spooled(), 1);
    for message in ["First", "Second"] {
        let answer = app
            .post(BULK, json!({ "file_id": file, "message": message }))
            .await
            .expect(200);
        let bulk = answer.text_of("bulk_id").to_owned();
        app.own().wait_for_batch(&bulk).await;
        app.run_until_idle().await;
        assert_eq!(reports(&app, &bulk).await.len(), 1_200);
    }
    assert_eq!(app.recorder().count(), 2_400);
    assert_eq!(app.spooled(), 1, "the list alone is left");
    app.advance(Duration::from_secs(24 * 3_600));
    eventually("the list to be deleted", async || (app.spooled() == 0).then_some(())).await;
    let late = app
        .post(BULK, json!({ "file_id": file, "message": "Third" }))
        .await
        .expect(400);
    assert_eq!(late.json["error"]["details"]["field"], "file_id");
    let found = app.get(&format!("/api/v1/files/{file}")).await.expect(200);
    assert_eq!(found.text_of("status"), "EXPIRED");
}

#[tokio::test]
async fn an_uploaded_list_survives_a_restart_and_a_stray_one_does_not() {
    let mut app = TestApp::start().await;
    let file = upload(&app, "list.txt", format!("{}\n", kenyan(1)))
        .await
        .text_of("file_id")
        .to_owned();
    app.shutdown().await;
    std::fs::write(
        app.folder().join("spool").join("fil_0000000000001.numbers"),
        "+254722000009\n",
    )
    .expect("written");
    app.start_again().await;
    assert_eq!(app.spooled(), 1);
    app.post(BULK, json!({ "file_id": file, "message": "Hello" }))
        .await
        .expect(200);
    app.run_until_idle().await;
    assert_eq!(app.recorder().seen_to(&kenyan(1)).len(), 1);
}

#[tokio::test]
async fn nothing_of_another_organization_is_found() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    let sent = app
        .post(
            "/api/v1/sms/send",
            json!({ "phone_numbers": [kenyan(1)], "message": "Hello" }),
        )
        .await
        .expect(200);
    app.run_until_idle().await;
    let file = upload(&app, "list.txt", format!("{}\n", kenyan(1)))
        .await
        .text_of("file_id")
        .to_owned();
    let message = sent.data()["messages"][0]["message_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let bulk = sent.text_of("bulk_id").to_owned();
    let clinic = app.org("clinic");
    for path in [
        format!("/api/v1/sms/reports/{message}"),
        format!("/api/v1/sms/reports/{bulk}"),
        format!("/api/v1/sms/reports?bulk_id={bulk}"),
        format!("/api/v1/files/{file}"),
    ] {
        clinic.get(&path).await.expect(404);
    }
    assert_eq!(
        clinic.get("/api/v1/sms/reports").await.expect(200).data()["reports"],
        json!([])
    );
    assert_eq!(clinic.get("/api/v1/files").await.expect(200).data()["files"], json!([]));
    clinic
        .post(BULK, json!({ "file_id": file, "message": "x" }))
        .await
        .expect(404);
    let reader = app.key_of("acme", Scopes::default().with(domain::Scope::SmsRead)).await;
    reader.post("/api/v1/sms/send", json!({})).await.expect(403);
}
