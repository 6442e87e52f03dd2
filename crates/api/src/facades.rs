//! The paths of systems that Tuma replaces: each translates, makes the same calls as Tuma's own API, and holds no rule.

pub(crate) mod webapp;
