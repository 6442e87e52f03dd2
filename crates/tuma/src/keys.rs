//! The keys that seal carriers' credentials: read from a setting or a file, made at the first start.
//!
//! A line each, `name:key`, the current one first; older ones only open what was sealed with them.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Fault;
use tenancy::{RandomSource, Vault};

use crate::config::{Secrets, Settings, bad};
use crate::failure::Failure;

/// The file in the data directory.
const FILE: &str = "secret.keys";
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// The longest name of a key.
const MAX_NAME: usize = 32;

/// A name and a key.
type Named = (String, [u8; KEY_BYTES]);

/// The vault with the keys that the settings name.
pub fn vault(settings: &Settings, random: RandomSource) -> Result<Vault, Failure> {
    let text = match settings.secrets.keys.is_empty() {
        false => settings.secrets.keys.expose().to_owned(),
        true => read_or_make(&file(&settings.secrets, &settings.data_dir), settings, &random)?,
    };
    let mut keys = parse(&text).map_err(|fault| bad(vec![fault]))?.into_iter();
    let Some(current) = keys.next() else {
        let mend = "give name:key, a key being 32 bytes in base64";
        return Err(bad(vec![Fault::new("secrets.keys", "hold no key", mend)]));
    };
    Ok(Vault::new(current, keys.collect(), random))
}

/// The file that holds the keys.
pub fn file(secrets: &Secrets, data_dir: &Path) -> PathBuf {
    if secrets.keys_file.as_os_str().is_empty() {
        data_dir.join(FILE)
    } else {
        secrets.keys_file.clone()
    }
}

/// Puts a new key before those in the file that the settings name.
pub fn add(settings: &Settings, name: &str, random: &RandomSource) -> Result<(), Failure> {
    if !settings.secrets.keys.is_empty() {
        let mend = "put name:key before the others there, a key being 32 bytes in base64";
        return Err(bad(vec![Fault::new("secrets.keys", "are not in a file", mend)]));
    }
    let path = file(&settings.secrets, &settings.data_dir);
    let old = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
    let new = line(name, random);
    let known = parse(&format!("{new}\n{old}")).map_err(|fault| bad(vec![fault]))?;
    if known.iter().filter(|(one, _)| one == name).count() > 1 {
        let fault = Fault::new("name", "is the name of a key already", "give another name");
        return Err(Failure::refused("that cannot be done").with(vec![fault]));
    }
    let next = path.with_extension("next");
    write(&next, &format!("{new}\n{old}"))?;
    fs::rename(&next, &path).map_err(|error| unreadable(&path, &error))
}

fn read_or_make(path: &Path, settings: &Settings, random: &RandomSource) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error)
            if error.kind() == std::io::ErrorKind::NotFound && settings.secrets.keys_file.as_os_str().is_empty() =>
        {
            let text = format!("{}\n", line("k1", random));
            write(path, &text)?;
            Ok(text)
        }
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn line(name: &str, random: &RandomSource) -> String {
    let mut key = [0; KEY_BYTES];
    random(&mut key);
    format!("{name}:{}", STANDARD.encode(key))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
    written.map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let fault = format!("{}: {error}", path.display());
    bad(vec![Fault::new(
        "secrets.keys_file",
        fault,
        "name a file that this user may read",
    )])
}

fn parse(text: &str) -> Result<Vec<Named>, Fault> {
    let lines = text.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty());
    lines.map(parse_line).collect()
}

/// A fault never shows the key.
fn parse_line(line: &str) -> Result<Named, Fault> {
    let fault = |what: &str| Fault::new("secrets.keys", what, "give name:key, a key being 32 bytes in base64");
    let (name, key) = line
        .split_once(':')
        .ok_or_else(|| fault("have an entry without a name"))?;
    let plain = !name.is_empty() && name.len() <= MAX_NAME && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if !plain {
        return Err(fault("have a name that is not 1 to 32 letters and digits"));
    }
    let bytes = STANDARD
        .decode(key.trim())
        .map_err(|_| fault("have a key that is not base64"))?;
    let key = bytes
        .try_into()
        .map_err(|_| fault("have a key that is not 32 bytes long"))?;
    Ok((name.to_owned(), key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_their_order_and_faults_show_none() {
        let one = STANDARD.encode([1; KEY_BYTES]);
        let two = STANDARD.encode([2; KEY_BYTES]);
        let read = parse(&format!("k2:{two}\n k1:{one},\n")).expect("two keys");
        assert_eq!(read, [("k2".to_owned(), [2; 32]), ("k1".to_owned(), [1; 32])]);
        for bad in ["nokey", ":x", &format!("bad name:{one}"), "k1:hunter2", "k1:AAAA"] {
            let fault = parse(bad).expect_err("refused");
            assert!(!fault.to_string().contains("hunter2"), "{fault}");
        }
    }
}
