//! The team: who belongs to the organization, and who is invited to it.

pub(crate) mod invitations;
pub(crate) mod members;
