//! The senders that a provider may use, and which of them a message gets that names none.
//!
//! The choice is sticky: a phone hears from the same sender each time, on every node and after every restart, and when
//! a sender is added or removed only its own share of the phones moves (rendezvous hashing). So the hash is written
//! here and pinned by a test: the standard library's may change with any release.

use std::sync::Arc;

use domain::{Fault, Sender};

/// The most senders of one provider.
pub const MAX_SENDERS: usize = 100;

/// The senders of one provider, in the order of its settings; may be none.
#[derive(Clone, Default)]
pub struct Senders {
    pool: Vec<Arc<str>>,
}

impl Senders {
    /// Reads the setting `one` (its name and its value) and the setting `senders`; what is wrong with them goes into
    /// `faults`.
    pub fn read(one: (&str, Option<&str>), senders: &[String], faults: &mut Vec<Fault>) -> Self {
        if senders.len() > MAX_SENDERS {
            let fault = format!("has {} senders, at most {MAX_SENDERS} are kept", senders.len());
            faults.push(Fault::new("senders", fault, "make a second provider for the others"));
            return Self::default();
        }
        let listed = senders
            .iter()
            .enumerate()
            .map(|(index, text)| (format!("senders[{index}]"), text.as_str()));
        let single = one.1.map(|text| (one.0.to_owned(), text));
        let mut pool: Vec<Arc<str>> = Vec::new();
        for (field, text) in single.into_iter().chain(listed) {
            // No region: a number in settings has its country code, whoever reads it.
            match Sender::parse(text, "") {
                Ok(sender) if pool.iter().any(|known| **known == *sender.as_str()) => {}
                Ok(sender) => pool.push(sender.as_arc()),
                Err(fault) => faults.push(fault.at(field)),
            }
        }
        Self { pool }
    }

    /// The sender of a message to `to`: the one it names, or its sticky one; `None` where the provider has none.
    pub fn choose(&self, from: Option<&Arc<str>>, to: &str) -> Option<Arc<str>> {
        if let Some(from) = from {
            return Some(from.clone());
        }
        self.pool.iter().max_by_key(|sender| weight(sender, to)).cloned()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pool.is_empty()
    }

    /// Whether `address`, as a carrier writes it, is one of them: with or without `+`, in any case.
    pub fn holds(&self, address: &str) -> bool {
        let bare = |text: &str| text.trim().trim_start_matches('+').to_ascii_lowercase();
        let wanted = bare(address);
        self.pool.iter().any(|sender| bare(sender) == wanted)
    }
}

/// How much `sender` wants the phone `to`: FNV-1a over both, finished as MurmurHash3 does, since FNV alone hardly
/// mixes its last octets into the high bits that decide.
fn weight(sender: &str, to: &str) -> u64 {
    let octets = sender.bytes().chain(std::iter::once(0)).chain(to.bytes());
    let mut hash = octets.fold(0xcbf2_9ce4_8422_2325_u64, |hash, octet| {
        (hash ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senders(pool: &[&str]) -> Senders {
        let pool: Vec<String> = pool.iter().map(|&text| text.to_owned()).collect();
        let mut faults = Vec::new();
        let senders = Senders::read(("fromNumber", None), &pool, &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        senders
    }

    fn phones() -> impl Iterator<Item = String> {
        (0..3_000).map(|n| format!("+2547000{n:05}"))
    }

    #[test]
    fn a_message_keeps_the_sender_it_names() {
        let named: Arc<str> = "SCHOOL".into();
        assert_eq!(senders(&["20880"]).choose(Some(&named), "+254700000001"), Some(named));
        assert_eq!(senders(&[]).choose(None, "+254700000001"), None);
    }

    #[test]
    fn the_choice_never_changes_between_releases() {
        let pool = senders(&["20880", "20881", "TUMA"]);
        let chosen: Vec<_> = phones().take(6).filter_map(|to| pool.choose(None, &to)).collect();
        let chosen: Vec<&str> = chosen.iter().map(|sender| &**sender).collect();
        assert_eq!(chosen, ["20881", "20880", "20881", "20880", "20881", "20880"]);
    }

    #[test]
    fn every_sender_gets_its_share_and_a_removed_one_gives_only_its_own_away() {
        let three = senders(&["20880", "20881", "TUMA"]);
        let two = senders(&["20880", "TUMA"]);
        let mut shares = std::collections::BTreeMap::<Arc<str>, u32>::new();
        for to in phones() {
            let before = three.choose(None, &to).unwrap();
            let after = two.choose(None, &to).unwrap();
            assert!(before == after || *before == *"20881", "{before} became {after}");
            *shares.entry(before).or_default() += 1;
        }
        assert!(
            shares.len() == 3 && shares.values().all(|share| (850..1_150).contains(share)),
            "{shares:?}"
        );
    }

    #[test]
    fn faults_name_the_sender_and_doubles_count_once() {
        let pool = [
            "TUMA".to_owned(),
            "a name too long".to_owned(),
            String::new(),
            "TUMA".to_owned(),
        ];
        let mut faults = Vec::new();
        let read = Senders::read(("fromNumber", Some("0712345678")), &pool, &mut faults);
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["fromNumber", "senders[1]", "senders[2]"]);
        assert_eq!(read.pool.len(), 1);
        let many = vec!["TUMA".to_owned(); MAX_SENDERS + 1];
        let mut faults = Vec::new();
        assert!(Senders::read(("fromNumber", None), &many, &mut faults).is_empty());
        assert_eq!(faults.len(), 1);
        Senders::read(("fromNumber", None), &many[1..], &mut faults);
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn a_carriers_spelling_of_a_sender_is_known() {
        let pool = senders(&["+254711082000", "Tuma"]);
        for known in ["254711082000", "+254711082000", "TUMA"] {
            assert!(pool.holds(known), "{known}");
        }
        assert!(!pool.holds("20880") && !pool.holds(""));
    }
}
