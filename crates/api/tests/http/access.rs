//! Who may call what: every route, with every role, every scope, a person without a role, and nobody.
//!
//! The tables say what is promised, in the words of the product; the server's own table is not asked. A route that is
//! in the document and not here fails `laws::the_document_has_every_route_and_no_other`.

use domain::{Role, Scope};

use crate::app::{App, Visitor};

/// A key that nobody has.
pub const UNKNOWN_KEY: &str = "sk_live_0000000000000000000000000000000000000000000";

/// A guarded route.
pub struct Guarded {
    pub method: &'static str,
    /// As it is documented.
    pub path: &'static str,
    /// As it is called.
    pub call: &'static str,
    pub body: Option<&'static str>,
    /// Who may: Owner, org_Admin, oPerator, Technician, Customer service, Viewer, System administrator.
    pub roles: &'static str,
    /// The scope that a key needs; `None` where no key may.
    pub scope: Option<Scope>,
}

const fn guarded(
    method: &'static str,
    (path, call): (&'static str, &'static str),
    body: Option<&'static str>,
    roles: &'static str,
    scope: Option<Scope>,
) -> Guarded {
    Guarded {
        method,
        path,
        call,
        body,
        roles,
        scope,
    }
}

const SEND: Option<Scope> = Some(Scope::SmsSend);
const READ: Option<Scope> = Some(Scope::SmsRead);
const P_READ: Option<Scope> = Some(Scope::ProvidersRead);
const P_WRITE: Option<Scope> = Some(Scope::ProvidersWrite);
const W_READ: Option<Scope> = Some(Scope::WebhooksRead);
const W_WRITE: Option<Scope> = Some(Scope::WebhooksWrite);
const K_READ: Option<Scope> = Some(Scope::KeysRead);
const K_WRITE: Option<Scope> = Some(Scope::KeysWrite);
const EMPTY: Option<&str> = Some("{}");

const fn same(path: &'static str) -> (&'static str, &'static str) {
    (path, path)
}

