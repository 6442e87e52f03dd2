//! Whose part of an organization a message belongs to, and who may see it. A unit that a call names is looked up once;
//! it is remembered, so that a busy one costs no read.

use std::collections::HashSet;

use domain::{Fault, OrganizationId, UnitId};
use parking_lot::RwLock;
use store::MessageFilter;
use tenancy::Caller;

use crate::Engine;
use crate::request::Refusal;

/// Units that are remembered; past it everything is forgotten and looked up anew.
const REMEMBERED: usize = 65_536;

/// Units that were found lately.
#[derive(Default)]
pub struct Units(RwLock<HashSet<(OrganizationId, UnitId)>>);

impl Units {
    fn has(&self, entry: (OrganizationId, UnitId)) -> bool {
        self.0.read().contains(&entry)
    }

    fn remember(&self, entry: (OrganizationId, UnitId)) {
        let mut known = self.0.write();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(entry);
    }
}

impl Engine {
    /// The unit that a call's messages belong to: the one it names, else the one that its caller is limited to.
    ///
    /// # Errors
    /// `Invalid` where the organization has no such unit, or the caller is limited to another.
    pub(crate) async fn unit_of(&self, caller: &Caller, asked: Option<UnitId>) -> Result<Option<UnitId>, Refusal> {
        let Some(asked) = asked else {
            return Ok(caller.units.as_ref().and_then(|own| own.first().copied()));
        };
        let entry = (caller.organization.id, asked);
        let known = caller.sees(Some(asked)) && (self.units.has(entry) || self.look_up(entry).await?);
        if known {
            return Ok(Some(asked));
        }
        let mend = "give an id that GET /api/units lists, or leave it out";
        Err(Refusal::of(Fault::new(
            "unit",
            "is no unit that you can send for",
            mend,
        )))
    }

    async fn look_up(&self, entry: (OrganizationId, UnitId)) -> Result<bool, Refusal> {
        let found = self.store.unit_get(entry.0, entry.1).await?.is_some();
        if found {
            self.units.remember(entry);
        }
        Ok(found)
    }

    /// A unit and all that is below it, as far as the caller sees it: what a list by unit shows.
    ///
    /// # Errors
    /// `Invalid` where it sees no such unit.
    pub async fn units_below(&self, caller: &Caller, unit: UnitId) -> Result<Vec<UnitId>, Refusal> {
        let below = self.store.unit_below(caller.organization.id, unit).await?;
        if below.is_empty() || !caller.sees(Some(unit)) {
            let mend = "give an id that GET /api/units lists";
            return Err(Refusal::of(Fault::new("unit", "is no unit that you can see", mend)));
        }
        Ok(below)
    }
}

/// The filter with what the caller may see at most.
pub(crate) fn bounded(mut filter: MessageFilter, caller: &Caller) -> MessageFilter {
    if let Some(own) = &caller.units {
        filter.units = Some(match filter.units {
            Some(asked) => asked.into_iter().filter(|unit| own.contains(unit)).collect(),
            None => own.to_vec(),
        });
    }
    filter
}
