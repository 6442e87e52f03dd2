//! Passwords that a directory knows, as far as none is needed for it: one that is down. Against a real one:
//! `tests/interop/at_directory.py`.

use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Role};
use identity::{Directory, DirectorySettings, Trust};
use serde_json::{Value, json};
use tenancy::{Admits, DirectoryWay, SignInWays};
use testkit::{Answer, TestApp};

const AMINA: &str = "amina@example.org";

/// A directory on a port where nobody listens.
fn one_that_is_down(_: Arc<dyn Clock>) -> SignInWays {
    let settings = DirectorySettings {
        url: "ldap://127.0.0.1:1".to_owned(),
        search_base: "dc=example,dc=org".to_owned(),
        search_filter: "(mail={email})".to_owned(),
        email_attribute: "mail".to_owned(),
        name_attribute: "cn".to_owned(),
        id_attribute: "entryUUID".to_owned(),
        connect_timeout: Duration::from_secs(3),
        timeout: Duration::from_secs(5),
        ..DirectorySettings::default()
    };
    SignInWays {
        issuers: Vec::new(),
        directory: Some(DirectoryWay {
            directory: Directory::new(settings, &Trust::default()).expect("a directory"),
            admits: Admits {
                domains: Vec::new(),
                newcomers: Some(("acme".to_owned(), Role::Viewer)),
            },
            link_existing: false,
        }),
    }
}

fn shown(answer: &Answer) -> Value {
    json!({ "status": answer.status, "error": answer.json["error"] })
}

#[tokio::test]
async fn a_directory_that_is_down_says_so_to_everybody_alike_and_keeps_no_password_of_ours_out() {
    let app = TestApp::builder().ways(one_that_is_down).start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let browser = app.browser();
    let mut answers = Vec::new();
    for (email, tried) in [
        (AMINA, "wrong"),
        ("nobody@example.org", "wrong"),
        ("nobody@example.org", ""),
    ] {
        let before = app.tenancy().password_hashes();
        let answer = browser.sign_in(email, tried).await.expect(503);
        assert_eq!(app.tenancy().password_hashes(), before + 1, "{email}");
        answers.push(shown(&answer));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    assert_eq!(answers[0]["error"]["code"], "UNAVAILABLE");
    browser.sign_in(AMINA, &password).await.expect(200);
}

#[tokio::test]
async fn tries_count_while_the_directory_is_down() {
    let app = TestApp::builder()
        .ways(one_that_is_down)
        .people(|people| people.account_back_off.failures = 2)
        .start()
        .await;
    let browser = app.browser();
    for expected in [503, 503, 429] {
        browser.sign_in("nobody@example.org", "wrong").await.expect(expected);
    }
}