/// Every route that asks for a permission.
#[rustfmt::skip]
pub const GUARDED: &[Guarded] = &[
    guarded("POST",   same("/api/sms/send"), EMPTY, "OAPC", SEND),
    guarded("POST",   same("/api/sms/send-bulk"), EMPTY, "OAPC", SEND),
    guarded("GET",    ("/api/sms/status/{messageId}", "/api/sms/status/msg_0000000000001"), None, "OAPTCVS", READ),
    guarded("GET",    same("/api/sms/messages"), None, "OAPTCVS", READ),
    guarded("GET",    same("/api/sms/inbox"), None, "OAPCV", READ),
    guarded("POST",   ("/api/sms/messages/{messageId}/cancel", "/api/sms/messages/msg_0000000000001/cancel"), None, "OAPC", SEND),
    guarded("POST",   ("/api/sms/messages/{messageId}/reveal", "/api/sms/messages/msg_0000000000001/reveal"), None, "OA", READ),
    guarded("POST",   same("/api/sms/preview"), EMPTY, "OAPC", SEND),
    guarded("GET",    same("/api/sms/batches"), None, "OAPTCVS", READ),
    guarded("GET",    ("/api/sms/batches/{batchId}", "/api/sms/batches/bat_0000000000001"), None, "OAPTCVS", READ),
    guarded("GET",    same("/api/sms/senders"), None, "OAPTCVS", None),
    guarded("POST",   same("/api/sms/senders"), EMPTY, "OA", None),
    guarded("GET",    SENDER, None, "OAPTCVS", None),
    guarded("DELETE", SENDER, None, "OA", None),
    guarded("GET",    same("/api/sms/handsets"), None, "OAPTCVS", READ),
    guarded("GET",    ("/api/sms/handsets/{number}", "/api/sms/handsets/%2B254712345678"), None, "OAPTCVS", READ),
    guarded("POST",   ("/api/sms/handsets/{number}/text", "/api/sms/handsets/%2B254712345678/text"), EMPTY, "OAPC", SEND),
    guarded("GET",    same("/api/sms/providers"), None, "OAS", P_READ),
    guarded("POST",   same("/api/sms/providers"), EMPTY, "OA", P_WRITE),
    guarded("GET",    PROVIDER, None, "OAS", P_READ),
    guarded("PUT",    PROVIDER, EMPTY, "OA", P_WRITE),
    guarded("DELETE", PROVIDER, None, "OA", P_WRITE),
    guarded("POST",   ("/api/sms/providers/{providerId}/test", "/api/sms/providers/prv_0000000000001/test"), EMPTY, "OA", P_WRITE),
    guarded("GET",    ("/api/sms/providers/{providerId}/health", "/api/sms/providers/prv_0000000000001/health"), None, "OAS", P_READ),
    guarded("GET",    ("/api/sms/providers/{providerId}/ceiling", "/api/sms/providers/prv_0000000000001/ceiling"), None, "OAS", P_READ),
    guarded("GET",    same("/api/sms/routes"), None, "OAS", P_READ),
    guarded("POST",   same("/api/sms/routes"), EMPTY, "OA", P_WRITE),
    guarded("GET",    ROUTE, None, "OAS", P_READ),
    guarded("PUT",    ROUTE, EMPTY, "OA", P_WRITE),
    guarded("DELETE", ROUTE, None, "OA", P_WRITE),
    guarded("POST",   same("/api/sms/routes/explain"), EMPTY, "OAS", P_READ),
    guarded("GET",    same("/api/sms/callback-secret"), None, "OAS", P_READ),
    guarded("GET",    same("/api/sms/callback-deliveries"), None, "OAS", W_READ),
    guarded("POST",   same("/api/sms/callback-deliveries/replay"), EMPTY, "OA", W_WRITE),
    guarded("POST",   ("/api/sms/callback-deliveries/{deliveryId}/replay", "/api/sms/callback-deliveries/dlv_0000000000001/replay"), EMPTY, "OA", W_WRITE),
    guarded("GET",    same("/api/sms/webhooks"), None, "OAS", W_READ),
    guarded("POST",   same("/api/sms/webhooks"), EMPTY, "OA", W_WRITE),
    guarded("GET",    WEBHOOK, None, "OAS", W_READ),
    guarded("PUT",    WEBHOOK, EMPTY, "OA", W_WRITE),
    guarded("DELETE", WEBHOOK, None, "OA", W_WRITE),
    guarded("POST",   ("/api/sms/webhooks/{webhookId}/rotate-secret", "/api/sms/webhooks/whk_0000000000001/rotate-secret"), EMPTY, "OA", W_WRITE),
    guarded("POST",   ("/api/sms/webhooks/{webhookId}/test", "/api/sms/webhooks/whk_0000000000001/test"), EMPTY, "OA", W_WRITE),
    guarded("GET",    ("/api/sms/webhooks/{webhookId}/deliveries", "/api/sms/webhooks/whk_0000000000001/deliveries"), None, "OAS", W_READ),
    guarded("POST",   ("/api/sms/webhooks/{webhookId}/deliveries/{deliveryId}/replay", "/api/sms/webhooks/whk_0000000000001/deliveries/dlv_0000000000001/replay"), EMPTY, "OA", W_WRITE),
    guarded("POST",   ("/api/sms/webhooks/{webhookId}/replay", "/api/sms/webhooks/whk_0000000000001/replay"), EMPTY, "OA", W_WRITE),
    // A stream has no end: this one is refused for its parameter, after the caller was looked at.
    guarded("GET",    ("/api/sms/events", "/api/sms/events?numbers=none"), None, "OAPTCVS", READ),
    guarded("GET",    same("/api/security/policy"), None, "OAPTCVS", None),
    guarded("PUT",    same("/api/security/policy"), EMPTY, "OA", None),
    guarded("GET",    same("/api/team"), None, "OAPTCVS", None),
    guarded("PUT",    MEMBER, EMPTY, "OA", None),
    guarded("DELETE", MEMBER, None, "OA", None),
    guarded("GET",    same("/api/team/invitations"), None, "OAPTCVS", None),
    guarded("POST",   same("/api/team/invitations"), EMPTY, "OA", None),
    guarded("DELETE", ("/api/team/invitations/{invitationId}", "/api/team/invitations/inv_0000000000001"), None, "OA", None),
    guarded("GET",    same("/api/audit"), None, "OAS", None),
    guarded("GET",    same("/api/audit/export"), None, "OAS", None),
    guarded("GET",    same("/api/system/audit"), None, "S", None),
    guarded("GET",    same("/api/units"), None, "OAPTCVS", None),
    guarded("POST",   same("/api/units"), EMPTY, "OA", None),
    guarded("PUT",    same("/api/units/members"), EMPTY, "OA", None),
    guarded("PUT",    UNIT, EMPTY, "OA", None),
    guarded("DELETE", UNIT, None, "OA", None),
    guarded("GET",    same("/api/sms/analytics"), None, "OAS", None),
    guarded("GET",    same("/api/sms/analytics/summary"), None, "OAS", None),
    guarded("GET",    same("/api/sms/reports/messages.csv"), None, "OAPCVS", READ),
    guarded("GET",    same("/api/sms/reports/delivery.csv"), None, "OAPCVS", READ),
    guarded("GET",    same("/api/sms/reports/delivery.pdf"), None, "OAPCVS", READ),
    guarded("GET",    same("/api/sms/usage"), None, "OATS", None),
    guarded("GET",    same("/api/sms/usage/summary"), None, "OATS", None),
    guarded("POST",   same("/api/v1/sms/send"), EMPTY, "OAPC", SEND),
    guarded("POST",   same("/api/send-sms"), EMPTY, "OAPC", SEND),
    guarded("POST",   same("/api/v1/sms/bulk"), EMPTY, "OAPC", SEND),
    guarded("GET",    same("/api/v1/sms/reports"), None, "OAPCVS", READ),
    guarded("GET",    ("/api/v1/sms/reports/{id}", "/api/v1/sms/reports/bat_0000000000001"), None, "OAPCVS", READ),
    guarded("POST",   same("/api/v1/files/upload"), EMPTY, "OAPC", SEND),
    guarded("POST",   same("/api/upload-phones"), EMPTY, "OAPC", SEND),
    guarded("GET",    same("/api/v1/files"), None, "OAPTCVS", READ),
    guarded("GET",    ("/api/v1/files/{file_id}", "/api/v1/files/fil_0000000000001"), None, "OAPTCVS", READ),
    guarded("GET",    same("/api/v1/account/balance"), None, "OAPCS", READ),
    guarded("GET",    same("/api/sms/balance"), None, "OAPCS", READ),
    guarded("PUT",    same("/api/sms/balance/alert"), EMPTY, "O", None),
    guarded("GET",    same("/api/sms/balance/alerts"), None, "OAS", None),
    guarded("PUT",    same("/api/sms/balance/terms"), EMPTY, "S", None),
    guarded("GET",    same("/api/sms/balance/top-ups"), None, "OAS", None),
    guarded("POST",   same("/api/sms/balance/top-ups"), EMPTY, "S", None),
    guarded("GET",    TOP_UP, None, "OAS", None),
    guarded("POST",   same("/api/sms/balance/adjustments"), EMPTY, "S", None),
    guarded("POST",   same("/api/sms/balance/checkout"), EMPTY, "O", None),
    guarded("GET",    same("/api/sms/ledger"), None, "OAS", None),
    guarded("GET",    same("/api/sms/statements"), None, "OAS", None),
    guarded("GET",    same("/api/sms/prices"), None, "OAS", None),
    guarded("POST",   same("/api/sms/prices"), EMPTY, "S", None),
    guarded("DELETE", PRICE, None, "S", None),
    guarded("GET",    same("/api/sms/api-keys"), None, "OAS", K_READ),
    guarded("POST",   same("/api/sms/api-keys"), EMPTY, "OA", K_WRITE),
    guarded("GET",    KEY, None, "OAS", K_READ),
    guarded("PUT",    KEY, EMPTY, "OA", K_WRITE),
    guarded("DELETE", KEY, None, "OA", K_WRITE),
    guarded("POST",   ("/api/sms/api-keys/{keyId}/rotate", "/api/sms/api-keys/key_0000000000001/rotate"), EMPTY, "OA", K_WRITE),
    guarded("GET",    same("/api/sms/networks"), None, "OAS", K_READ),
    guarded("PUT",    same("/api/sms/networks"), EMPTY, "OA", K_WRITE),
    guarded("GET",    same("/api/sms/limits"), None, "OAPTCVS", READ),
    guarded("GET",    same("/api/organization/settings"), None, "OAPTCVS", None),
    guarded("PATCH",  same("/api/organization/settings"), EMPTY, "OA", None),
    guarded("GET",    same("/api/security/events"), None, "OAS", None),
    guarded("GET",    same("/api/system/security-events"), None, "S", None),
    guarded("GET",    same("/api/system/organizations"), None, "S", None),
    guarded("POST",   same("/api/system/organizations"), EMPTY, "S", None),
    guarded("GET",    ORGANIZATION, None, "S", None),
    guarded("PUT",    ORGANIZATION, EMPTY, "S", None),
    guarded("POST",   ("/api/system/organizations/{organizationId}/suspend", "/api/system/organizations/org_0000000000001/suspend"), EMPTY, "S", None),
    guarded("POST",   ("/api/system/organizations/{organizationId}/resume", "/api/system/organizations/org_0000000000001/resume"), None, "S", None),
    guarded("POST",   ("/api/system/organizations/{organizationId}/owners", "/api/system/organizations/org_0000000000001/owners"), EMPTY, "S", None),
    guarded("PUT",    ("/api/system/organizations/{organizationId}/quotas", "/api/system/organizations/org_0000000000001/quotas"), EMPTY, "S", None),
    guarded("GET",    ("/api/system/organizations/{organizationId}/limits", "/api/system/organizations/org_0000000000001/limits"), None, "S", None),
    guarded("PUT",    ("/api/system/organizations/{organizationId}/limits", "/api/system/organizations/org_0000000000001/limits"), EMPTY, "S", None),
    guarded("GET",    same("/api/system/providers"), None, "S", None),
    guarded("POST",   same("/api/system/providers"), EMPTY, "S", None),
    guarded("GET",    SHARED, None, "S", None),
    guarded("PUT",    SHARED, EMPTY, "S", None),
    guarded("DELETE", SHARED, None, "S", None),
    guarded("PUT",    ("/api/system/providers/{providerId}/sharing", "/api/system/providers/prv_000000000000z/sharing"), EMPTY, "S", None),
    guarded("GET",    same("/api/system/senders"), None, "S", None),
    guarded("POST",   ("/api/system/senders/{senderId}/approve", "/api/system/senders/snd_0000000000001/approve"), EMPTY, "S", None),
    guarded("POST",   ("/api/system/senders/{senderId}/reject", "/api/system/senders/snd_0000000000001/reject"), EMPTY, "S", None),
];
const PROVIDER: (&str, &str) = (
    "/api/sms/providers/{providerId}",
    "/api/sms/providers/prv_0000000000001",
);
const ORGANIZATION: (&str, &str) = (
    "/api/system/organizations/{organizationId}",
    "/api/system/organizations/org_0000000000001",
);
const SHARED: (&str, &str) = (
    "/api/system/providers/{providerId}",
    "/api/system/providers/prv_000000000000z",
);
const SENDER: (&str, &str) = ("/api/sms/senders/{senderId}", "/api/sms/senders/snd_0000000000001");
const UNIT: (&str, &str) = ("/api/units/{unitId}", "/api/units/unt_0000000000001");
const WEBHOOK: (&str, &str) = ("/api/sms/webhooks/{webhookId}", "/api/sms/webhooks/whk_0000000000001");
const TOP_UP: (&str, &str) = (
    "/api/sms/balance/top-ups/{topUpId}",
    "/api/sms/balance/top-ups/tup_0000000000001",
);
const PRICE: (&str, &str) = ("/api/sms/prices/{priceId}", "/api/sms/prices/prc_0000000000001");
const KEY: (&str, &str) = ("/api/sms/api-keys/{keyId}", "/api/sms/api-keys/key_0000000000001");
const MEMBER: (&str, &str) = ("/api/team/{userId}", "/api/team/usr_0000000000001");
const ROUTE: (&str, &str) = ("/api/sms/routes/{routeId}", "/api/sms/routes/rte_0000000000001");

