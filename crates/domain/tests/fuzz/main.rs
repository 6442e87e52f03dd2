//! Fuzz targets for everything in `domain` that parses, as ordinary tests on stable Rust.
//!
//! Each target first replays every file of `crates/domain/fuzz/corpus/<target>/`, then runs mutations of them under a
//! random seed. A failure prints the seed and the input; the input belongs into the corpus with the mend.
//!
//! - Replay a seed: `TUMA_SEED=123 cargo nextest run -p domain --test fuzz phone`
//! - Run longer (runs a target, 2,000 by default):
//!   `TUMA_FUZZ_RUNS=5000000 cargo nextest run --release -p domain --test fuzz`

mod harness;
mod targets;

use harness::fuzz;

#[test]
fn phone_numbers() {
    fuzz("phone", targets::phone);
}

#[test]
fn senders() {
    fuzz("sender", targets::sender);
}

#[test]
fn gsm7_octets() {
    fuzz("gsm7", targets::gsm7);
}

#[test]
fn segments() {
    fuzz("segment", targets::segment);
}

#[test]
fn templates() {
    fuzz("template", targets::template);
}

#[test]
fn bodies() {
    fuzz("body", targets::body);
}

#[test]
fn ids() {
    fuzz("id", targets::id);
}

#[test]
fn money() {
    fuzz("money", targets::money);
}

#[test]
fn every_corpus_has_a_target() {
    let targets = ["body", "gsm7", "id", "money", "phone", "segment", "sender", "template"];
    assert_eq!(harness::corpora(), targets);
}
