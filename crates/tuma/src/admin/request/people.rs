//! What can be asked about people who sign in.

use domain::Role;
use serde::{Deserialize, Serialize};

use super::{Ask, Request};
use crate::admin::views::{CreatedUserView, UserView};

asks! {
    /// Make a user with a drawn password.
    UserAdd -> CreatedUserView {
        /// Its address.
        email: String,
        /// How it is called; the address if left out.
        name: Option<String>,
        /// Where it belongs.
        organization: Option<String>,
        /// What it is there.
        role: Option<Role>,
        /// Whether it runs the installation.
        system_administrator: bool,
    }
    /// All users, or those of an organization.
    UserList -> Vec<UserView> {
        /// Whose.
        organization: Option<String>,
    }
    /// Let a user sign in or not.
    UserSet -> UserView {
        /// Its address or id.
        user: String,
        /// Whether it may sign in.
        active: bool,
    }
    /// Take a user's second factor away.
    UserSecondFactorRemove -> UserView {
        /// Its address or id.
        user: String,
    }
    /// Forget who a user is at issuers and in the directory.
    UserUnlink -> UserView {
        /// Its address or id.
        user: String,
    }
    /// Draw a new password for a user.
    UserReset -> CreatedUserView {
        /// Its address or id.
        user: String,
    }
}
