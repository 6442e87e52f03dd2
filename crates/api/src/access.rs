//! Who may call what: one row for each route, in the order of [`crate::routes`]. The gate holds every request against
//! it, the OpenAPI document names what it says, and a test walks it with every role and scope.
//!
//! A route without a row is answered to nobody, and the server does not start with one.

use std::collections::HashMap;

use axum::http::Method;
use domain::{Permission, Scope};
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{OpenApi, SecurityRequirement};

/// What a route asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: anybody may call it.
    Nothing,
    /// What the adapter of the carrier or payment provider checks: a signature, a secret, an address.
    Carrier,
    /// Nothing yet: who calls is about to show who they are, and is counted under its address.
    SignIn,
    /// A person who is signed in, by cookie or token, whatever its role.
    Person,
    /// A caller with this permission in the organization.
    Permission(Permission),
}

/// What one route needs.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path as it is documented.
    pub path: &'static str,
    /// What it asks for.
    pub needs: Needs,
}

const fn rule(method: &'static str, path: &'static str, permission: Permission) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Permission(permission),
    }
}

const fn person(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Person,
    }
}

const fn open(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Nothing,
    }
}

const fn sign_in(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::SignIn,
    }
}

const fn carrier(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Carrier,
    }
}

/// Every route.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("POST",   "/api/sms/send",                             Permission::MessagesSend),
    rule("POST",   "/api/sms/send-bulk",                        Permission::MessagesSend),
    rule("GET",    "/api/sms/status/{messageId}",               Permission::MessagesRead),
    rule("GET",    "/api/sms/messages",                         Permission::MessagesRead),
    rule("GET",    "/api/sms/inbox",                            Permission::InboxRead),
    rule("POST",   "/api/sms/messages/{messageId}/cancel",      Permission::MessagesSend),
    rule("POST",   "/api/sms/preview",                          Permission::MessagesSend),
    rule("GET",    "/api/sms/batches",                          Permission::MessagesRead),
    rule("GET",    "/api/sms/batches/{batchId}",                Permission::MessagesRead),
    rule("GET",    "/api/sms/analytics",                        Permission::AnalyticsRead),
    rule("GET",    "/api/sms/analytics/summary",                Permission::AnalyticsRead),
    rule("GET",    "/api/sms/providers",                        Permission::ProvidersRead),
    rule("POST",   "/api/sms/providers",                        Permission::ProvidersWrite),
    rule("GET",    "/api/sms/providers/{providerId}",           Permission::ProvidersRead),
    rule("PUT",    "/api/sms/providers/{providerId}",           Permission::ProvidersWrite),
    rule("DELETE", "/api/sms/providers/{providerId}",           Permission::ProvidersWrite),
    rule("POST",   "/api/sms/providers/{providerId}/test",      Permission::ProvidersWrite),
    rule("GET",    "/api/sms/providers/{providerId}/ceiling",   Permission::ProvidersRead),
    rule("GET",    "/api/sms/routes",                           Permission::ProvidersRead),
    rule("POST",   "/api/sms/routes",                           Permission::ProvidersWrite),
    rule("GET",    "/api/sms/routes/{routeId}",                 Permission::ProvidersRead),
    rule("PUT",    "/api/sms/routes/{routeId}",                 Permission::ProvidersWrite),
    rule("DELETE", "/api/sms/routes/{routeId}",                 Permission::ProvidersWrite),
    rule("POST",   "/api/sms/routes/explain",                   Permission::ProvidersRead),
    rule("GET",    "/api/sms/callback-secret",                  Permission::ProvidersRead),
    rule("GET",    "/api/sms/balance",                          Permission::BalanceRead),
    rule("PUT",    "/api/sms/balance/alert",                    Permission::BillingWrite),
    rule("GET",    "/api/sms/balance/alerts",                   Permission::BillingRead),
    rule("PUT",    "/api/sms/balance/terms",                    Permission::SystemBilling),
    rule("GET",    "/api/sms/balance/top-ups",                  Permission::BillingRead),
    rule("POST",   "/api/sms/balance/top-ups",                  Permission::SystemBilling),
    rule("GET",    "/api/sms/balance/top-ups/{topUpId}",        Permission::BillingRead),
    rule("POST",   "/api/sms/balance/adjustments",              Permission::SystemBilling),
    rule("POST",   "/api/sms/balance/checkout",                 Permission::BillingWrite),
    rule("GET",    "/api/sms/ledger",                           Permission::BillingRead),
    rule("GET",    "/api/sms/statements",                       Permission::BillingRead),
    rule("GET",    "/api/sms/prices",                           Permission::BillingRead),
    rule("POST",   "/api/sms/prices",                           Permission::SystemBilling),
    rule("DELETE", "/api/sms/prices/{priceId}",                 Permission::SystemBilling),
    rule("GET",    "/api/sms/api-keys",                         Permission::KeysRead),
    rule("POST",   "/api/sms/api-keys",                         Permission::KeysWrite),
    rule("GET",    "/api/sms/api-keys/{keyId}",                 Permission::KeysRead),
    rule("PUT",    "/api/sms/api-keys/{keyId}",                 Permission::KeysWrite),
    rule("DELETE", "/api/sms/api-keys/{keyId}",                 Permission::KeysWrite),
    rule("POST",   "/api/sms/api-keys/{keyId}/rotate",          Permission::KeysWrite),
    rule("GET",    "/api/sms/networks",                         Permission::KeysRead),
    rule("PUT",    "/api/sms/networks",                         Permission::KeysWrite),
    rule("GET",    "/api/sms/limits",                           Permission::MessagesRead),
    rule("GET",    "/api/sms/handsets",                         Permission::MessagesRead),
    rule("GET",    "/api/sms/handsets/{number}",                Permission::MessagesRead),
    rule("POST",   "/api/sms/handsets/{number}/text",           Permission::MessagesSend),
    rule("GET",    "/api/sms/reports/messages.csv",             Permission::ReportsRead),
    rule("GET",    "/api/sms/reports/delivery.csv",             Permission::ReportsRead),
    rule("GET",    "/api/sms/reports/delivery.pdf",             Permission::ReportsRead),
    rule("GET",    "/api/sms/usage",                            Permission::UsageRead),
    rule("GET",    "/api/sms/usage/summary",                    Permission::UsageRead),
    rule("POST",   "/api/v1/sms/send",                          Permission::MessagesSend),
    rule("POST",   "/api/send-sms",                             Permission::MessagesSend),
    rule("POST",   "/api/v1/sms/bulk",                          Permission::MessagesSend),
    rule("GET",    "/api/v1/sms/reports",                       Permission::ReportsRead),
    rule("GET",    "/api/v1/sms/reports/{id}",                  Permission::ReportsRead),
    rule("POST",   "/api/v1/files/upload",                      Permission::MessagesSend),
    rule("POST",   "/api/upload-phones",                        Permission::MessagesSend),
    rule("GET",    "/api/v1/files",                             Permission::MessagesRead),
    rule("GET",    "/api/v1/files/{file_id}",                   Permission::MessagesRead),
    rule("GET",    "/api/v1/account/balance",                   Permission::BalanceRead),
    open("GET",    "/api/v1/health"),
    open("GET",    "/api/v1/metrics"),
    sign_in("POST",  "/api/auth/sign-in"),
    sign_in("POST",  "/api/v1/auth/token"),
    person("POST",   "/api/auth/sign-out"),
    person("GET",    "/api/auth/me"),
    person("POST",   "/api/auth/switch"),
    person("POST",   "/api/auth/password"),
    person("GET",    "/api/auth/sessions"),
    person("DELETE", "/api/auth/sessions"),
    person("DELETE", "/api/auth/sessions/{sessionId}"),
    person("GET",    "/api/auth/second-factor"),
    person("POST",   "/api/auth/second-factor"),
    person("DELETE", "/api/auth/second-factor"),
    person("POST",   "/api/auth/second-factor/confirm"),
    person("POST",   "/api/auth/second-factor/recovery-codes"),
    rule("GET",    "/api/security/policy",                      Permission::SettingsRead),
    rule("PUT",    "/api/security/policy",                      Permission::SettingsWrite),
    open("POST",   "/api/auth/forgot"),
    open("POST",   "/api/auth/reset"),
    open("POST",   "/api/auth/invitation"),
    open("POST",   "/api/auth/invitation/accept"),
    rule("GET",    "/api/team",                                 Permission::TeamRead),
    rule("PUT",    "/api/team/{userId}",                        Permission::TeamWrite),
    rule("DELETE", "/api/team/{userId}",                        Permission::TeamWrite),
    rule("GET",    "/api/team/invitations",                     Permission::TeamRead),
    rule("POST",   "/api/team/invitations",                     Permission::TeamWrite),
    rule("DELETE", "/api/team/invitations/{invitationId}",      Permission::TeamWrite),
    rule("GET",    "/api/audit",                                Permission::AuditRead),
    rule("GET",    "/api/audit/export",                         Permission::AuditRead),
    rule("GET",    "/api/system/audit",                         Permission::SystemRead),
    rule("GET",    "/api/security/events",                      Permission::SecurityRead),
    rule("GET",    "/api/system/security-events",               Permission::SystemRead),
    carrier("GET",  "/hooks/{token}"),
    carrier("POST", "/hooks/{token}"),
    carrier("GET",  "/hooks/{token}/{kind}"),
    carrier("POST", "/hooks/{token}/{kind}"),
    carrier("GET",  "/api/sms/receive"),
    carrier("POST", "/api/sms/receive"),
    carrier("GET",  "/api/sms/dlr"),
    carrier("POST", "/api/sms/dlr"),
    carrier("GET",  "/sms/callback"),
    carrier("POST", "/sms/callback"),
    carrier("POST", "/payments/{provider}"),
    open("GET", "/health"),
    open("GET", "/health/live"),
    open("GET", "/health/ready"),
    open("GET", "/metrics"),
];

