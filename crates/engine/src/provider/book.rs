//! The book of providers: rows made, changed and removed, checked by kind, with their credentials sealed.
//!
//! Works on the database alone, so that the command line can use it where no engine runs.

use std::sync::Arc;

use adapters::catalog::{self, Kind, RULES_KEY, check_rules};
use adapters::http::Guard;
use domain::route::rank_fault;
use domain::{Clock, Currency, Fault, Money, OrganizationId, ProviderId};
use serde_json::{Map, Value, json};
use store::{Provider, Store, StoreError};
use tenancy::{Author, RandomSource, Vault};

use crate::request::Refusal;

/// The longest name, in characters.
const MAX_NAME: usize = 64;
/// The largest settings, in bytes of JSON.
const MAX_SETTINGS: usize = 64 << 10;
/// Bytes of a webhook's token.
const TOKEN_BYTES: usize = 24;

/// A provider to be made, or what is to change of one.
#[derive(Clone, Debug, Default)]
pub struct ProviderChange {
    /// Its name.
    pub name: Option<String>,
    /// The settings of its kind; credentials that are left out keep their value.
    pub settings: Option<Map<String, Value>>,
    /// Its place when no route decides: lower goes first.
    pub rank: Option<i64>,
    /// Messages a second; `Some(None)` for no limit.
    pub rate_per_second: Option<Option<u32>>,
    /// Messages handed over and not answered.
    pub window: Option<u32>,
    /// The price of a segment.
    pub price: Option<Money>,
    /// Whether it gives delivery reports.
    pub reports: Option<bool>,
    /// Whether messages may be handed over.
    pub active: Option<bool>,
}

/// Makes and changes providers.
#[derive(Clone)]
pub struct ProviderBook {
    /// The database.
    pub store: Store,
    /// Seals and opens credentials.
    pub vault: Arc<Vault>,
    /// Which addresses may be configured.
    pub guard: Guard,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Bytes that nobody can guess.
    pub random: RandomSource,
    /// The most providers of an organization, each of which is a lane on every node. The platform's are not counted.
    pub max_providers: usize,
    /// Who makes the changes, for the log of them.
    pub author: Author,
}

