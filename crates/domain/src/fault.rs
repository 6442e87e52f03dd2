//! One refusal of one value: which field, what is wrong with it, and how to mend it.
//!
//! Every refusal in Tuma, from HTTP to the command line, is made of these three parts.

use serde::{Deserialize, Serialize};

/// A refused value. Phone numbers inside `fault` are masked by whoever builds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field's path as the caller wrote it, such as `to` or `recipients[3].to`.
    pub field: String,
    /// What is wrong with the value.
    pub fault: String,
    /// What the caller can do about it.
    pub mend: String,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, fault: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            fault: fault.into(),
            mend: mend.into(),
        }
    }

    /// The same fault, of the field at `path` (for a value that was checked out of its place).
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.field = path.into();
        self
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} ({})", self.field, self.fault, self.mend)
    }
}
