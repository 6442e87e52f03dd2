//! Query strings in: every parameter is taken by name; what is unknown, repeated or unreadable is named.
//!
//! Faults are collected, so that one answer names them all.

use axum::extract::Query;
use axum::http::Uri;
use domain::Fault;

use crate::closest::closest;
use crate::error::ApiError;

/// The parameters of one request that were not taken yet, and the faults found so far.
pub(crate) struct Params {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl Params {
    /// The query of `uri`. An empty value counts as absent.
    pub(crate) fn of(uri: &Uri) -> Result<Self, ApiError> {
        let Query(mut pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|_| ApiError::fault("query", "cannot be read", "percent-encode the values as UTF-8"))?;
        pairs.retain(|(_, value)| !value.is_empty());
        Ok(Self {
            pairs,
            known: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// The value of `name` as `read` understands it; `expected` says what it should have been.
    pub(crate) fn take<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name)?;
        let value = read(&text);
        if value.is_none() {
            self.fault(Fault::new(
                name,
                format!("is not {expected}"),
                format!("give {expected}"),
            ));
        }
        value
    }

    /// The text of `name`.
    pub(crate) fn text(&mut self, name: &'static str) -> Option<String> {
        self.known.push(name);
        let place = self.pairs.iter().position(|(key, _)| key == name)?;
        let (_, text) = self.pairs.swap_remove(place);
        if self.pairs.iter().any(|(key, _)| key == name) {
            self.pairs.retain(|(key, _)| key != name);
            self.fault(Fault::new(name, "comes twice", "send it once"));
        }
        Some(text)
    }

    /// Notes a fault found by the caller.
    pub(crate) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Refuses what nobody took, with all faults found.
    pub(crate) fn finish(mut self) -> Result<(), ApiError> {
        for (name, _) in std::mem::take(&mut self.pairs) {
            let mend = match closest(&name, self.known.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("remove it; known here: {}", self.known.join(", ")),
            };
            let shown: String = name.chars().take(64).collect();
            self.faults.push(Fault::new(shown, "is not a known parameter", mend));
        }
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(ApiError::invalid(self.faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: &str) -> Params {
        Params::of(&format!("/x?{query}").parse().expect("a uri")).expect("a query")
    }

    fn faults(params: Params) -> Vec<Fault> {
        params.finish().err().map(|error| error.0.details).unwrap_or_default()
    }

    #[test]
    fn what_nobody_takes_is_refused_with_the_nearest_name() {
        let mut params = params("limit=5&campaignId=15&Status=SENT");
        assert_eq!(params.take("limit", "a number", |t| t.parse().ok()), Some(5));
        assert_eq!(params.text("status"), None);
        let found = faults(params);
        let names: Vec<_> = found.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names.len(), 2);
        assert!(
            found
                .iter()
                .any(|f| f.field == "Status" && f.mend == "did you mean status?"),
            "{found:?}"
        );
    }

    #[test]
    fn a_repeated_or_unreadable_value_is_a_fault() {
        let mut repeated = params("limit=5&limit=6");
        assert!(repeated.text("limit").is_some());
        assert_eq!(faults(repeated)[0].fault, "comes twice");
        let mut unreadable = params("limit=five");
        assert_eq!(unreadable.take("limit", "a number", |t| t.parse::<u8>().ok()), None);
        assert_eq!(faults(unreadable)[0].fault, "is not a number");
    }

    #[test]
    fn an_empty_value_counts_as_absent() {
        let mut empty = params("limit=");
        assert_eq!(empty.text("limit"), None);
        assert!(faults(empty).is_empty());
    }
}
