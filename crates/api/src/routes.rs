//! Every route on one screen, and the source of the OpenAPI document.
//!
//! Limits stand in [`crate::limits`]; who may call what stands in [`crate::access`], and a route without a row there stops
//! the server.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::documented;
use crate::error::{ApiError, Code};
use crate::facades::webapp;
use crate::gate::{Gate, gate};
use crate::observe::Observe;
use crate::openapi::{Document, with_ids_of_their_own};
use crate::{
    ApiState, analytics, audit, auth, balance, batches, callbacks, dashboard, docs, exposition, handsets, health,
    hooks, keys, live, messages, networks, prices, providers, reports, routing, security, senders, settings, standing,
    system, team, units, usage, webhooks,
};

/// The API over `state`, with its documentation.
pub fn router(state: ApiState) -> Router {
    let state = Arc::new(state);
    exposition::describe();
    let (routes, document) = described().split_for_parts();
    let document = documented(with_ids_of_their_own(document));
    let paths = document
        .paths
        .paths
        .keys()
        .cloned()
        .chain([docs::OPENAPI_JSON.to_owned()]);
    let observe = Observe::new(Arc::clone(&state), paths);
    routes
        .route_layer(from_fn_with_state(Gate::new(Arc::clone(&state)), gate))
        .merge(docs::router(&document))
        .fallback(dashboard::anything_else)
        .method_not_allowed_fallback(async || {
            ApiError::new(
                Code::MethodNotAllowed,
                "this path answers other methods; the header Allow names them",
            )
        })
        .layer(observe)
        .with_state(state)
}

/// The OpenAPI document of the routes.
pub fn openapi() -> OpenApi {
    documented(with_ids_of_their_own(described().into_openapi()))
}

fn described() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(messages::send::send))
        .routes(routes!(messages::send_bulk::send_bulk))
        .routes(routes!(messages::status::message_status))
        .routes(routes!(messages::list::list_messages))
        .routes(routes!(messages::inbox::list_inbox))
        .routes(routes!(messages::cancel::cancel))
        .routes(routes!(messages::reveal::reveal_number))
        .routes(routes!(messages::preview::preview))
        .routes(routes!(batches::list::list_batches))
        .routes(routes!(batches::get::get_batch))
        .routes(routes!(analytics::get::analytics))
        .routes(routes!(analytics::summary::analytics_summary))
        .merge(of_carriers())
        .merge(of_senders())
        .merge(of_units())
        .merge(of_what_is_told())
        .merge(of_money())
        .merge(of_keys())
        .routes(routes!(handsets::list::list_handsets))
        .routes(routes!(handsets::get::get_handset))
        .routes(routes!(handsets::text::write_from_handset))
        .routes(routes!(reports::messages::messages_csv))
        .routes(routes!(reports::delivery::delivery_csv))
        .routes(routes!(reports::delivery::delivery_pdf))
        .routes(routes!(usage::list::list_usage))
        .routes(routes!(usage::summary::usage_summary))
        .merge(of_the_webapp())
        .merge(of_people())
        .merge(of_the_system())
        .routes(routes!(webhooks::hook::hook))
        .routes(routes!(webhooks::hook::hook_of_kind))
        .routes(routes!(webhooks::receive::receive))
        .routes(routes!(webhooks::report::delivery_report))
        .routes(routes!(webhooks::callback::sms_callback))
        .routes(routes!(webhooks::payment::payment_event))
        .routes(routes!(health::health))
        .routes(routes!(health::health_live))
        .routes(routes!(health::health_ready))
        .routes(routes!(exposition::metrics_text))
}

/// Parts of an organization.
fn of_units() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(units::list::list_units, units::create::create_unit))
        .routes(routes!(units::limit::limit_member))
        .routes(routes!(units::change::change_unit, units::remove::remove_unit))
}

/// What an organization sends from.
fn of_senders() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(senders::list::list_senders, senders::request::request_sender))
        .routes(routes!(senders::get::get_sender, senders::remove::remove_sender))
}

/// What whoever runs the installation calls.
fn of_the_system() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(
            system::organizations::list::list_organizations,
            system::organizations::create::create_organization
        ))
        .routes(routes!(
            system::organizations::get::get_organization,
            system::organizations::change::change_organization
        ))
        .routes(routes!(system::organizations::suspend::suspend_organization))
        .routes(routes!(system::organizations::resume::resume_organization))
        .routes(routes!(system::organizations::owners::invite_owner))
        .routes(routes!(system::organizations::quotas::set_quotas))
        .routes(routes!(
            system::organizations::limits::get_limits,
            system::organizations::limits::set_limits
        ))
        .routes(routes!(
            system::providers::list::list_shared_providers,
            system::providers::create::create_shared_provider
        ))
        .routes(routes!(
            system::providers::get::get_shared_provider,
            system::providers::change::change_shared_provider,
            system::providers::remove::remove_shared_provider
        ))
        .routes(routes!(system::providers::share::share_provider))
        .routes(routes!(system::senders::list::list_asked_senders))
        .routes(routes!(system::senders::approve::approve_sender))
        .routes(routes!(system::senders::reject::reject_sender))
}

