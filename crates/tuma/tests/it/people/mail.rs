//! Mail: on disk before it is sent, sent over SMTP or into a folder, tried again, never lost by a crash.

use std::time::Duration;

use domain::Role;
use serde_json::json;
use testkit::{MailServer, TestApp, eventually};

const AMINA: &str = "amina@example.org";

async fn forget(app: &TestApp) {
    let asked = app.browser().post("/api/auth/forgot", json!({ "email": AMINA })).await;
    asked.expect(202);
}

#[tokio::test]
async fn mail_goes_over_smtp_with_its_sender_its_address_and_its_text() {
    let server = MailServer::start().await;
    let app = TestApp::builder().mail_server(&server).start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    forget(&app).await;
    let mail = eventually("a mail", async || server.taken().into_iter().next()).await;
    assert_eq!(mail.from, "<tuma@example.org>");
    assert_eq!(mail.to, "<amina@example.org>");
    assert!(mail.text.contains("Subject: Your password"), "{}", mail.text);
    assert!(mail.text.contains("/reset#"), "{}", mail.text);
}

#[tokio::test]
async fn a_server_that_cannot_now_is_tried_again_and_the_mail_goes_once() {
    let server = MailServer::start().await;
    server.answer_with("451 4.3.0 try again later");
    let app = TestApp::builder().mail_server(&server).start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    forget(&app).await;
    eventually("a try", async || (server.tries() == 1).then_some(())).await;
    server.answer_with("250 taken");
    app.advance(Duration::from_secs(31));
    eventually("a mail", async || (server.taken().len() == 1).then_some(())).await;
    app.advance(Duration::from_secs(3_600));
    forget(&app).await;
    eventually("the next mail", async || (server.taken().len() == 2).then_some(())).await;
    assert_eq!(server.tries(), 3);
}

#[tokio::test]
async fn what_a_server_refuses_for_good_is_given_up() {
    let server = MailServer::start().await;
    server.answer_with("550 5.1.1 nobody here");
    let app = TestApp::builder().mail_server(&server).start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    forget(&app).await;
    eventually("a try", async || (server.tries() == 1).then_some(())).await;
    app.advance(Duration::from_secs(86_400));
    server.answer_with("250 taken");
    forget(&app).await;
    eventually("the next mail", async || (server.taken().len() == 1).then_some(())).await;
    assert_eq!(server.tries(), 2);
}

#[tokio::test]
async fn a_mail_that_was_written_survives_a_crash() {
    let server = MailServer::start().await;
    server.answer_with("451 4.3.0 try again later");
    let mut app = TestApp::builder().mail_server(&server).start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    forget(&app).await;
    eventually("a try", async || (server.tries() == 1).then_some(())).await;
    app.crash();
    server.answer_with("250 taken");
    app.start_again().await;
    app.advance(Duration::from_secs(3_600));
    eventually("the mail", async || (server.taken().len() == 1).then_some(())).await;
}
