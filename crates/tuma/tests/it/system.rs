//! What whoever runs the installation does: organizations made, bounded, stopped and resumed, providers shared.

mod organizations;
mod quotas;
mod sharing;
mod suspension;

use store::{AuditFilter, AuditRow};
use testkit::{Browser, TestApp};

/// Whoever runs the installation, signed in and in no organization.
pub async fn administrator(app: &TestApp) -> Browser {
    let password = app.person_of("ops@example.org", &[]).await;
    let browser = app.browser();
    browser.sign_in("ops@example.org", &password).await.expect(200);
    browser
}

/// The path of an organization.
pub fn path_of(app: &TestApp, slug: &str) -> String {
    format!("/api/system/organizations/{}", app.org(slug).id)
}

/// What the log of changes says of an organization, or of the installation, newest first.
pub async fn noted(app: &TestApp, slug: Option<&str>) -> Vec<AuditRow> {
    let (store, organization) = (app.store().clone(), slug.map(|slug| app.org(slug).id));
    let read = async move { store.audit_list(organization, AuditFilter::default(), None, 50).await };
    let mut rows = app.inside(read).await.expect("the log can be read");
    // What was made so that there is something to change is not what is asked for.
    rows.retain(|row| {
        let made = [
            "organization.create",
            "key.",
            "user.",
            "team.",
            "member.",
            "invitation.",
        ];
        !made.iter().any(|made| row.action.starts_with(made))
    });
    rows
}
