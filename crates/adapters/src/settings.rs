//! Reads a provider's settings so that every fault is found at once and none shows a value: a settings object holds
//! credentials, and a person who misplaced one must not find it in an error.

use domain::Fault;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads `config` into `T`, whose fields all have defaults; what cannot be read is left at its default and named in the
/// faults, with the field's path.
pub(crate) fn read<T: DeserializeOwned + Default>(config: &Value) -> (T, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut rest = config.clone();
    let Some(keys) = rest.as_object().map(serde_json::Map::len) else {
        let fault = Fault::new(
            "settings",
            "is not an object",
            "give the settings as {\"name\": value, …}",
        );
        return (T::default(), vec![fault]);
    };
    // Each round takes one faulty key out, so there are at most as many rounds as keys and one.
    for _ in 0..=keys {
        match serde_path_to_error::deserialize::<_, T>(&rest) {
            Ok(settings) => return (settings, faults),
            Err(error) => {
                let path = error.path().to_string();
                let top = path.split(['.', '[']).next().unwrap_or_default().to_owned();
                faults.push(fault_of(&path, &error.into_inner().to_string()));
                let known = rest.as_object_mut().and_then(|object| object.remove(&top));
                if known.is_none() {
                    break;
                }
            }
        }
    }
    (T::default(), faults)
}

/// Notes that `field` is missing when `value` is empty.
pub(crate) fn require(field: &str, value: &str, mend: &str, faults: &mut Vec<Fault>) {
    if value.trim().is_empty() {
        faults.push(Fault::new(field, "is missing", mend));
    }
}

/// Notes that `field` is outside of `range`.
pub(crate) fn within(field: &str, value: u32, range: std::ops::RangeInclusive<u32>, faults: &mut Vec<Fault>) {
    if !range.contains(&value) {
        let mend = format!("give a whole number from {} to {}", range.start(), range.end());
        faults.push(Fault::new(field, format!("is {value}"), mend));
    }
}

/// Only what was expected is taken from serde's words: what was found may be a credential in the wrong place.
fn fault_of(path: &str, words: &str) -> Fault {
    let expected = words.rsplit_once("expected ").map(|(_, expected)| expected);
    let list = expected
        .and_then(|text| text.strip_prefix("one of "))
        .or(expected)
        .unwrap_or("something else");
    if words.starts_with("unknown field") {
        return Fault::new(path, "is not a setting", format!("the settings here are {list}"));
    }
    if words.starts_with("unknown variant") {
        return Fault::new(path, "is not one of the choices", format!("give one of {list}"));
    }
    Fault::new(path, "has the wrong form", format!("give {list}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(serde::Deserialize, Default, PartialEq, Debug)]
    #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
    struct Some {
        api_key: String,
        chunk: Option<u16>,
        words: Vec<String>,
        nested: Nested,
    }

    #[derive(serde::Deserialize, Default, PartialEq, Debug)]
    #[serde(deny_unknown_fields, default)]
    struct Nested {
        header: String,
    }

    #[test]
    fn every_fault_is_found_and_none_shows_a_value() {
        let config = json!({
            "apiKey": "fine", "chunk": "s3cr3t", "words": ["a", 7], "apikey": "s3cr3t", "nested": {"haeder": "s3cr3t"},
        });
        let (read, faults) = read::<Some>(&config);
        assert_eq!(read.api_key, "fine");
        let mut fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["apikey", "chunk", "nested.haeder", "words[1]"]);
        let all = format!("{faults:?}");
        assert!(!all.contains("s3cr3t"), "{all}");
        assert!(
            all.contains("`apiKey`") && all.contains("give u16") && all.contains("give a string"),
            "{all}"
        );
    }

    #[test]
    fn what_is_no_object_is_one_fault() {
        for config in [json!(null), json!([]), json!("x")] {
            assert_eq!(read::<Some>(&config).1.len(), 1);
        }
        assert_eq!(read::<Some>(&json!({})), (Some::default(), vec![]));
    }
}
