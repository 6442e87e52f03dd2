//! Units: the parts of an organization.

use domain::{Millis, OrganizationId, UnitId, UserId};

/// A part of an organization: a campus, a branch, a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Whose.
    pub organization: OrganizationId,
    /// The unit that it is a part of; `None` at the top.
    pub parent: Option<UnitId>,
    /// What it is, in the organization's word.
    pub kind: String,
    /// Its name, unique beside its siblings.
    pub name: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
}

/// What came of a change to an organization's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitChange {
    /// It was done.
    Done,
    /// There is no such unit.
    Missing,
    /// There is no such unit to be a part of.
    NoParent,
    /// It would be a part of itself.
    Loop,
    /// The tree would be deeper than this.
    TooDeep(usize),
    /// It has parts, or members who are limited to it.
    Used,
}

/// Who is limited to which unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMember {
    /// The unit.
    pub unit: UnitId,
    /// Who.
    pub user: UserId,
    /// How it is called.
    pub name: String,
}