impl ProviderBook {
    /// Makes a provider of this kind, of `owner` or the platform's.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn create(
        &self,
        kind: &str,
        owner: Option<OrganizationId>,
        change: ProviderChange,
    ) -> Result<Provider, Refusal> {
        let Some(kind) = catalog::kind(kind) else {
            let known: Vec<&str> = catalog::KINDS.iter().map(|kind| kind.name).collect();
            return Err(Refusal::of(Fault::new(
                "kind",
                "is not known",
                format!("give one of {}", known.join(", ")),
            )));
        };
        let now = self.clock.now_ms();
        let mut token = [0; TOKEN_BYTES];
        (self.random)(&mut token);
        let fresh = Provider {
            id: ProviderId::new(self.store.ids().next(now)),
            organization: owner,
            adapter: kind.name.to_owned(),
            name: kind.name.to_owned(),
            config: "{}".to_owned(),
            secrets: String::new(),
            hook_token: Some(token.iter().map(|byte| format!("{byte:02x}")).collect()),
            rank: 100,
            rate_per_second: kind.rate_per_second,
            window: kind.window,
            price_micros: 0,
            currency: "XXX".parse::<Currency>().expect("three capital letters"),
            reports: true,
            active: true,
            created_at: now,
            updated_at: now,
        };
        let change = ProviderChange {
            settings: Some(change.settings.unwrap_or_default()),
            ..change
        };
        let row = self.changed(kind, fresh, change)?;
        let most = owner.map_or(usize::MAX, |_| self.max_providers);
        let noted = self.noting("provider.create", (None, Some(&row)))?;
        let made = noted.provider_insert_within(row.clone(), most).await;
        if made.map_err(name_taken)? {
            Ok(row)
        } else {
            let mend = "remove one that is not needed, or ask the operator to raise limits.max_providers";
            let fault = format!("are {most} already, the most an organization may have");
            Err(Refusal::of(Fault::new("providers", fault, mend)))
        }
    }

    /// Changes a row that its owner may change.
    ///
    /// # Errors
    /// `Invalid`; `NotFound` where it was removed meanwhile.
    pub async fn change(&self, row: Provider, change: ProviderChange) -> Result<Provider, Refusal> {
        let Some(kind) = catalog::kind(&row.adapter) else {
            return Err(Refusal::of(Fault::new(
                "kind",
                "is not known to this version",
                "upgrade, or remove it",
            )));
        };
        let before = row.clone();
        let row = self.changed(kind, row, change)?;
        let noted = self.noting("provider.change", (Some(&before), Some(&row)))?;
        if !noted.provider_update(row.clone()).await.map_err(name_taken)? {
            return Err(Refusal::NotFound);
        }
        Ok(row)
    }

    /// Removes a row that its owner may remove.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove(&self, row: &Provider) -> Result<(), Refusal> {
        let noted = self.noting("provider.remove", (Some(row), None))?;
        if noted
            .provider_remove(row.organization, row.id, self.clock.now_ms())
            .await?
        {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// Seals the credentials of all providers with the current key where they are not; says how many.
    ///
    /// # Errors
    /// The first that cannot be opened or written.
    pub async fn reseal_all(&self) -> Result<usize, Refusal> {
        let mut count = 0;
        for row in self.store.provider_list_all().await? {
            if row.secrets.is_empty() || !self.vault.needs_reseal(&row.secrets) {
                continue;
            }
            let secrets = self.secrets_of(&row)?;
            let sealed = self.vault.seal(&aad(row.id), &Value::Object(secrets).to_string());
            count += usize::from(self.store.provider_update(Provider { secrets: sealed, ..row }).await?);
        }
        Ok(count)
    }

    /// The store, for one change: the log says what the provider was and what it is, and of its credentials only whether
    /// they changed.
    fn noting(
        &self,
        action: &'static str,
        (before, after): (Option<&Provider>, Option<&Provider>),
    ) -> Result<Store, Refusal> {
        let row = after.or(before).ok_or(Refusal::Internal)?;
        let mut new = after.map(told);
        if let (Some(before), Some(after), Some(Value::Object(new))) = (before, after, &mut new) {
            // What cannot be opened any more was replaced, or the change was refused before.
            let changed = open_secrets(&self.vault, before).ok() != open_secrets(&self.vault, after).ok();
            new.insert("credentialsChanged".to_owned(), Value::Bool(changed));
        }
        let change = (before.map(told), new);
        Ok(self
            .store
            .noting(self.author.changes(row.organization, action, row.id, change)))
    }

    /// The row with the change applied and checked.
    fn changed(&self, kind: &Kind, mut row: Provider, change: ProviderChange) -> Result<Provider, Refusal> {
        let mut faults = Vec::new();
        if let Some(name) = change.name {
            check_name(&name, &mut faults);
            row.name = name;
        }
        if let Some(settings) = change.settings {
            self.apply_settings(kind, &mut row, settings, &mut faults)?;
        }
        faults.extend(change.rank.and_then(rank_fault));
        if change.window.is_some_and(|window| !(1..=100_000).contains(&window)) {
            faults.push(Fault::new("window", "is out of bounds", "give 1 to 100000"));
        }
        if change
            .rate_per_second
            .flatten()
            .is_some_and(|rate| !(1..=1_000_000).contains(&rate))
        {
            faults.push(Fault::new(
                "ratePerSecond",
                "is out of bounds",
                "give 1 to 1000000, or null for no limit",
            ));
        }
        if change.price.is_some_and(|price| price.micros < 0) {
            let mend = "give what a segment costs, or 0";
            faults.push(Fault::new("pricePerSegment.amount", "is negative", mend));
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        row.rank = change.rank.unwrap_or(row.rank);
        row.rate_per_second = change.rate_per_second.unwrap_or(row.rate_per_second);
        row.window = change.window.unwrap_or(row.window);
        if let Some(price) = change.price {
            (row.price_micros, row.currency) = (price.micros, price.currency);
        }
        row.reports = change.reports.unwrap_or(row.reports);
        row.active = change.active.unwrap_or(row.active);
        row.updated_at = self.clock.now_ms();
        Ok(row)
    }

    fn apply_settings(
        &self,
        kind: &Kind,
        row: &mut Provider,
        mut settings: Map<String, Value>,
        faults: &mut Vec<Fault>,
    ) -> Result<(), Refusal> {
        if Value::Object(settings.clone()).to_string().len() > MAX_SETTINGS {
            faults.push(Fault::new(
                "settings",
                "are larger than 64 KiB",
                "leave out what is not needed",
            ));
            return Ok(());
        }
        let rules = settings.remove(RULES_KEY);
        if let Some(rules) = &rules {
            faults.extend(check_rules(rules).into_iter().map(|fault| {
                let path = format!("settings.{}", fault.field);
                fault.at(path)
            }));
        }
        // Credentials that are left out, or given as null, keep their value.
        let kept = self.secrets_of(row)?;
        for name in kind.secrets {
            if settings.get(*name).is_none_or(Value::is_null) {
                settings.remove(*name);
                if let Some(value) = kept.get(*name) {
                    settings.insert((*name).to_owned(), value.clone());
                }
            }
        }
        let whole = Value::Object(settings.clone());
        faults.extend((kind.check)(&whole, self.guard).into_iter().map(|fault| {
            // An adapter calls the whole of them `config`.
            let path = match fault.field.as_str() {
                "config" => "settings".to_owned(),
                field => format!("settings.{field}"),
            };
            fault.at(path)
        }));
        let mut secrets = Map::new();
        for name in kind.secrets {
            if let Some(value) = settings.remove(*name) {
                secrets.insert((*name).to_owned(), value);
            }
        }
        if let Some(rules) = rules {
            settings.insert(RULES_KEY.to_owned(), rules);
        }
        row.config = Value::Object(settings).to_string();
        row.secrets = if secrets.is_empty() {
            String::new()
        } else {
            self.vault.seal(&aad(row.id), &Value::Object(secrets).to_string())
        };
        Ok(())
    }

    /// A provider's credentials.
    ///
    /// # Errors
    /// `Invalid` where they cannot be opened with this server's keys.
    pub fn secrets_of(&self, row: &Provider) -> Result<Map<String, Value>, Refusal> {
        open_secrets(&self.vault, row).map_err(|why| {
            tracing::error!(provider = %row.id, %why, "a provider's credentials cannot be opened");
            Refusal::of(Fault::new(
                "settings",
                "hold credentials that were sealed with a key this server does not have",
                "give all credentials anew, or start the server with the key they were sealed with",
            ))
        })
    }
}

/// What the log of changes says of a provider.
fn told(row: &Provider) -> Value {
    json!({
        "kind": row.adapter,
        "name": row.name,
        "settings": serde_json::from_str::<Value>(&row.config).unwrap_or_default(),
        "rank": row.rank,
        "ratePerSecond": row.rate_per_second,
        "window": row.window,
        "pricePerSegment": { "micros": row.price_micros, "currency": row.currency.to_string() },
        "reports": row.reports,
        "active": row.active,
    })
}

/// What a provider's credentials are bound to when they are sealed.
fn aad(provider: ProviderId) -> String {
    format!("provider:{provider}")
}

/// The credentials of a row, opened.
pub(crate) fn open_secrets(vault: &tenancy::Vault, row: &Provider) -> Result<Map<String, Value>, String> {
    if row.secrets.is_empty() {
        return Ok(Map::new());
    }
    let text = vault
        .open(&aad(row.id), &row.secrets)
        .map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|_| "they are not JSON".to_owned())
}

/// The settings of a row with its credentials, and without what is not the adapter's.
pub(crate) fn whole_settings(vault: &tenancy::Vault, row: &Provider) -> Result<Value, String> {
    let mut settings: Map<String, Value> =
        serde_json::from_str(&row.config).map_err(|error| format!("the settings are not a JSON object: {error}"))?;
    settings.remove(RULES_KEY);
    settings.extend(open_secrets(vault, row)?);
    Ok(Value::Object(settings))
}

fn check_name(name: &str, faults: &mut Vec<Fault>) {
    let plain = !name.trim().is_empty() && name.chars().count() <= MAX_NAME && !name.contains(char::is_control);
    if !plain {
        let fault = "is empty, too long or has control characters in it";
        faults.push(Fault::new("name", fault, "give a name of at most 64 characters"));
    }
}

fn name_taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Exists(_) => Refusal::of(Fault::new("name", "is taken", "give another name")),
        other => other.into(),
    }
}
