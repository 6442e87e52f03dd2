//! The book of SMPP accounts: rows made, changed and removed, checked, with passwords that are shown once.
//!
//! Works on the database alone, so that the command line can use it where no engine runs.

use std::net::IpAddr;
use std::sync::Arc;

use domain::alphabet::Alphabet;
use domain::phone::mask;
use domain::sender::Sender;
use domain::{Class, Clock, Fault, OrganizationId, SmppAccountId};
use ipnet::IpNet;
use serde_json::{Value, json};
use store::{SmppAccount, Store, StoreError};
use tenancy::{Author, RandomSource};

use super::password;
use crate::request::Refusal;

/// The longest system id that SMPP can carry.
const MAX_SYSTEM_ID: usize = 15;
/// Addresses and networks of one account, and its senders, at most.
const MAX_LIST: usize = 100;
/// What peers mean by data_coding 0 and 1.
const READ_AS: [Alphabet; 3] = [Alphabet::Gsm7, Alphabet::Ascii, Alphabet::Latin1];
const MAX_BINDS: u32 = 100;
const MAX_RATE: u32 = 1_000_000;
const MAX_WINDOW: u32 = 10_000;
const USUAL_BINDS: u32 = 4;
const USUAL_WINDOW: u32 = 100;

/// An SMPP account to be made, or what is to change of one.
#[derive(Clone, Debug, Default)]
pub struct SmppAccountChange {
    /// What it binds with; unique in all organizations.
    pub system_id: Option<String>,
    /// Whether it gets a new password.
    pub new_password: bool,
    /// Addresses and networks that it may bind from; empty for all.
    pub allowed_ips: Option<Vec<String>>,
    /// The most binds at a time.
    pub max_binds: Option<u32>,
    /// Messages a second; `Some(None)` for no limit.
    pub rate_per_second: Option<Option<u32>>,
    /// The most `deliver_sm` of a bind that are not answered.
    pub window: Option<u32>,
    /// Senders it may use, the first of them where it names none; empty for all.
    pub senders: Option<Vec<String>>,
    /// The class of what it sends.
    pub class: Option<Class>,
    /// What it means by data_coding 0: `gsm7`, `ascii` or `latin1`.
    pub data_coding_0: Option<Alphabet>,
    /// What it means by data_coding 1: one of the same; `Some(None)`: ASCII, unless the octets show that it is GSM 7-bit.
    pub data_coding_1: Option<Option<Alphabet>>,
    /// Whether it may bind.
    pub active: Option<bool>,
}

/// Makes and changes SMPP accounts.
#[derive(Clone)]
pub struct SmppAccountBook {
    /// The database.
    pub store: Store,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Bytes that nobody can guess.
    pub random: RandomSource,
    /// Who makes the changes, for the log of them.
    pub author: Author,
}