/// Every route that is for whoever is signed in: (method, path as documented, path to call, body).
#[rustfmt::skip]
pub const PERSONS: &[(&str, &str, &str, Option<&str>)] = &[
    ("GET",    "/api/auth/me", "/api/auth/me", None),
    ("POST",   "/api/auth/switch", "/api/auth/switch", EMPTY),
    ("POST",   "/api/auth/password", "/api/auth/password", EMPTY),
    ("GET",    "/api/auth/sessions", "/api/auth/sessions", None),
    ("DELETE", "/api/auth/sessions", "/api/auth/sessions", None),
    ("DELETE", "/api/auth/sessions/{sessionId}", "/api/auth/sessions/ses_0000000000001", None),
    ("GET",    "/api/auth/second-factor", "/api/auth/second-factor", None),
    ("POST",   "/api/auth/second-factor", "/api/auth/second-factor", EMPTY),
    ("DELETE", "/api/auth/second-factor", "/api/auth/second-factor", EMPTY),
    ("POST",   "/api/auth/second-factor/confirm", "/api/auth/second-factor/confirm", EMPTY),
    ("POST",   "/api/auth/second-factor/recovery-codes", "/api/auth/second-factor/recovery-codes", EMPTY),
    ("POST",   "/api/auth/sign-out", "/api/auth/sign-out", None),
];

