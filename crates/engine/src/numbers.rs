//! Whose an inbound message is: its provider's organization, or, through a shared provider, the organization that has
//! the address and keyword it was sent to.

use std::collections::HashMap;
use std::sync::Arc;

use domain::keyword::first_word;
use domain::{OrganizationId, ProviderId};
use parking_lot::RwLock;
use store::InboundNumber;

/// The addresses of shared providers, as last read.
#[derive(Default)]
pub struct Numbers(RwLock<Arc<Owners>>);

/// For each address of a provider: keywords with whose they are.
type Owners = HashMap<(ProviderId, String), Vec<(String, OrganizationId)>>;

/// An address in the form that is compared: digits without `+`, or the sender in capitals.
pub fn plain(address: &str) -> String {
    let bare = address.trim().trim_start_matches('+');
    bare.to_uppercase()
}

impl Numbers {
    /// Takes over the rows as they are now.
    pub fn replace(&self, rows: Vec<InboundNumber>) {
        let mut all = Owners::new();
        for row in rows {
            all.entry((row.provider, plain(&row.address)))
                .or_default()
                .push((row.keyword.to_uppercase(), row.organization));
        }
        *self.0.write() = Arc::new(all);
    }

    /// Who gets a text that was sent to `address`: who has its first word, else who has the address without a word.
    pub fn find(&self, provider: ProviderId, address: &str, text: &str) -> Option<OrganizationId> {
        let all = self.0.read();
        let entries = all.get(&(provider, plain(address)))?;
        let word = first_word(text);
        let of = |word: &str| {
            entries
                .iter()
                .find(|(keyword, _)| keyword == word)
                .map(|(_, owner)| *owner)
        };
        of(&word).or_else(|| of(""))
    }

    /// Everybody who receives through `provider`, at `address` where that is named.
    pub fn organizations(&self, provider: ProviderId, address: Option<&str>) -> Vec<OrganizationId> {
        let address = address.map(plain);
        let all = self.0.read();
        let fits = |key: &(ProviderId, String)| key.0 == provider && address.as_ref().is_none_or(|one| *one == key.1);
        let mut found: Vec<OrganizationId> = all
            .iter()
            .filter(|(key, _)| fits(key))
            .flat_map(|(_, entries)| entries.iter().map(|(_, owner)| *owner))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(address: &str, keyword: &str, organization: i64) -> InboundNumber {
        InboundNumber {
            provider: ProviderId::new(1),
            address: address.to_owned(),
            keyword: keyword.to_owned(),
            organization: OrganizationId::new(organization),
            created_at: 0,
        }
    }

    #[test]
    fn the_keyword_decides_before_the_address_alone() {
        let numbers = Numbers::default();
        numbers.replace(vec![
            row("20880", "STAMFORD", 7),
            row("20880", "", 8),
            row("+254700000001", "", 9),
            row("20881", "JOIN", 7),
        ]);
        let provider = ProviderId::new(1);
        for (address, text, owner) in [
            ("20880", "stamford please", Some(7)),
            ("20880", "Hello", Some(8)),
            ("254700000001", "Hello", Some(9)),
            ("20881", "Hello", None),
            ("20882", "Hello", None),
        ] {
            assert_eq!(
                numbers.find(provider, address, text),
                owner.map(OrganizationId::new),
                "{address} {text}"
            );
        }
        assert_eq!(numbers.find(ProviderId::new(2), "20880", "Hello"), None);
        let all = numbers.organizations(provider, Some("20880"));
        assert_eq!(all, [OrganizationId::new(7), OrganizationId::new(8)]);
        assert_eq!(numbers.organizations(provider, None).len(), 3);
    }
}
