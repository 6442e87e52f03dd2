//! Laws that hold for the crate as a whole.

use std::fs;
use std::path::Path;

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_method_of_the_store_appears_in_the_conformance_suite() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut all, mut tests) = (Vec::new(), Vec::new());
    sources(&root, &mut all);
    sources(&root.join("tests"), &mut tests);
    let tests = tests.concat();
    let methods: Vec<&str> = all
        .iter()
        .flat_map(|source| source.lines())
        .filter_map(|line| line.strip_prefix("    pub async fn "))
        .filter_map(|rest| rest.split(['(', '<']).next())
        .collect();
    assert!(methods.len() > 40, "the methods were not found");
    let missing: Vec<&str> = methods
        .into_iter()
        .filter(|name| !tests.contains(&format!(".{name}(")) && !tests.contains(&format!("::{name}(")))
        .collect();
    assert!(missing.is_empty(), "not in the conformance suite: {missing:?}");
}
