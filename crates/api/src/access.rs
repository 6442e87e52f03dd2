//! Who may call what: one row for each route, in the order of `routes.rs`. The gate holds every request against
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
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// The path as it is documented.
    pub path: &'static str,
    /// What it asks for.
    pub needs: Needs,
    /// Whether it keeps to the units of a member who is limited to some; others are not reached by such a member.
    pub by_unit: bool,
}

impl Rule {
    /// Whether it is about the installation: asked of a person wherever its session is.
    pub(crate) fn is_of_the_installation(&self) -> bool {
        self.path.starts_with("/api/system/")
    }
}

const fn rule(method: &'static str, path: &'static str, permission: Permission) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Permission(permission),
        by_unit: false,
    }
}

const fn by_unit(method: &'static str, path: &'static str, permission: Permission) -> Rule {
    Rule {
        by_unit: true,
        ..rule(method, path, permission)
    }
}

const fn person(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Person,
        by_unit: false,
    }
}

const fn open(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Nothing,
        by_unit: false,
    }
}

const fn sign_in(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::SignIn,
        by_unit: false,
    }
}

const fn carrier(method: &'static str, path: &'static str) -> Rule {
    Rule {
        method,
        path,
        needs: Needs::Carrier,
        by_unit: false,
    }
}

/// Every route.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    by_unit("POST",   "/api/sms/send",                             Permission::MessagesSend),
    by_unit("POST",   "/api/sms/send-bulk",                        Permission::MessagesSend),
    by_unit("GET",    "/api/sms/status/{messageId}",               Permission::MessagesRead),
    by_unit("GET",    "/api/sms/messages",                         Permission::MessagesRead),
    rule("GET",    "/api/sms/inbox",                            Permission::InboxRead),
    rule("POST",   "/api/sms/messages/{messageId}/reveal",      Permission::NumbersReveal),
    by_unit("POST",   "/api/sms/messages/{messageId}/cancel",      Permission::MessagesSend),
    by_unit("POST",   "/api/sms/preview",                          Permission::MessagesSend),
    rule("GET",    "/api/sms/batches",                          Permission::MessagesRead),
    by_unit("GET",    "/api/sms/batches/{batchId}",                Permission::MessagesRead),
    rule("GET",    "/api/sms/analytics",                        Permission::AnalyticsRead),
    rule("GET",    "/api/sms/analytics/summary",                Permission::AnalyticsRead),
    rule("GET",    "/api/sms/providers",                        Permission::ProvidersRead),
    rule("POST",   "/api/sms/providers",                        Permission::ProvidersWrite),
    rule("GET",    "/api/sms/providers/{providerId}",           Permission::ProvidersRead),
    rule("PUT",    "/api/sms/providers/{providerId}",           Permission::ProvidersWrite),
    rule("DELETE", "/api/sms/providers/{providerId}",           Permission::ProvidersWrite),
    rule("POST",   "/api/sms/providers/{providerId}/test",      Permission::ProvidersWrite),
    rule("GET",    "/api/sms/providers/{providerId}/ceiling",   Permission::ProvidersRead),
    rule("GET",    "/api/sms/providers/{providerId}/health",    Permission::ProvidersRead),
    rule("GET",    "/api/sms/routes",                           Permission::ProvidersRead),
    rule("POST",   "/api/sms/routes",                           Permission::ProvidersWrite),
    rule("GET",    "/api/sms/routes/{routeId}",                 Permission::ProvidersRead),
    rule("PUT",    "/api/sms/routes/{routeId}",                 Permission::ProvidersWrite),
    rule("DELETE", "/api/sms/routes/{routeId}",                 Permission::ProvidersWrite),
    rule("POST",   "/api/sms/routes/explain",                   Permission::ProvidersRead),
    rule("GET",    "/api/sms/callback-secret",                  Permission::ProvidersRead),
    by_unit("GET",    "/api/sms/senders",                          Permission::SendersRead),
    rule("POST",   "/api/sms/senders",                          Permission::SendersWrite),
    by_unit("GET",    "/api/sms/senders/{senderId}",               Permission::SendersRead),
    rule("DELETE", "/api/sms/senders/{senderId}",               Permission::SendersWrite),
    rule("GET",    "/api/sms/callback-deliveries",              Permission::WebhooksRead),
    rule("POST",   "/api/sms/callback-deliveries/replay",       Permission::WebhooksWrite),
    rule("POST",   "/api/sms/callback-deliveries/{deliveryId}/replay",Permission::WebhooksWrite),
    rule("GET",    "/api/sms/webhooks",                         Permission::WebhooksRead),
    rule("POST",   "/api/sms/webhooks",                         Permission::WebhooksWrite),
    rule("GET",    "/api/sms/webhooks/{webhookId}",             Permission::WebhooksRead),
    rule("PUT",    "/api/sms/webhooks/{webhookId}",             Permission::WebhooksWrite),
    rule("DELETE", "/api/sms/webhooks/{webhookId}",             Permission::WebhooksWrite),
    rule("POST",   "/api/sms/webhooks/{webhookId}/rotate-secret",Permission::WebhooksWrite),
    rule("POST",   "/api/sms/webhooks/{webhookId}/test",        Permission::WebhooksWrite),
    rule("GET",    "/api/sms/webhooks/{webhookId}/deliveries",  Permission::WebhooksRead),
    rule("POST",   "/api/sms/webhooks/{webhookId}/deliveries/{deliveryId}/replay",Permission::WebhooksWrite),
    rule("POST",   "/api/sms/webhooks/{webhookId}/replay",      Permission::WebhooksWrite),
    rule("GET",    "/api/sms/events",                           Permission::MessagesRead),
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
    open("GET",      "/api/auth/issuers"),
    sign_in("GET",   "/api/auth/issuers/{issuer}/start"),
    sign_in("GET",   "/api/auth/issuers/{issuer}/callback"),
    sign_in("POST",  "/api/auth/issuers/code"),
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
    rule("GET",    "/api/organization/settings",                Permission::SettingsRead),
    rule("PATCH",  "/api/organization/settings",                Permission::SettingsWrite),
    by_unit("GET",    "/api/units",                            Permission::SettingsRead),
    rule("POST",   "/api/units",                                Permission::SettingsWrite),
    rule("PUT",    "/api/units/members",                        Permission::TeamWrite),
    rule("PUT",    "/api/units/{unitId}",                       Permission::SettingsWrite),
    rule("DELETE", "/api/units/{unitId}",                       Permission::SettingsWrite),
    rule("GET",    "/api/security/events",                      Permission::SecurityRead),
    rule("GET",    "/api/system/security-events",               Permission::SystemRead),
    rule("GET",    "/api/system/organizations",                 Permission::SystemRead),
    rule("POST",   "/api/system/organizations",                 Permission::SystemOrganizations),
    rule("GET",    "/api/system/organizations/{organizationId}", Permission::SystemRead),
    rule("PUT",    "/api/system/organizations/{organizationId}", Permission::SystemOrganizations),
    rule("POST",   "/api/system/organizations/{organizationId}/suspend", Permission::SystemOrganizations),
    rule("POST",   "/api/system/organizations/{organizationId}/resume", Permission::SystemOrganizations),
    rule("POST",   "/api/system/organizations/{organizationId}/owners", Permission::SystemUsers),
    rule("PUT",    "/api/system/organizations/{organizationId}/quotas", Permission::SystemOrganizations),
    rule("GET",    "/api/system/organizations/{organizationId}/limits", Permission::SystemRead),
    rule("PUT",    "/api/system/organizations/{organizationId}/limits", Permission::SystemOrganizations),
    rule("GET",    "/api/system/providers",                     Permission::SystemRead),
    rule("POST",   "/api/system/providers",                     Permission::SystemProviders),
    rule("GET",    "/api/system/providers/{providerId}",        Permission::SystemRead),
    rule("PUT",    "/api/system/providers/{providerId}",        Permission::SystemProviders),
    rule("DELETE", "/api/system/providers/{providerId}",        Permission::SystemProviders),
    rule("PUT",    "/api/system/providers/{providerId}/sharing", Permission::SystemProviders),
    rule("GET",    "/api/system/senders",                       Permission::SystemSenders),
    rule("POST",   "/api/system/senders/{senderId}/approve",    Permission::SystemSenders),
    rule("POST",   "/api/system/senders/{senderId}/reject",     Permission::SystemSenders),
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

    /// The rule of `method` at `path`; `None` where there is no such route. A HEAD is a GET without its body.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<Rule> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let rules = self.0.get(path)?;
        rules.iter().find(|rule| *method == rule.method).copied()
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
            let Some(Rule { needs, .. }) = access.find(&method, path) else {
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
        let needed = |method: &Method, path: &str| access.find(method, path).map(|rule| rule.needs);
        let needs = Some(Needs::Permission(Permission::MessagesRead));
        assert_eq!(needed(&Method::GET, "/api/sms/messages"), needs);
        assert_eq!(needed(&Method::HEAD, "/api/sms/messages"), needs);
        assert_eq!(needed(&Method::POST, "/api/sms/messages"), None);
        assert_eq!(needed(&Method::GET, "/api/sms/made-up"), None);
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
