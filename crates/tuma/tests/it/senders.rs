//! Sender IDs: asked for by organizations, decided about by whoever runs the installation, and held against what is sent.

mod asking;
mod sending;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp};

use crate::system::administrator;

/// Asks for a sender; answers its id.
async fn ask(owner: &Browser, sender: &str, more: Value) -> String {
    let mut body = json!({"sender": sender, "purpose": "fee reminders"});
    let fields = body.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("more fields are an object").clone());
    let asked = owner.post("/api/sms/senders", body).await.expect(201);
    asked.text_of("senderId").to_owned()
}

/// The owner of `acme`, and whoever runs the installation.
async fn two(app: &TestApp) -> (Browser, Browser) {
    (app.signed_in("acme", Role::Owner).await, administrator(app).await)
}

async fn approve(admin: &Browser, id: &str, body: Value) {
    let approved = admin
        .post(&format!("/api/system/senders/{id}/approve"), body)
        .await
        .expect(200);
    assert_eq!(approved.text_of("status"), "approved");
}