impl SmppAccountBook {
    /// Makes an account of `organization`, with its password, which is shown this once.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn create(
        &self,
        organization: OrganizationId,
        change: SmppAccountChange,
    ) -> Result<(SmppAccount, String), Refusal> {
        let now = self.clock.now_ms();
        let fresh = SmppAccount {
            id: SmppAccountId::new(self.store.ids().next(now)),
            organization,
            system_id: String::new(),
            password_hash: String::new(),
            allowed_ips: Vec::new(),
            max_binds: USUAL_BINDS,
            rate_per_second: None,
            window: USUAL_WINDOW,
            senders: Vec::new(),
            class: Class::Transactional,
            data_coding_0: Alphabet::Gsm7,
            data_coding_1: None,
            active: true,
            created_at: now,
            updated_at: now,
        };
        let change = SmppAccountChange {
            system_id: Some(change.system_id.unwrap_or_default()),
            new_password: true,
            ..change
        };
        let (row, password) = self.changed(fresh, change).await?;
        let noted = self.noting("smpp_account.create", &row, (None, Some(told(&row))));
        noted.smpp_account_insert(row.clone()).await.map_err(taken)?;
        Ok((row, password.unwrap_or_default()))
    }

    /// Changes one of the organization's accounts; answers the password where it is a new one.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn change(
        &self,
        organization: OrganizationId,
        id: SmppAccountId,
        change: SmppAccountChange,
    ) -> Result<(SmppAccount, Option<String>), Refusal> {
        let row = self
            .store
            .smpp_account_get(organization, id)
            .await?
            .ok_or(Refusal::NotFound)?;
        let before = told(&row);
        let (row, password) = self.changed(row, change).await?;
        let mut after = told(&row);
        after["passwordChanged"] = Value::Bool(password.is_some());
        let noted = self.noting("smpp_account.change", &row, (Some(before), Some(after)));
        match noted.smpp_account_update(row.clone()).await.map_err(taken)? {
            true => Ok((row, password)),
            false => Err(Refusal::NotFound),
        }
    }

    /// Removes one of the organization's accounts.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove(&self, organization: OrganizationId, id: SmppAccountId) -> Result<(), Refusal> {
        let found = self.store.smpp_account_get(organization, id).await?;
        let row = found.ok_or(Refusal::NotFound)?;
        let noted = self.noting("smpp_account.remove", &row, (Some(told(&row)), None));
        match noted.smpp_account_remove(organization, id).await? {
            true => Ok(()),
            false => Err(Refusal::NotFound),
        }
    }

    /// Whether `password` is the account's.
    pub async fn opens(&self, account: &SmppAccount, password: &str) -> bool {
        password::verify(password, Some(&account.password_hash)).await
    }

    /// The store, for one change of `row`.
    fn noting(&self, action: &'static str, row: &SmppAccount, change: (Option<Value>, Option<Value>)) -> Store {
        let entry = self.author.changes(Some(row.organization), action, row.id, change);
        self.store.noting(entry)
    }

    /// The row with the change applied and checked.
    async fn changed(
        &self,
        mut row: SmppAccount,
        change: SmppAccountChange,
    ) -> Result<(SmppAccount, Option<String>), Refusal> {
        let faults = faults(&change);
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        let mut shown = None;
        if change.new_password {
            let password = password::generate(&self.random);
            row.password_hash = password::hash(&password, &self.random).await.ok_or(Refusal::Internal)?;
            shown = Some(password);
        }
        row.system_id = change.system_id.unwrap_or(row.system_id);
        row.allowed_ips = change.allowed_ips.unwrap_or(row.allowed_ips);
        row.max_binds = change.max_binds.unwrap_or(row.max_binds);
        row.rate_per_second = change.rate_per_second.unwrap_or(row.rate_per_second);
        row.window = change.window.unwrap_or(row.window);
        row.senders = change.senders.unwrap_or(row.senders);
        row.class = change.class.unwrap_or(row.class);
        row.data_coding_0 = change.data_coding_0.unwrap_or(row.data_coding_0);
        row.data_coding_1 = change.data_coding_1.unwrap_or(row.data_coding_1);
        row.active = change.active.unwrap_or(row.active);
        row.updated_at = self.clock.now_ms();
        Ok((row, shown))
    }
}

/// What the log of changes says of an account: everything but its password.
fn told(row: &SmppAccount) -> Value {
    json!({
        "systemId": row.system_id,
        "allowedIps": row.allowed_ips,
        "maxBinds": row.max_binds,
        "ratePerSecond": row.rate_per_second,
        "window": row.window,
        "senders": row.senders.iter().map(|sender| mask_number(sender)).collect::<Vec<_>>(),
        "class": row.class,
        "dataCoding0": row.data_coding_0,
        "dataCoding1": row.data_coding_1,
        "active": row.active,
    })
}

/// A sender as the log may have it: a number masked, a name whole.
fn mask_number(sender: &str) -> String {
    if sender.starts_with('+') {
        mask(sender)
    } else {
        sender.to_owned()
    }
}

/// Whether `ip` may bind: it is on the list, or there is none. An address in IPv6's way of writing IPv4 is that one.
pub fn may_come_from(allowed: &[String], ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    allowed.is_empty()
        || allowed
            .iter()
            .filter_map(|text| network(text))
            .any(|network| network.contains(&ip))
}

fn network(text: &str) -> Option<IpNet> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .ok()
}