/// The rules, to be found by path and method.
pub(crate) struct Access(HashMap<&'static str, Vec<Rule>>);

impl Access {
    /// All rules.
    pub(crate) fn of_all_routes() -> Self {
        let mut rules: HashMap<&'static str, Vec<Rule>> = HashMap::new();
        for rule in RULES {
            rules.entry(rule.path).or_default().push(*rule);
        }
        Self(rules)
    }

    /// What `method` at `path` needs; `None` where there is no such route. A HEAD is a GET without its body.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<Needs> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let rules = self.0.get(path)?;
        rules.iter().find(|rule| *method == rule.method).map(|rule| rule.needs)
    }
}

/// The document with what each route needs.
///
/// # Panics
/// When a route has no row: such a server must not run.
pub(crate) fn documented(mut document: OpenApi) -> OpenApi {
    let access = Access::of_all_routes();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let Some(needs) = access.find(&method, path) else {
                panic!("{method} {path} has no row in the table of who may call what");
            };
            match needs {
                Needs::Permission(permission) => describe(operation, permission),
                Needs::Person => operation.security = Some(by_people().to_vec()),
                Needs::Nothing | Needs::SignIn | Needs::Carrier => {}
            }
        }
    }
    document
}

fn describe(operation: &mut Operation, permission: Permission) {
    let key = Scope::giving(permission).map(|scope| SecurityRequirement::new("apiKey", [scope.as_str()]));
    operation.security = Some(key.into_iter().chain(by_people()).collect());
    let said = ExtensionsBuilder::new()
        .add("x-permission", permission.as_str())
        .build();
    operation.extensions.get_or_insert_default().merge(said);
}

