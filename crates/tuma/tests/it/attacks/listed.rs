//! The table of attacks in `docs/security.md` names tests: each of them is there.

use std::path::Path;

#[test]
fn every_test_that_the_table_of_attacks_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/security.md")).expect("the page");
    let mut sources = String::new();
    for entry in walkdir(&root.join("crates")) {
        sources.push_str(&std::fs::read_to_string(entry).expect("a source file"));
    }
    let table = page.split("## Attacks").nth(1).expect("the table of attacks");
    let named: Vec<&str> = table
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.len() > 20 && word.contains('_') && !word.contains(['/', ':', '.', ' ']))
        .collect();
    assert!(named.len() >= 30, "only {} tests are named", named.len());
    for name in named {
        assert!(
            sources.contains(&format!("fn {name}(")),
            "docs/security.md names {name}, which is no test"
        );
    }
}

/// Every Rust file below `folder`.
fn walkdir(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.extension() {
            Some(kind) if kind == "rs" => found.push(path),
            None if path.is_dir() => found.extend(walkdir(&path)),
            _ => {}
        }
    }
    found
}
