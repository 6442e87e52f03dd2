//! Which sender IDs may be sent from, where only approved ones may: a look into a snapshot, since every message with a
//! sender asks. Read again with the providers, so that a decision holds on every node within a poll.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{Fault, OrganizationId, ProviderId};
use parking_lot::RwLock;
use store::{Organization, SenderRow};

use crate::request::Refusal;
use crate::route::Router;

/// Names of approved sender IDs that a refusal gives.
const NAMED: usize = 3;

/// The approved sender IDs of all organizations, as last read.
#[derive(Default)]
pub struct Senders {
    /// Whether the whole installation sends from approved ones only.
    only: bool,
    approved: RwLock<Arc<HashMap<OrganizationId, Vec<Arc<Approved>>>>>,
}

/// One of them, and where it may be used.
#[derive(Debug, PartialEq, Eq)]
pub struct Approved {
    /// The sender, as a carrier takes it.
    sender: String,
    /// Countries of the numbers that it may be shown to; all if empty.
    countries: Vec<String>,
    /// Providers that it is registered with; all if empty.
    pub providers: Vec<ProviderId>,
}

impl Approved {
    /// Refuses a number of a country that it was not approved for.
    pub fn check_country(&self, country: [u8; 2]) -> Result<(), Fault> {
        let fits = |one: &String| one.as_bytes() == country;
        if self.countries.is_empty() || self.countries.iter().any(fits) {
            return Ok(());
        }
        let country = String::from_utf8_lossy(&country).into_owned();
        Err(Fault::new(
            "to",
            format!(
                "is in {country}, and the sender is approved for {}",
                self.countries.join(", ")
            ),
            "leave the sender out, or ask for one that is approved there: POST /api/sms/senders",
        ))
    }
}

impl Senders {
    /// None yet; with `only`, nobody sends from any other.
    pub fn new(only: bool) -> Self {
        Self {
            only,
            approved: RwLock::default(),
        }
    }

    /// Takes over the rows as they are now.
    pub fn replace(&self, rows: Vec<SenderRow>) {
        let mut all: HashMap<OrganizationId, Vec<Arc<Approved>>> = HashMap::new();
        for row in rows {
            all.entry(row.organization).or_default().push(Arc::new(Approved {
                sender: row.sender,
                countries: row.countries,
                providers: row.providers,
            }));
        }
        *self.approved.write() = Arc::new(all);
    }

    /// Where `sender` may be used; `None` where that is not asked: the organization may send from any, or the provider's
    /// own is taken.
    ///
    /// # Errors
    /// The sender was not approved.
    pub fn reach(&self, organization: &Organization, sender: Option<&str>) -> Result<Option<Arc<Approved>>, Fault> {
        let asks = self.only || organization.approved_senders_only;
        let Some(sender) = sender.filter(|_| asks) else {
            return Ok(None);
        };
        let all = self.approved.read();
        let own = all.get(&organization.id).map_or(&[][..], Vec::as_slice);
        match own.iter().find(|one| one.sender == sender) {
            Some(found) => Ok(Some(Arc::clone(found))),
            None => Err(not_approved(own)),
        }
    }
}

/// The router over the providers that the sender is registered with.
pub fn among(router: Router, reach: Option<&Approved>) -> Result<Router, Refusal> {
    match reach {
        Some(reach) => router.among(&reach.providers).map_err(Refusal::of),
        None => Ok(router),
    }
}

fn not_approved(own: &[Arc<Approved>]) -> Fault {
    // Numbers are not repeated in answers.
    let names = own.iter().map(|one| one.sender.as_str());
    let names: Vec<&str> = names.filter(|name| !name.starts_with('+')).take(NAMED).collect();
    let mend = match names.is_empty() {
        true => "leave it out, or ask for it: POST /api/sms/senders".to_owned(),
        false => format!(
            "give one that is approved, such as {}; leave it out; or ask for it: POST /api/sms/senders",
            names.join(", ")
        ),
    };
    Fault::new("from", "is not approved for this organization", mend)
}
