//! Documentation and health: complete, and without the internet.

use std::collections::BTreeSet;

use api::access::{Needs, RULES, Rule};
use testkit::TestApp;

#[tokio::test]
async fn every_route_is_in_the_openapi_document_and_nothing_else() {
    let app = TestApp::start().await;
    let document = app.get_bare("/api/openapi.json").await.expect(200).json;
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, methods)| {
            methods
                .as_object()
                .expect("methods")
                .keys()
                .map(move |method| (method.clone(), path.clone()))
        })
        .collect();
    let expected: BTreeSet<(String, String)> = RULES
        .iter()
        .map(|rule| (rule.method.to_lowercase(), rule.path.to_owned()))
        .collect();
    assert_eq!(described, expected);
}

#[tokio::test]
async fn every_operation_says_what_it_takes_answers_and_refuses() {
    let app = TestApp::start().await;
    let document = app.get_bare("/api/openapi.json").await.expect(200).json;
    let guarded = |needs: Needs| matches!(needs, Needs::Person | Needs::Permission(_));
    for Rule { method, path, .. } in RULES.iter().filter(|rule| guarded(rule.needs)) {
        let operation = &document["paths"][path][method.to_lowercase()];
        assert!(
            operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
            "{path} has no summary"
        );
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{path}");
        for status in ["401", "403"] {
            assert!(
                responses.contains_key(status),
                "{path} does not say when it answers {status}"
            );
        }
        assert!(operation["security"].is_array(), "{path} does not say who may call it");
    }
}

/// The addresses in `text` that a browser would fetch by itself.
fn fetched(text: &str) -> Vec<&str> {
    let marks = ["src=\"", "href=\"", "src='", "href='", "url(", "@import \""];
    let rests = marks
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, mark)| &text[at + mark.len()..]));
    rests
        .map(|rest| rest.split(['"', '\'', ')', ' ', '>']).next().unwrap_or_default())
        .collect()
}

#[tokio::test]
async fn the_documentation_page_needs_no_internet() {
    let app = TestApp::start().await;
    let page = app.get_bare("/docs/").await.expect(200);
    assert!(
        page.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
    );
    let links = fetched(&page.text);
    assert!(links.len() > 2, "the page fetches nothing: {}", page.text);
    for link in links {
        assert!(!link.contains("//"), "the page fetches {link}");
        if link.starts_with("data:") || link.starts_with('#') {
            continue;
        }
        let path = link.trim_start_matches("./");
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/docs/{path}")
        };
        let asset = app.get_bare(&path).await.expect(200);
        if path.ends_with(".css") {
            assert!(
                fetched(&asset.text).iter().all(|link| !link.starts_with("http")),
                "{path} fetches from elsewhere"
            );
        }
    }
}

#[tokio::test]
async fn health_tells_whether_it_lives_and_is_ready() {
    let app = TestApp::start().await;
    for path in ["/health", "/health/live", "/health/ready"] {
        app.get_bare(path).await.expect(200);
    }
}
