//! The endpoints that this node knows, ready to be posted to, and what the callbacks of each organization are signed
//! with. The database's rows are the truth; a poll and whoever changes them take changes over.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{OrganizationId, WebhookId};
use parking_lot::{Mutex, RwLock};
use store::{StoreError, Webhook};
use tenancy::Vault;
use tokio::sync::OnceCell;

use super::signature::{Signer, Signers};
use crate::Engine;

/// Organizations whose callbacks' signers are kept; past it all are read again.
const MOST_SIGNERS: usize = 10_000;

/// An endpoint, ready to be posted to.
pub(crate) struct Endpoint {
    /// Its id.
    pub(crate) id: WebhookId,
    /// Where to; `None` where that is no URL any more.
    pub(crate) url: Option<reqwest::Url>,
    /// Whether it is told anything.
    pub(crate) active: bool,
    /// What signs; `None` where the secret cannot be opened with this server's keys.
    pub(crate) signers: Option<Signers>,
    version: i64,
}

type Endpoints = HashMap<i64, Arc<Endpoint>>;

/// The book.
#[derive(Default)]
pub(crate) struct Book {
    known: RwLock<(u64, Arc<Endpoints>)>,
    /// Held while it is read again.
    reading: tokio::sync::Mutex<()>,
    callbacks: Mutex<HashMap<OrganizationId, Arc<OnceCell<Signer>>>>,
}

/// What a webhook's secret is sealed for.
pub(crate) fn sealed_for(id: WebhookId) -> String {
    format!("webhook:{id}")
}

/// What the secret of an organization's callbacks is sealed for.
pub(crate) fn sealed_for_callbacks(organization: OrganizationId) -> String {
    format!("callback:{organization}")
}

/// What requests to `row` are signed with; `None` where its secret cannot be opened with this server's keys.
pub(crate) fn signers_of(row: &Webhook, vault: &Vault) -> Option<Signers> {
    let open = |sealed: &str| {
        let secret = vault.open(&sealed_for(row.id), sealed);
        secret
            .inspect_err(|error| tracing::error!(%error, webhook = %row.id, "a webhook's secret cannot be opened"))
            .ok()
            .and_then(|secret| Signer::new(&secret))
    };
    open(&row.secret).map(|current| Signers {
        current,
        previous: row
            .previous
            .as_ref()
            .and_then(|(sealed, until)| Some((open(sealed)?, *until))),
    })
}

impl Endpoint {
    fn new(row: Webhook, vault: &Vault) -> Self {
        Self {
            id: row.id,
            url: row.url.parse().ok(),
            active: row.active,
            signers: signers_of(&row, vault),
            version: row.version,
        }
    }
}

impl Book {
    /// The endpoint that is this target.
    pub(crate) fn endpoint(&self, target: i64) -> Option<Arc<Endpoint>> {
        self.known.read().1.get(&target).cloned()
    }

    /// All of them.
    pub(crate) fn endpoints(&self) -> Arc<Endpoints> {
        Arc::clone(&self.known.read().1)
    }

    fn callbacks(&self, organization: OrganizationId) -> Arc<OnceCell<Signer>> {
        let mut callbacks = self.callbacks.lock();
        if callbacks.len() >= MOST_SIGNERS && !callbacks.contains_key(&organization) {
            callbacks.clear();
        }
        Arc::clone(callbacks.entry(organization).or_default())
    }
}

impl Engine {
    /// Takes changes of endpoints over: from then on this node tells them so.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn hooks_refresh(&self) -> Result<(), StoreError> {
        let book = &self.hooks.book;
        let _reading = book.reading.lock().await;
        let generation = self.store.hook_audience_refresh().await?;
        let (known, before) = book.known.read().clone();
        if known == generation {
            return Ok(());
        }
        let rows = self.store.webhook_list_all().await?;
        let endpoints = rows.into_iter().map(|row| {
            let same = before.get(&row.id.get()).filter(|known| known.version == row.version);
            let endpoint = same
                .cloned()
                .unwrap_or_else(|| Arc::new(Endpoint::new(row, &self.vault)));
            (endpoint.id.get(), endpoint)
        });
        *book.known.write() = (generation, Arc::new(endpoints.collect()));
        self.hooks.changed.notify_one();
        Ok(())
    }

    /// What signs the callbacks of an organization's messages; read once for all that ask at the same time.
    pub(super) async fn callback_signers(&self, organization: OrganizationId) -> Option<Signers> {
        let cell = self.hooks.book.callbacks(organization);
        let read = cell.get_or_try_init(|| async {
            let secret = self.callback_secret(organization).await?;
            Signer::new(&secret).ok_or_else(|| StoreError::Internal("the stored secret is none".to_owned()))
        });
        match read.await {
            Ok(signer) => Some(signer.clone().into()),
            Err(error) => {
                tracing::warn!(%error, %organization, "the secret of an organization's callbacks could not be read");
                None
            }
        }
    }
}
