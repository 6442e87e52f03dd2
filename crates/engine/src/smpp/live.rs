//! The accounts as the engine knows them: who may be told of what comes in, and who is bound here.
//!
//! An account that is bound keeps the row it was admitted with. When the row changes or goes, its binds are unbound;
//! who binds again is admitted by the new one.

use std::collections::HashMap;
use std::sync::Arc;

use ::smpp::coding::Reading;
use ::smpp::session::Control;
use domain::{OrganizationId, Scopes};
use parking_lot::{Mutex, RwLock};
use store::{Organization, SmppAccount};
use tenancy::{Actor, Caller};
use tokio::time::Instant;

use crate::numbers::plain;
use crate::rate::RateGate;

/// The accounts of all organizations, as last read, and those that are bound.
#[derive(Default)]
pub struct Accounts {
    rows: RwLock<Arc<Vec<SmppAccount>>>,
    live: Mutex<HashMap<i64, Arc<Live>>>,
}

/// An account that is bound, or was a moment ago.
pub(super) struct Live {
    /// As it was admitted.
    pub account: SmppAccount,
    since: Instant,
    organization: RwLock<Arc<Organization>>,
    rate: Mutex<RateGate>,
    binds: Mutex<Binds>,
}

#[derive(Default)]
struct Binds {
    /// Admitted ones, whether or not their sessions have begun.
    count: u32,
    next: u64,
    controls: HashMap<u64, Control>,
    closed: bool,
}

/// The right to one bind, given back when it is dropped.
pub(super) struct Seat {
    pub live: Arc<Live>,
    number: u64,
}

impl Accounts {
    /// Takes over the rows as they were `read_at`; unbinds accounts that changed. One that was admitted after the rows
    /// were read may be newer than they are and is left for the next time.
    pub fn replace(&self, rows: Vec<SmppAccount>, read_at: Instant) {
        let rows = Arc::new(rows);
        *self.rows.write() = rows.clone();
        let mut live = self.live.lock();
        live.retain(|_, one| {
            let stays = one.since >= read_at || rows.iter().any(|row| *row == one.account);
            if !stays {
                one.close();
            }
            stays && !one.is_idle()
        });
    }

    /// The accounts of `organization` that get what phones write to `address`: those that may send from it.
    pub fn receivers(&self, organization: OrganizationId, address: &str) -> Vec<i64> {
        let address = plain(address);
        let rows = self.rows.read();
        let own = rows
            .iter()
            .filter(|account| account.active && account.organization == organization);
        own.filter(|account| account.senders.is_empty() || account.senders.iter().any(|one| plain(one) == address))
            .map(|account| account.id.get())
            .collect()
    }

    /// The account with this id.
    pub(super) fn find(&self, id: i64) -> Option<SmppAccount> {
        self.rows.read().iter().find(|account| account.id.get() == id).cloned()
    }

    /// How many binds of an account are open here.
    pub(super) fn binds(&self, id: i64) -> u32 {
        self.live.lock().get(&id).map_or(0, |live| live.binds.lock().count)
    }

    /// Those that are bound here, to be looked after.
    pub(super) fn bound(&self) -> Vec<Arc<Live>> {
        self.live.lock().values().cloned().collect()
    }

    /// Admits one more bind of `account`, unless it has all it may have.
    pub(super) fn admit(&self, account: SmppAccount, organization: Organization) -> Option<Seat> {
        let mut all = self.live.lock();
        let id = account.id.get();
        if let Some(old) = all.get(&id)
            && old.account != account
        {
            // The row changed a moment ago, before it was read again.
            old.close();
            all.remove(&id);
        }
        let live = all
            .entry(id)
            .or_insert_with(|| Arc::new(Live::of(account, organization)));
        let number = live.take_seat()?;
        let live = live.clone();
        Some(Seat { live, number })
    }
}

impl Live {
    /// The account, not bound.
    pub fn of(account: SmppAccount, organization: Organization) -> Self {
        Self {
            rate: Mutex::new(RateGate::by_the_second(account.rate_per_second)),
            organization: RwLock::new(Arc::new(organization)),
            binds: Mutex::default(),
            since: Instant::now(),
            account,
        }
    }

    fn take_seat(&self) -> Option<u64> {
        let mut binds = self.binds.lock();
        if binds.closed || binds.count >= self.account.max_binds {
            return None;
        }
        binds.count += 1;
        binds.next += 1;
        Some(binds.next)
    }

    fn is_idle(&self) -> bool {
        self.binds.lock().count == 0
    }

    /// Unbinds all of its binds, and those that are just beginning.
    fn close(&self) {
        let mut binds = self.binds.lock();
        binds.closed = true;
        binds.controls.values().for_each(Control::unbind);
    }

    /// Who its messages are sent for.
    pub fn caller(&self) -> Caller {
        Caller {
            organization: self.organization.read().clone(),
            actor: Actor::System,
            permissions: Scopes::MESSAGING.permissions(),
            // An account's rate is its own, and what it may send in a day its organization's.
            terms: Arc::default(),
            origin: None,
        }
    }

    /// How it means data_coding.
    pub fn reading(&self) -> Reading {
        Reading {
            zero: self.account.data_coding_0,
            one: self.account.data_coding_1,
        }
    }

    /// Takes over its organization as it is now.
    pub fn set_organization(&self, organization: Organization) {
        *self.organization.write() = Arc::new(organization);
    }

    /// How many of so many messages may come now.
    pub fn may_send(&self, wanted: usize) -> usize {
        match self.account.rate_per_second {
            None => wanted,
            Some(_) => self.rate.lock().take(wanted, Instant::now()),
        }
    }
}

impl Seat {
    /// The session that has begun, so that it can be ended.
    pub fn began(&self, control: Control) {
        let mut binds = self.live.binds.lock();
        if binds.closed {
            control.unbind();
        }
        binds.controls.insert(self.number, control);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut binds = self.live.binds.lock();
        binds.count -= 1;
        binds.controls.remove(&self.number);
    }
}
