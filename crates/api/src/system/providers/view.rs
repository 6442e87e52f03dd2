//! How one of the platform's providers looks to whoever runs the installation: with its settings, never its credentials.

use domain::OrganizationId;
use engine::SharedProvider;
use serde::Serialize;
use store::Sharing;
use utoipa::ToSchema;

use crate::providers::view::ProviderView;

/// One of the platform's providers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SharedProvider)]
pub(crate) struct SharedProviderView {
    /// The provider.
    #[serde(flatten)]
    provider: ProviderView,
    /// The organizations that alone may use it; null where all may.
    #[schema(value_type = Option<Vec<String>>)]
    shared_with: Option<Vec<OrganizationId>>,
}

impl SharedProviderView {
    pub(super) fn new(found: SharedProvider, public_url: Option<&str>) -> Self {
        Self {
            provider: ProviderView::whole(found.detail, public_url),
            shared_with: match found.sharing {
                Sharing::All => None,
                Sharing::Chosen(chosen) => Some(chosen),
            },
        }
    }
}
