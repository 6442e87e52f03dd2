//! Statements: what a balance was, what moved it and what it is, of whole days in UTC.
//!
//! Made of the ledger's sums by day and of the acts of people and payment providers, one by one; no entry of a message
//! is read, so that a year of a busy organization costs what a quiet one's does.

mod csv;
#[cfg(test)]
mod tests;

use domain::id::floor_at;
use domain::{EntryKind, LedgerEntryId, Millis, Movement, OrganizationId};
use store::{Balance, LedgerDay, LedgerEntry, LedgerFilter, Organization};

use crate::{Tenancy, TenancyError};

/// The longest period, days.
pub const MAX_STATEMENT_DAYS: i64 = 400;
/// The most acts that a statement lists one by one.
const MAX_ACTS: usize = 10_000;
/// Acts read at a time.
const PAGE: usize = 1_000;
const DAY_MS: Millis = 86_400_000;

/// A statement.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Whose.
    pub organization: Organization,
    /// How it pays now.
    pub balance: Balance,
    /// Its first day, days since 1970.
    pub from: i64,
    /// The day after its last.
    pub until: i64,
    /// What the accounts held when it began.
    pub opening: Movement,
    /// What they held when it ended.
    pub closing: Movement,
    /// What moved them, oldest first.
    pub lines: Vec<StatementLine>,
    /// When it was made.
    pub made_at: Millis,
}

/// One line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementLine {
    /// All that messages moved on a day, by kind.
    Day(LedgerDay),
    /// The act of a person or a payment provider.
    Act(LedgerEntry),
}

impl StatementLine {
    /// When it was: a day's beginning, or the act's own time.
    pub fn at(&self) -> Millis {
        match self {
            Self::Day(day) => day.day * DAY_MS,
            Self::Act(entry) => entry.at,
        }
    }

    /// What it says.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Day(day) => day.kind,
            Self::Act(entry) => entry.kind,
        }
    }

    /// What it moves.
    pub fn movement(&self) -> Movement {
        match self {
            Self::Day(day) => day.movement,
            Self::Act(entry) => entry.movement,
        }
    }

    /// Messages and segments that it is about.
    pub fn counts(&self) -> (i64, i64) {
        match self {
            Self::Day(day) => (day.messages, day.segments),
            Self::Act(_) => (0, 0),
        }
    }

    /// Why, and by whom, as far as it is known.
    pub fn remark(&self) -> String {
        let Self::Act(entry) = self else {
            return String::new();
        };
        let parts = [
            entry.note.clone(),
            entry.actor.as_ref().map(|actor| format!("by {actor}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Statement {
    /// The sums by kind, of what is not empty.
    pub fn totals(&self) -> Vec<(EntryKind, (i64, i64), Movement)> {
        let of_kind = |kind: &EntryKind| {
            let lines = self.lines.iter().filter(|line| line.kind() == *kind);
            let (mut counts, mut sum, mut any) = ((0, 0), Movement::default(), false);
            for line in lines {
                let (messages, segments) = line.counts();
                counts = (counts.0 + messages, counts.1 + segments);
                sum = sum.plus(line.movement());
                any = true;
            }
            any.then_some((*kind, counts, sum))
        };
        EntryKind::ALL.iter().filter_map(of_kind).collect()
    }

    /// As CSV, for spreadsheets: no cell of it is a formula.
    pub fn to_csv(&self) -> Result<Vec<u8>, TenancyError> {
        csv::write(self).map_err(|error| {
            tracing::error!(%error, "a statement could not be written");
            TenancyError::Internal
        })
    }

    /// What its file is called, without an ending.
    pub fn file_name(&self) -> String {
        let days = (day_text(self.from), day_text(self.until - 1));
        format!("statement-{}-{}-{}", self.organization.slug, days.0, days.1)
    }
}

/// A day as people write it, such as 2026-03-01.
pub fn day_text(day: i64) -> String {
    let time = jiff::Timestamp::from_millisecond(day.saturating_mul(DAY_MS));
    time.map(|time| time.strftime("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

impl Tenancy {
    /// The statement of an organization for the days `[from, until)` since 1970.
    pub async fn statement(
        &self,
        organization: OrganizationId,
        (from, until): (i64, i64),
    ) -> Result<Statement, TenancyError> {
        if !(1..=MAX_STATEMENT_DAYS).contains(&(until - from)) {
            let fault = format!("and `to` span no period of 1 to {MAX_STATEMENT_DAYS} days");
            return Err(TenancyError::fault("from", fault, "give a first and a last day"));
        }
        let organization = self.organization(organization).await?;
        let store = &self.inner.store;
        let Some(balance) = store.balance_get(organization.id).await? else {
            return Err(TenancyError::NotFound("balance"));
        };
        let opening = store.ledger_before(organization.id, from).await?;
        let days = store.ledger_days(organization.id, from, until).await?;
        let acts = self.acts(organization.id, (from, until)).await?;
        let closing = days.iter().fold(opening, |sum, day| sum.plus(day.movement));
        let acts_of_days = acts.is_none();
        let mut lines: Vec<StatementLine> = days
            .into_iter()
            .filter(|day| acts_of_days || !day.kind.is_explicit())
            .map(StatementLine::Day)
            .chain(acts.into_iter().flatten().map(StatementLine::Act))
            .collect();
        lines.sort_by_key(|line| (line.at().div_euclid(DAY_MS), line.kind(), line.at()));
        Ok(Statement {
            organization,
            balance,
            from,
            until,
            opening,
            closing,
            lines,
            made_at: self.inner.clock.now_ms(),
        })
    }

    /// The acts of people and payment providers, oldest first; `None` where they are too many to list.
    async fn acts(
        &self,
        organization: OrganizationId,
        (from, until): (i64, i64),
    ) -> Result<Option<Vec<LedgerEntry>>, TenancyError> {
        let filter = LedgerFilter {
            explicit: true,
            from: Some(from * DAY_MS),
            until: Some(until * DAY_MS),
            ..LedgerFilter::default()
        };
        let mut acts: Vec<LedgerEntry> = Vec::new();
        let mut before = Some(LedgerEntryId::new(floor_at(until * DAY_MS)));
        loop {
            let page = self.inner.store.ledger_list(organization, filter, before, PAGE).await?;
            before = page.last().map(|entry| entry.id);
            let last = page.len() < PAGE;
            acts.extend(page);
            if last {
                acts.reverse();
                return Ok(Some(acts));
            }
            if acts.len() >= MAX_ACTS {
                return Ok(None);
            }
        }
    }
}
