//! How a person, its session and its places look to itself.

use domain::{OrganizationId, Permission, Role, SessionId, UserId};
use serde::Serialize;
use store::{Organization, Session};
use tenancy::Person;
use utoipa::ToSchema;

use crate::time::Time;

/// A person, its session, and what it may do where the session is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Me)]
pub(crate) struct MeView {
    /// Who you are.
    user: UserView,
    /// Where the session is now; null where it is in no organization.
    organization: Option<PlaceView>,
    /// Whether that organization lets you in only once you have enrolled a second factor.
    second_factor_missing: bool,
    /// What you may do there, such as `messages:send`.
    #[schema(value_type = Vec<String>)]
    permissions: Vec<Permission>,
    /// Where you belong.
    organizations: Vec<PlaceView>,
    /// The session that you call with.
    session: SessionView,
    /// What a browser sends as `X-CSRF-Token` with every change.
    csrf_token: String,
}

/// A person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = User)]
pub(crate) struct UserView {
    /// Its id.
    #[schema(value_type = String, example = "usr_01k9zv0d3s8ra")]
    user_id: UserId,
    /// Its address.
    #[schema(example = "amina@example.org")]
    email: String,
    /// How it is called.
    name: String,
    /// Whether it runs the installation.
    system_administrator: bool,
    /// Whether it has a second factor.
    second_factor: bool,
}

/// An organization, and what a person is there.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Place)]
pub(crate) struct PlaceView {
    /// Its id.
    #[schema(value_type = String, example = "org_01k9zv0d3s8ra")]
    organization_id: OrganizationId,
    /// Its name.
    name: String,
    /// Its short name.
    slug: String,
    /// Your role; null where you are there as system administrator alone.
    #[schema(value_type = Option<String>, example = "org_admin")]
    role: Option<Role>,
}

/// One sign-in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Session)]
pub(crate) struct SessionView {
    /// Its id.
    #[schema(value_type = String, example = "ses_01k9zv0d3s8ra")]
    session_id: SessionId,
    /// Whether it is the one that you call with.
    current: bool,
    /// `browser` or `token`.
    kind: &'static str,
    /// Where it was begun.
    ip: Option<String>,
    /// The browser or program that began it.
    agent: Option<String>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last used, to the minute.
    #[schema(value_type = String, format = DateTime)]
    last_used_at: Time,
    /// When it ends at the latest.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
}

impl MeView {
    pub(crate) fn new(person: &Person, places: Vec<(Organization, Role)>) -> Self {
        let user = &person.user;
        let organization = person.organization.as_deref();
        let places = places.iter().map(|(one, role)| PlaceView::new(one, Some(*role)));
        Self {
            user: UserView {
                user_id: user.id,
                email: user.email.clone(),
                name: user.name.clone(),
                system_administrator: user.system_administrator,
                second_factor: user.second_factor.is_some(),
            },
            organization: organization.map(|one| PlaceView::new(one, person.role)),
            second_factor_missing: organization.is_some_and(|one| one.second_factor_required)
                && user.second_factor.is_none(),
            permissions: person.permissions.iter().collect(),
            organizations: places.collect(),
            session: SessionView::new(&person.session, person.session.id),
            csrf_token: person.session.csrf_token.clone(),
        }
    }
}

impl PlaceView {
    fn new(organization: &Organization, role: Option<Role>) -> Self {
        Self {
            organization_id: organization.id,
            name: organization.name.clone(),
            slug: organization.slug.clone(),
            role,
        }
    }
}

impl SessionView {
    pub(crate) fn new(session: &Session, current: SessionId) -> Self {
        Self {
            session_id: session.id,
            current: session.id == current,
            kind: session.kind.as_str(),
            ip: session.ip.clone(),
            agent: session.agent.clone(),
            created_at: Time(session.created_at),
            last_used_at: Time(session.seen_at),
            expires_at: Time(session.expires_at),
        }
    }
}
