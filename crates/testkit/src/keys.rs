//! API keys of a test's organizations, beside the one that each has from the start.

use std::sync::Arc;

use domain::Scopes;
use tenancy::{Caller, NewKey};

use crate::app::TestApp;
use crate::client::Client;
use crate::organization::Org;

impl TestApp {
    /// The organization called `slug`, with a new key that has these scopes.
    pub async fn key_of(&self, slug: &str, scopes: Scopes) -> Org {
        let new = NewKey {
            scopes,
            ..NewKey::default()
        };
        self.key_like(slug, new).await
    }

    /// The organization called `slug`, with a new key of the test's own making.
    pub async fn key_like(&self, slug: &str, new: NewKey) -> Org {
        let (tenancy, slug) = (self.parts().tenancy.clone(), slug.to_owned());
        let address = self.address.clone();
        let made = self.inside(async move {
            let organization = tenancy.organization_by_slug(&slug).await?;
            let id = organization.id;
            let maker = Caller::system(Arc::new(organization));
            let new = NewKey {
                name: "test".to_owned(),
                ..new
            };
            let (row, key) = tenancy.key_make(&maker, new).await?;
            anyhow::Ok(Org {
                slug,
                id,
                key_id: row.id,
                client: Client::at(key, address),
            })
        });
        made.await.expect("a key can be made")
    }
}