/// How people show who they are.
fn by_people() -> [SecurityRequirement; 2] {
    ["token", "session"].map(|scheme| SecurityRequirement::new(scheme, [""; 0]))
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::DELETE, &mut item.delete),
        (Method::PATCH, &mut item.patch),
        (Method::HEAD, &mut item.head),
        (Method::OPTIONS, &mut item.options),
        (Method::TRACE, &mut item.trace),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_needs_what_its_get_needs() {
        let access = Access::of_all_routes();
        let needs = Some(Needs::Permission(Permission::MessagesRead));
        assert_eq!(access.find(&Method::GET, "/api/sms/messages"), needs);
        assert_eq!(access.find(&Method::HEAD, "/api/sms/messages"), needs);
        assert_eq!(access.find(&Method::POST, "/api/sms/messages"), None);
        assert_eq!(access.find(&Method::GET, "/api/sms/made-up"), None);
    }

    #[test]
    fn no_route_has_two_rows() {
        for (at, rule) in RULES.iter().enumerate() {
            let again = RULES[..at]
                .iter()
                .any(|other| (other.method, other.path) == (rule.method, rule.path));
            assert!(!again, "{} {}", rule.method, rule.path);
        }
    }

    #[test]
    #[should_panic(expected = "GET /made-up has no row")]
    fn a_route_without_a_row_stops_the_server() {
        let item = PathItem::new(utoipa::openapi::HttpMethod::Get, Operation::new());
        let paths = utoipa::openapi::PathsBuilder::new().path("/made-up", item);
        documented(utoipa::openapi::OpenApiBuilder::new().paths(paths).build());
    }
}
