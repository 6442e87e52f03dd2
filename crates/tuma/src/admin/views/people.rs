//! How people who sign in look at the command line.

use serde::{Deserialize, Serialize};
use store::Organization;

use crate::time;

/// A user, without its password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserView {
    /// Its id.
    pub id: String,
    /// Its address.
    pub email: String,
    /// How it is called.
    pub name: String,
    /// Where it belongs: slugs, each with what it is there.
    pub organizations: Vec<(String, domain::Role)>,
    /// Whether it runs the installation.
    pub system_administrator: bool,
    /// Whether it may sign in.
    pub active: bool,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// When it last signed in.
    pub last_sign_in_at: Option<String>,
}

impl UserView {
    /// A user that belongs to `places`.
    pub fn new(user: &store::User, places: &[(Organization, domain::Role)]) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email.clone(),
            name: user.name.clone(),
            organizations: places.iter().map(|(one, role)| (one.slug.clone(), *role)).collect(),
            system_administrator: user.system_administrator,
            active: user.active,
            second_factor: user.second_factor.is_some(),
            last_sign_in_at: user.last_sign_in_at.map(time::show),
        }
    }
}

/// A user with the password that was drawn for it: this once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUserView {
    /// The password.
    pub password: String,
    /// The user.
    #[serde(flatten)]
    pub user: UserView,
}
