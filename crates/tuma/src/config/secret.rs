//! A text that must not be shown: it prints and serializes masked, whoever prints it.

use serde::{Deserialize, Serialize, Serializer};

/// What stands in a secret's place.
const MASK: &str = "***";

/// A secret text, or a URL with a secret in it.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` from being shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that uses it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What may be shown: of a URL everything but the password and the query, of anything else nothing.
    pub fn masked(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return MASK.to_owned();
        };
        let (address, query) = rest
            .split_once('?')
            .map_or((rest, ""), |(address, _)| (address, "?***"));
        let shown = match address.rsplit_once('@') {
            Some((login, host)) => match login.split_once(':') {
                Some((user, _)) => format!("{user}:{MASK}@{host}"),
                None => format!("{login}@{host}"),
            },
            None => address.to_owned(),
        };
        format!("{scheme}://{shown}{query}")
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.masked())
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked_in_every_form() {
        let table = [
            ("", ""),
            ("hunter2", "***"),
            (
                "postgres://tuma:hunter2@db.example:5432/tuma",
                "postgres://tuma:***@db.example:5432/tuma",
            ),
            (
                "postgres://tuma:hunt@er2@db.example/tuma",
                "postgres://tuma:***@db.example/tuma",
            ),
            ("postgres://tuma@db.example/tuma", "postgres://tuma@db.example/tuma"),
            (
                "postgres://db.example/tuma?user=a&password=hunter2",
                "postgres://db.example/tuma?***",
            ),
            ("sqlite:///var/lib/tuma/tuma.db", "sqlite:///var/lib/tuma/tuma.db"),
        ];
        for (text, shown) in table {
            let secret = Secret::new(text);
            assert_eq!(secret.masked(), shown);
            assert_eq!(format!("{secret:?}"), shown);
            assert_eq!(serde_json::to_value(&secret).expect("a text"), shown);
        }
    }
}