/// Webhooks, callbacks and the live stream.
fn of_what_is_told() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(callbacks::secret::callback_secret))
        .routes(routes!(hooks::callbacks::list_callback_deliveries))
        .routes(routes!(hooks::callbacks::replay_callbacks))
        .routes(routes!(hooks::callbacks::replay_callback_delivery))
        .routes(routes!(hooks::list::list_webhooks, hooks::create::create_webhook))
        .routes(routes!(
            hooks::get::get_webhook,
            hooks::change::change_webhook,
            hooks::remove::remove_webhook
        ))
        .routes(routes!(hooks::rotate::rotate_secret))
        .routes(routes!(hooks::test::test_webhook))
        .routes(routes!(hooks::deliveries::list_deliveries))
        .routes(routes!(hooks::delivery::replay_delivery))
        .routes(routes!(hooks::replay::replay_webhook))
        .routes(routes!(live::events::follow_events))
}

/// Source 001's paths.
fn of_the_webapp() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(webapp::send::webapp_send))
        .routes(routes!(webapp::send::webapp_send_twin))
        .routes(routes!(webapp::bulk::webapp_bulk))
        .routes(routes!(webapp::reports::webapp_reports))
        .routes(routes!(webapp::report::webapp_report))
        .routes(routes!(webapp::upload::webapp_upload))
        .routes(routes!(webapp::upload::webapp_upload_twin))
        .routes(routes!(webapp::files::webapp_files))
        .routes(routes!(webapp::files::webapp_file))
        .routes(routes!(webapp::balance::webapp_balance))
        .routes(routes!(webapp::utilities::webapp_health))
        .routes(routes!(webapp::utilities::webapp_metrics))
}

/// Providers, and which message goes through which.
fn of_carriers() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(
            providers::list::list_providers,
            providers::create::create_provider
        ))
        .routes(routes!(
            providers::get::get_provider,
            providers::change::change_provider,
            providers::remove::remove_provider
        ))
        .routes(routes!(providers::test::test_provider))
        .routes(routes!(providers::ceiling::provider_ceiling))
        .routes(routes!(providers::history::provider_health))
        .routes(routes!(routing::list::list_routes, routing::create::create_route))
        .routes(routes!(
            routing::get::get_route,
            routing::change::change_route,
            routing::remove::remove_route
        ))
        .routes(routes!(routing::explain::explain_route))
}

/// Balances, prices, statements.
fn of_money() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(balance::get::get_balance))
        .routes(routes!(balance::alert::set_balance_alert))
        .routes(routes!(balance::alerts::list_balance_alerts))
        .routes(routes!(balance::terms::set_balance_terms))
        .routes(routes!(balance::top_ups::list_top_ups, balance::top_up::top_up))
        .routes(routes!(balance::top_ups::get_top_up))
        .routes(routes!(balance::adjust::adjust_balance))
        .routes(routes!(balance::checkout::open_checkout))
        .routes(routes!(balance::ledger::list_ledger))
        .routes(routes!(balance::statement::get_statement))
        .routes(routes!(prices::list::list_prices, prices::add::add_price))
        .routes(routes!(prices::remove::remove_price))
}

/// API keys, and from where and how often they may be used.
fn of_keys() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(keys::list::list_keys, keys::create::create_key))
        .routes(routes!(
            keys::get::get_key,
            keys::change::change_key,
            keys::revoke::revoke_key
        ))
        .routes(routes!(keys::rotate::rotate_key))
        .routes(routes!(networks::get::get_networks, networks::change::change_networks))
        .routes(routes!(standing::get::get_limits))
}

/// What people do with themselves, with their team, and with the logs.
fn of_people() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::new()
        .routes(routes!(auth::sign_in::sign_in))
        .routes(routes!(auth::token::issue_token))
        .routes(routes!(auth::issuers::list::list_issuers))
        .routes(routes!(auth::issuers::start::start_at_issuer))
        .routes(routes!(auth::issuers::callback::back_from_issuer))
        .routes(routes!(auth::issuers::code::issuer_code))
        .routes(routes!(auth::sign_out::sign_out))
        .routes(routes!(auth::me::me))
        .routes(routes!(auth::switch::switch))
        .routes(routes!(auth::password::change_password))
        .routes(routes!(
            auth::sessions::list_sessions,
            auth::sessions::end_other_sessions
        ))
        .routes(routes!(auth::sessions::end_session))
        .routes(routes!(auth::forgot::forgot_password))
        .routes(routes!(auth::forgot::reset_password))
        .routes(routes!(auth::invitation::look_at_invitation))
        .routes(routes!(auth::invitation::accept_invitation))
        .routes(routes!(
            auth::second_factor::get_second_factor,
            auth::second_factor::begin_second_factor,
            auth::second_factor::remove_second_factor
        ))
        .routes(routes!(auth::second_factor::confirm_second_factor))
        .routes(routes!(auth::second_factor::renew_recovery_codes))
        .routes(routes!(security::policy::get_policy, security::policy::change_policy))
        .routes(routes!(team::members::list_team))
        .routes(routes!(team::members::change_role, team::members::remove_member))
        .routes(routes!(team::invitations::list_invitations, team::invitations::invite))
        .routes(routes!(team::invitations::end_invitation))
        .routes(routes!(audit::list::list_audit))
        .routes(routes!(audit::export::export_audit))
        .routes(routes!(audit::list::list_system_audit))
        .routes(routes!(settings::get::get_settings, settings::change::change_settings))
        .routes(routes!(security::events::list_security_events))
        .routes(routes!(security::events::list_system_security_events))
}