fn faults(change: &SmppAccountChange) -> Vec<Fault> {
    let mut faults = Vec::new();
    if change.system_id.as_ref().is_some_and(|id| !is_system_id(id)) {
        let fault = "is not 1 to 15 visible ASCII characters";
        faults.push(Fault::new(
            "systemId",
            fault,
            "give letters and digits, such as clinic1",
        ));
    }
    let numbers = [
        ("maxBinds", change.max_binds, MAX_BINDS),
        ("ratePerSecond", change.rate_per_second.flatten(), MAX_RATE),
        ("window", change.window, MAX_WINDOW),
    ];
    for (field, value, most) in numbers {
        if value.is_some_and(|value| !(1..=most).contains(&value)) {
            faults.push(Fault::new(field, "is out of bounds", format!("give 1 to {most}")));
        }
    }
    for (field, alphabet) in [
        ("dataCoding0", change.data_coding_0),
        ("dataCoding1", change.data_coding_1.flatten()),
    ] {
        if alphabet.is_some_and(|alphabet| !READ_AS.contains(&alphabet)) {
            let mend = "give gsm7, ascii or latin1";
            faults.push(Fault::new(field, "is not what peers mean by it", mend));
        }
    }
    faults.extend(list_faults(change));
    faults
}

/// What is wrong with the addresses and the senders.
fn list_faults(change: &SmppAccountChange) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ips = change.allowed_ips.as_deref().unwrap_or_default();
    let senders = change.senders.as_deref().unwrap_or_default();
    for (field, list) in [("allowedIps", ips), ("senders", senders)] {
        if list.len() > MAX_LIST {
            faults.push(Fault::new(
                field,
                format!("has {} entries", list.len()),
                format!("give at most {MAX_LIST}"),
            ));
        }
    }
    let bad = ips.iter().enumerate().filter(|(_, text)| network(text).is_none());
    faults.extend(bad.map(|(at, _)| {
        let mend = "give an address such as 192.0.2.7 or a network such as 192.0.2.0/24";
        Fault::new(format!("allowedIps[{at}]"), "is neither an address nor a network", mend)
    }));
    for (at, sender) in senders.iter().enumerate() {
        // Numbers are given in international form, so no region is needed.
        if let Err(fault) = Sender::parse(sender, "ZZ") {
            faults.push(fault.at(format!("senders[{at}]")));
        }
    }
    faults
}

fn is_system_id(text: &str) -> bool {
    (1..=MAX_SYSTEM_ID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Exists(_) => Refusal::of(Fault::new("systemId", "is taken", "give another one")),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_are_let_in() {
        let list = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        for (allowed, ip, admitted) in [
            (&[][..], "203.0.113.9", true),
            (&["203.0.113.9"], "203.0.113.9", true),
            (&["203.0.113.9"], "203.0.113.8", false),
            (&["203.0.113.0/24", "2001:db8::/32"], "203.0.113.8", true),
            (&["203.0.113.0/24", "2001:db8::/32"], "2001:db8::1", true),
            (&["203.0.113.0/24"], "::ffff:203.0.113.8", true),
            (&["203.0.113.0/24"], "2001:db8::1", false),
        ] {
            assert_eq!(
                may_come_from(&list(allowed), ip.parse().unwrap()),
                admitted,
                "{allowed:?} {ip}"
            );
        }
    }

    #[test]
    fn every_fault_of_an_account_is_named() {
        let change = SmppAccountChange {
            system_id: Some("sixteen-letters-".to_owned()),
            allowed_ips: Some(vec!["203.0.113.9".to_owned(), "203.0.113.0/33".to_owned()]),
            max_binds: Some(0),
            rate_per_second: Some(Some(0)),
            window: Some(10_001),
            senders: Some(vec!["CLINIC".to_owned(), "much too long a name".to_owned()]),
            data_coding_0: Some(Alphabet::Gsm7Packed),
            data_coding_1: Some(Some(Alphabet::Ucs2)),
            ..Default::default()
        };
        let fields: Vec<String> = faults(&change).into_iter().map(|fault| fault.field).collect();
        assert_eq!(
            fields,
            [
                "systemId",
                "maxBinds",
                "ratePerSecond",
                "window",
                "dataCoding0",
                "dataCoding1",
                "allowedIps[1]",
                "senders[1]"
            ]
        );
        for id in ["", "a b", "ünchen"] {
            assert!(!is_system_id(id), "{id}");
        }
    }
}
