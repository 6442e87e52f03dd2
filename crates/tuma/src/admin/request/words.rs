//! Parts of requests that several of them have: a value that may be left alone, and what is said of a route.

use domain::Class;
use domain::route::RouteOrder;
use serde::{Deserialize, Serialize};

/// What is to become of a value that need not be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting<T> {
    /// It stays.
    #[default]
    Same,
    /// It goes: what is usual holds.
    Usual,
    /// It is this.
    Of(T),
}

impl<T> Setting<T> {
    /// As changes are written.
    pub fn change(self) -> Option<Option<T>> {
        match self {
            Self::Same => None,
            Self::Usual => Some(None),
            Self::Of(value) => Some(Some(value)),
        }
    }
}

/// What a person says of a route; what is left out stays, or is as usual.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct RouteWords {
    /// Its name.
    pub name: Option<String>,
    /// Lower is asked first.
    pub rank: Option<i64>,
    /// Whether it is asked at all.
    pub active: Option<bool>,
    /// The number begins with one of these.
    pub prefixes: Option<Vec<String>>,
    /// The number's country is one of these.
    pub countries: Option<Vec<String>>,
    /// The message asks for one of these senders.
    pub senders: Option<Vec<String>>,
    /// The message has one of these categories.
    pub categories: Option<Vec<String>>,
    /// The message has one of these classes.
    pub classes: Option<Vec<Class>>,
    /// Where it goes: providers by name or id, each with its weight.
    pub providers: Option<Vec<(String, u32)>>,
    /// How they are put in order.
    pub order: Option<RouteOrder>,
    /// Whether one number always gets the same provider first.
    pub sticky: Option<bool>,
}
