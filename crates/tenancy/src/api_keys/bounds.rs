//! What a key may give: nothing that it does not have itself. Otherwise a key that may make keys could make one that may
//! do everything, from anywhere, for ever.
//!
//! People are held against what they may do; the operator at the command line is not held against anything.

use domain::{Fault, RequestLimits, Scope};
use store::ApiKey;

use crate::terms::networks;
use crate::{Caller, Tenancy, TenancyError};

impl Tenancy {
    /// Refuses a key that has more than the caller.
    pub(super) async fn check_bounds(&self, caller: &Caller, key: &ApiKey) -> Result<(), TenancyError> {
        let may = |scope: &Scope| caller.permissions.covers(scope.permissions().iter().copied().collect());
        if let Some(scope) = key.scopes.iter().find(|scope| !may(scope)) {
            let fault = format!("have {}, which the caller has not", scope.as_str());
            return Err(more("scopes", fault));
        }
        let Some(own) = caller.api_key() else {
            return Ok(());
        };
        let own = self.key_of(caller.organization.id, own).await?;
        let usual = self.inner.limits.key;
        match exceeded(&own, key, usual)? {
            Some(field) => Err(more(field, "is more than the caller's own key has".to_owned())),
            None => Ok(()),
        }
    }
}

/// Which value of `key` is more than `own` has.
fn exceeded(own: &ApiKey, key: &ApiKey, usual: RequestLimits) -> Result<Option<&'static str>, TenancyError> {
    let limits = |of: &ApiKey| usual.with(of.per_minute, of.per_day);
    if !limits(key).is_within(limits(own)) {
        return Ok(Some("limits"));
    }
    let (from, own_from) = (
        networks("allowedNetworks", &key.networks)?,
        networks("allowedNetworks", &own.networks)?,
    );
    if !own_from.is_empty() && (from.is_empty() || !own_from.cover(&from)) {
        return Ok(Some("allowedNetworks"));
    }
    let outlives = own
        .expires_at
        .is_some_and(|end| key.expires_at.is_none_or(|later| later > end));
    Ok(outlives.then_some("expiresAt"))
}

fn more(field: &str, fault: String) -> TenancyError {
    let mend = "ask for less, or act with a key or as a person that has it";
    TenancyError::Forbidden(Fault::new(field, fault, mend))
}

#[cfg(test)]
mod tests {
    use domain::{ApiKeyId, OrganizationId, Scopes};

    use super::*;

    const USUAL: RequestLimits = RequestLimits {
        per_minute: 60,
        per_day: 10_000,
    };

    fn key() -> ApiKey {
        ApiKey {
            id: ApiKeyId::new(1),
            organization: OrganizationId::new(7),
            name: "one".to_owned(),
            hash: [1; 32],
            prefix: "sk_live_abcdef".to_owned(),
            previous: None,
            test: false,
            scopes: Scopes::MESSAGING,
            per_minute: None,
            per_day: None,
            networks: Vec::new(),
            created_at: 0,
            expires_at: None,
            revoked_at: None,
            last_used_at: None,
            requests: 0,
        }
    }

    #[test]
    fn a_key_gives_no_more_than_it_has() {
        let own = ApiKey {
            networks: vec!["192.0.2.0/24".to_owned()],
            expires_at: Some(1_000),
            per_minute: Some(30),
            ..key()
        };
        let least = ApiKey {
            networks: vec!["192.0.2.7".to_owned()],
            expires_at: Some(900),
            per_minute: Some(30),
            ..key()
        };
        let found =
            |change: &dyn Fn(ApiKey) -> ApiKey| exceeded(&own, &change(least.clone()), USUAL).expect("networks");
        assert_eq!(found(&|key| key), None);
        assert_eq!(
            found(&|key| ApiKey {
                per_minute: None,
                ..key
            }),
            Some("limits")
        );
        assert_eq!(
            found(&|key| ApiKey {
                per_day: Some(0),
                ..key
            }),
            Some("limits")
        );
        assert_eq!(
            found(&|key| ApiKey {
                networks: Vec::new(),
                ..key
            }),
            Some("allowedNetworks")
        );
        let elsewhere = || vec!["192.0.3.7".to_owned()];
        assert_eq!(
            found(&|key| ApiKey {
                networks: elsewhere(),
                ..key
            }),
            Some("allowedNetworks")
        );
        assert_eq!(
            found(&|key| ApiKey {
                expires_at: None,
                ..key
            }),
            Some("expiresAt")
        );
        assert_eq!(
            found(&|key| ApiKey {
                expires_at: Some(1_001),
                ..key
            }),
            Some("expiresAt")
        );
        assert_eq!(exceeded(&key(), &key(), USUAL).expect("networks"), None);
    }
}
