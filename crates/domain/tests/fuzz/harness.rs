//! Replays a corpus and mutates it. Everything follows from the corpus, the target's name and the seed.
//!
//! Not coverage-guided: that needs nightly Rust. Tokens and splicing reach the parsers' branches well enough, and the
//! corpus keeps what was once found.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

const DEFAULT_RUNS: u64 = 2_000;
const MAX_INPUT: usize = 4_096;
/// What parsers look for, and what confuses them.
const TOKENS: [&[u8]; 32] = [
    b"{{",
    b"}}",
    b"\\{{",
    b"|",
    b"{{name}}",
    b"+",
    b"+254712345678",
    b"0300",
    b"00",
    b"(0)",
    b"ext. 1",
    b";ext=",
    b"tel:",
    b"E+11",
    b".0",
    b",",
    b";",
    b"/",
    b"\n",
    b"\t",
    b"\0",
    b"\x1b",
    b"\x80",
    b"\xff",
    "€".as_bytes(),
    "é".as_bytes(),
    "ж".as_bytes(),
    "😀".as_bytes(),
    "“’…".as_bytes(),
    "\u{200D}\u{202A}".as_bytes(),
    "٣٤٥".as_bytes(),
    b"9223372036854775807",
];

/// Checks `target` on its corpus and on mutations of it; a panic in it is a failure.
pub fn fuzz(name: &str, target: fn(&[u8])) {
    let corpus = corpus(name);
    assert!(!corpus.is_empty(), "no corpus for {name}");
    for (file, input) in &corpus {
        check(target, input, || format!("file {file}"));
    }
    let seed = number_from("TUMA_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish());
    let mut random = Random(seed);
    for run in 0..number_from("TUMA_FUZZ_RUNS").unwrap_or(DEFAULT_RUNS) {
        let input = random.mutation(&corpus);
        check(target, &input, || format!("run {run} with TUMA_SEED={seed}"));
    }
}

/// The names of all corpora, in order.
pub fn corpora() -> Vec<String> {
    let directory = std::fs::read_dir(directory()).expect("the corpus is stored beside the crate");
    let entries = directory.map(|entry| entry.expect("a readable directory"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders
        .map(|folder| folder.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")
}

/// The files of one corpus in the order of their names, so that a seed means the same everywhere.
fn corpus(name: &str) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(directory().join(name)).expect("a corpus folder");
    let read = |path: PathBuf| {
        let name = path
            .file_name()
            .expect("a file of a folder")
            .to_string_lossy()
            .into_owned();
        (name, std::fs::read(&path).expect("a readable file"))
    };
    let mut inputs: Vec<_> = files
        .map(|file| read(file.expect("a readable folder").path()))
        .collect();
    inputs.sort();
    inputs
}

fn check(target: fn(&[u8]), input: &[u8], origin: impl FnOnce() -> String) {
    if catch_unwind(AssertUnwindSafe(|| target(input))).is_err() {
        panic!("{} failed on b\"{}\"", origin(), input.escape_ascii());
    }
}

fn number_from(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is a whole number, not {text:?}")),
    )
}

/// SplitMix64: small, good enough to choose bytes, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn choose<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    fn mutation(&mut self, corpus: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut input = self.choose(corpus).1.clone();
        for _ in 0..=self.below(6) {
            self.mutate(&mut input, corpus);
            input.truncate(MAX_INPUT);
        }
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>, corpus: &[(String, Vec<u8>)]) {
        let at = self.below(input.len() + 1);
        match self.below(7) {
            0 => insert(input, at, &[self.next() as u8]),
            1 => insert(input, at, self.choose::<&[u8]>(&TOKENS)),
            2 => {
                let other = &self.choose(corpus).1;
                let from = self.below(other.len() + 1);
                insert(input, at, &other[from..]);
            }
            3 => {
                let end = at + self.below(input.len() - at + 1);
                let copy = input[at..end].repeat(1 + self.below(20));
                insert(input, at, &copy);
            }
            4 => {
                let end = at + self.below(input.len() - at + 1);
                input.drain(at..end);
            }
            5 => input.truncate(at),
            _ if at < input.len() => input[at] ^= 1 << self.below(8),
            _ => {}
        }
    }
}

fn insert(input: &mut Vec<u8>, at: usize, octets: &[u8]) {
    input.splice(at..at, octets.iter().copied());
}
