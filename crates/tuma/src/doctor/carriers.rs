//! Carriers: each active provider is asked whether it can be reached and takes its credentials. Nothing is sent.

use std::path::Path;
use std::time::Duration;

use super::{Finding, clock};
use crate::admin::{Access, CheckedView, ProviderList, ProviderTest, ProviderTestView, ProviderView};
use crate::config::Settings;
use crate::wiring;

const SUBJECT: &str = "provider";
/// How long one provider may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks all of them, through the server where one runs.
pub(super) async fn look(config: Option<&Path>, settings: &Settings) -> Vec<Finding> {
    let access = match Access::open(config).await {
        Ok(access) => access,
        Err(failure) => {
            let mend = "see the faults above; run this as the user that runs the server";
            return vec![Finding::fault(SUBJECT, failure.message, mend)];
        }
    };
    let found = match access.ask(ProviderList::default()).await {
        Ok(all) => ask_all(&access, settings, all).await,
        Err(failure) => vec![Finding::fault(SUBJECT, failure.message, "see `tuma provider list`")],
    };
    access.close().await;
    found
}

async fn ask_all(access: &Access, settings: &Settings, all: Vec<ProviderView>) -> Vec<Finding> {
    let active: Vec<_> = all.into_iter().filter(|one| one.active).collect();
    if active.is_empty() {
        let mend = "add one: `tuma provider add`";
        return vec![Finding::warning(
            SUBJECT,
            "there is none that is active: nothing can be sent",
            mend,
        )];
    }
    let http = wiring::http_client(settings).ok();
    let mut found = Vec::new();
    for provider in active {
        found.push(ask(access, &provider).await);
        if let (Some(http), Some(url)) = (&http, &provider.base_url) {
            found.extend(clock::of_server(http, &provider.name, url).await);
        }
    }
    found
}

async fn ask(access: &Access, provider: &ProviderView) -> Finding {
    let question = ProviderTest {
        provider: provider.id.clone(),
        ..ProviderTest::default()
    };
    let named = |says: &str| format!("{} ({}) {says}", provider.name, provider.adapter);
    let mend = format!("see `tuma provider test {}` and its settings", provider.name);
    match tokio::time::timeout(PATIENCE, access.ask(question)).await {
        Err(_) => Finding::fault(SUBJECT, named("did not answer in time"), mend),
        Ok(Err(failure)) => Finding::fault(SUBJECT, named(&format!("cannot be asked: {}", failure.message)), mend),
        Ok(Ok(ProviderTestView::Sent(_))) => Finding::ok(SUBJECT, named("works")),
        Ok(Ok(ProviderTestView::Checked(CheckedView { works, why, .. }))) => match works {
            Some(true) => Finding::ok(SUBJECT, named("can be reached and takes its credentials")),
            None => Finding::ok(SUBJECT, named("tells nothing before a message is sent")),
            Some(false) => {
                let why = why.unwrap_or_else(|| "it does not say why".to_owned());
                Finding::fault(SUBJECT, named(&format!("does not work: {why}")), mend)
            }
        },
    }
}