/// Every route that asks for nothing, and answers 200 to a GET.
pub const OPEN: [(&str, &str); 7] = [
    ("GET", "/health"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/metrics"),
    ("GET", "/api/auth/issuers"),
    ("GET", "/api/v1/health"),
    ("GET", "/api/v1/metrics"),
];
/// Every route where somebody shows who they are.
pub const DOORS: [(&str, &str); 9] = [
    ("POST", "/api/auth/sign-in"),
    ("POST", "/api/v1/auth/token"),
    ("GET", "/api/auth/issuers/{issuer}/start"),
    ("GET", "/api/auth/issuers/{issuer}/callback"),
    ("POST", "/api/auth/issuers/code"),
    ("POST", "/api/auth/forgot"),
    ("POST", "/api/auth/reset"),
    ("POST", "/api/auth/invitation"),
    ("POST", "/api/auth/invitation/accept"),
];

/// Everybody who can have a role, with the letter of the tables.
pub const EVERYBODY: [(Role, char); 7] = [
    (Role::Owner, 'O'),
    (Role::OrgAdmin, 'A'),
    (Role::Operator, 'P'),
    (Role::Technician, 'T'),
    (Role::CustomerService, 'C'),
    (Role::Viewer, 'V'),
    (Role::SystemAdministrator, 'S'),
];

/// Neither the caller nor the server was at fault in a way that the gate would be.
fn was_let_in(status: u16) -> bool {
    ![401, 403, 405, 500].contains(&status)
}

#[tokio::test]
async fn every_route_sends_away_whoever_shows_nothing_that_is_known() {
    let app = App::start().await;
    let persons = PERSONS.iter().map(|(method, _, call, body)| (*method, *call, *body));
    let guarded = GUARDED.iter().map(|row| (row.method, row.call, row.body));
    for (method, path, body) in guarded.chain(persons) {
        for key in [None, Some(UNKNOWN_KEY), Some("nonsense"), Some("a.b.c")] {
            let answer = app.with_key(method, path, key, body).await;
            let got = (answer.status.as_u16(), answer.code());
            assert_eq!(got, (401, "UNAUTHENTICATED".to_owned()), "{method} {path}");
            assert_eq!(answer.fields(), ["Authorization"], "{method} {path}");
            assert!(!answer.header("www-authenticate").is_empty(), "{method} {path}");
        }
        let stranger = Visitor::new("0".repeat(43), "0".repeat(43));
        let answer = app.with_cookie(method, path, &stranger, body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.fields()),
            (401, vec!["Cookie".to_owned()]),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn every_route_lets_in_the_roles_that_may_and_no_other() {
    let app = App::start().await;
    for (role, letter) in EVERYBODY {
        let visitor = app.visitor(role).await;
        for row in GUARDED {
            let answer = app.with_cookie(row.method, row.call, &visitor, row.body).await;
            let (status, what) = (answer.status.as_u16(), format!("{role:?} {} {}", row.method, row.path));
            if row.roles.contains(letter) {
                assert!(was_let_in(status), "{what}: {}", answer.json());
            } else {
                assert_eq!((status, answer.code().as_str()), (403, "FORBIDDEN"), "{what}");
                assert_eq!(answer.fields(), ["role"], "{what}");
            }
        }
    }
}

#[tokio::test]
async fn a_token_opens_what_its_persons_cookie_opens() {
    let app = App::start().await;
    for (role, letter) in [(Role::Viewer, 'V'), (Role::OrgAdmin, 'A')] {
        let token = app.token(role).await;
        for row in GUARDED {
            let answer = app.with_key(row.method, row.call, Some(&token), row.body).await;
            let status = answer.status.as_u16();
            let expected = row.roles.contains(letter);
            assert_eq!(
                was_let_in(status),
                expected,
                "{role:?} {} {} {status}",
                row.method,
                row.path
            );
        }
    }
}

#[tokio::test]
async fn every_route_takes_a_key_that_has_its_scope_and_no_other() {
    let app = App::start().await;
    for row in GUARDED {
        let what = format!("{} {}", row.method, row.path);
        let without = app
            .key_with(Scope::ALL.into_iter().filter(|one| Some(*one) != row.scope))
            .await;
        for key in [&app.contacts_key, &without] {
            let answer = app.with_key(row.method, row.call, Some(key), row.body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (403, "FORBIDDEN"),
                "{what}"
            );
            assert_eq!(answer.fields(), ["Authorization"], "{what}");
        }
        let Some(scope) = row.scope else { continue };
        let key = app.key_with([scope]).await;
        let answer = app.with_key(row.method, row.call, Some(&key), row.body).await;
        assert!(was_let_in(answer.status.as_u16()), "{what} {}", answer.json());
    }
}

#[tokio::test]
async fn what_is_for_people_takes_every_role_and_no_key() {
    let app = App::start().await;
    let all = app.key_with(Scope::ALL).await;
    for (method, path, call, body) in PERSONS {
        let answer = app.with_key(method, call, Some(&all), *body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (403, "FORBIDDEN"),
            "{method} {path}"
        );
        for role in [Role::Viewer, Role::SystemAdministrator] {
            let visitor = app.visitor(role).await;
            let answer = app.with_cookie(method, call, &visitor, *body).await;
            assert!(
                was_let_in(answer.status.as_u16()),
                "{role:?} {method} {path} {}",
                answer.json()
            );
        }
    }
}

#[tokio::test]
async fn a_browser_changes_nothing_without_the_sessions_own_token() {
    let app = App::start().await;
    let visitor = app.visitor(Role::Owner).await;
    let persons = PERSONS.iter().map(|(method, _, call, body)| (*method, *call, *body));
    let guarded = GUARDED.iter().map(|row| (row.method, row.call, row.body));
    for (method, path, body) in guarded.chain(persons).filter(|(method, ..)| *method != "GET") {
        for token in ["", "x", &"0".repeat(43)] {
            let forged = Visitor::new(visitor.cookie.clone(), token.to_owned());
            let answer = app.with_cookie(method, path, &forged, body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (403, "FORBIDDEN"),
                "{method} {path}"
            );
            assert_eq!(answer.fields(), ["X-CSRF-Token"], "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_head_is_guarded_like_its_get() {
    let app = App::start().await;
    for row in GUARDED.iter().filter(|row| row.method == "GET") {
        let answer = app.with_key("HEAD", row.call, None, None).await;
        assert_eq!(answer.status, 401, "{}", row.path);
        let answer = app.with_key("HEAD", row.call, Some(&app.contacts_key), None).await;
        assert_eq!(answer.status, 403, "{}", row.path);
    }
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let app = App::start().await;
    let answer = app
        .with_key("POST", "/api/sms/send", Some(&app.contacts_key), EMPTY)
        .await;
    let message = answer.json()["error"]["message"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(message.contains("sms:send"), "{message}");
    let visitor = app.visitor(Role::Viewer).await;
    let answer = app.with_cookie("POST", "/api/sms/send", &visitor, EMPTY).await;
    let message = answer.json()["error"]["message"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(message.contains("messages:send"), "{message}");
}

#[tokio::test]
async fn a_key_may_come_in_a_header_of_its_own() {
    let app = App::start().await;
    let request = axum::http::Request::builder()
        .uri("/api/sms/messages")
        .header("x-api-key", &app.key);
    let answer = app
        .call(request.body(axum::body::Body::empty()).expect("a request"))
        .await;
    assert_eq!(answer.status, 200);
}
