//! Units: the parts of an organization, whose messages are whose, and members who are limited to one.

mod limited;
mod tree;

use serde_json::{Value, json};
use testkit::Browser;

/// Makes a unit; answers its id.
async fn make(owner: &Browser, name: &str, parent: Option<&str>) -> String {
    let body = json!({"name": name, "kind": "campus", "parentId": parent});
    let made = owner.post("/api/units", body).await.expect(201);
    made.text_of("unitId").to_owned()
}

/// The bodies of the messages that `browser` lists.
async fn bodies(browser: &Browser, query: &str) -> Vec<String> {
    let listed = browser.get(&format!("/api/sms/messages{query}")).await.expect(200);
    let all = listed.data()["messages"].as_array().expect("messages").clone();
    let body = |one: &Value| one["body"].as_str().expect("a body").to_owned();
    all.iter().map(body).collect()
}
