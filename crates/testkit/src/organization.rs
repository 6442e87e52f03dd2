//! One organization of a test with one of its keys: a client that knows who it is.

use std::ops::Deref;

use domain::{ApiKeyId, OrganizationId};

use crate::client::Client;

/// An organization and one of its keys; cheap to clone.
#[derive(Clone)]
pub struct Org {
    /// Its slug.
    pub slug: String,
    /// Its id.
    pub id: OrganizationId,
    /// The id of the key that its requests carry.
    pub key_id: ApiKeyId,
    pub(crate) client: Client,
}

impl Deref for Org {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}
