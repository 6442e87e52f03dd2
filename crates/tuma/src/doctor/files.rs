//! The data directory: its room, whether it can be written to, and who may read the secrets in it and beside it.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Finding;
use crate::config::{Database, Settings};
use crate::keys;

const MIB: u64 = 1 << 20;
/// Below this, soon nothing is accepted any more.
const LITTLE: u64 = 256 * MIB;
/// Below this, it is time to look.
const LOW: u64 = 2_048 * MIB;
/// Anybody but the owner.
const OTHERS: u32 = 0o077;

/// Looks at the files.
pub(super) fn look(settings: &Settings) -> Vec<Finding> {
    let folder = settings.data_dir.as_path();
    let mut found = Vec::new();
    match fs::metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => found.push(Finding::ok(
            "files",
            format!("{} is not there yet; the first start makes it", folder.display()),
        )),
        Err(error) => found.push(unusable(folder, &error.to_string())),
        Ok(is) if !is.is_dir() => found.push(unusable(folder, "it is no folder")),
        Ok(is) => found.push(writable(folder, &is)),
    }
    found.extend(rooms(settings));
    found.extend(secrets(settings));
    found
}

fn unusable(folder: &Path, why: &str) -> Finding {
    let mend = "name a folder in data_dir that this user may write to";
    Finding::fault("files", format!("{} cannot be used: {why}", folder.display()), mend)
}

/// A file is made and removed again.
fn writable(folder: &Path, is: &Metadata) -> Finding {
    let probe = folder.join(".doctor");
    let written = fs::write(&probe, b"x").and_then(|()| fs::remove_file(&probe));
    if let Err(error) = written {
        return unusable(folder, &error.to_string());
    }
    if is.mode() & OTHERS != 0 {
        let says = format!("{} may be entered by others than its owner", folder.display());
        return Finding::warning("files", says, format!("chmod 700 {}", folder.display()));
    }
    Finding::ok(
        "files",
        format!("{} can be written to, by its owner alone", folder.display()),
    )
}

/// The room where files are, and where the database is, if that is elsewhere on this machine.
fn rooms(settings: &Settings) -> Vec<Finding> {
    let mut places = vec![settings.data_dir.clone()];
    if let Ok(Database::Sqlite(file)) = settings.database() {
        let folder = file
            .parent()
            .map(Path::to_owned)
            .filter(|one| *one != settings.data_dir);
        places.extend(folder);
    }
    places.iter().map(|place| room(place)).collect()
}

fn room(place: &Path) -> Finding {
    // What is not there yet will be made on the disk of what is.
    let there = place.ancestors().find(|one| one.exists());
    let there = there.map_or_else(|| PathBuf::from("."), Path::to_owned);
    match rustix::fs::statvfs(&there) {
        Ok(of) => judged(place, of.f_bavail.saturating_mul(of.f_frsize)),
        Err(error) => Finding::warning(
            "disk",
            format!("the room at {} cannot be told: {error}", place.display()),
            "look at it with df",
        ),
    }
}

fn judged(place: &Path, free: u64) -> Finding {
    let says = format!("{} MiB are free at {}", free / MIB, place.display());
    let mend = "make room, or move data_dir to a larger disk; messages can be removed by age (docs/privacy.md)";
    match free {
        ..LITTLE => Finding::fault("disk", says, mend),
        LITTLE..LOW => Finding::warning("disk", says, mend),
        LOW.. => Finding::ok("disk", says),
    }
}

/// Whether the keys that open carriers' credentials are where they were.
pub(super) fn keys_are_there(settings: &Settings) -> bool {
    !settings.secrets.keys.is_empty() || keys::file(&settings.secrets, &settings.data_dir).exists()
}

/// Who may read secrets, and whether the keys are there where there is something that they open.
fn secrets(settings: &Settings) -> Vec<Finding> {
    let keys = keys::file(&settings.secrets, &settings.data_dir);
    let own = [
        keys.clone(),
        settings.data_dir.join("demo-key"),
        settings.data_dir.join("demo-administrator"),
    ];
    let mut named = vec![settings.database_url_file.clone(), settings.mail.smtp_url_file.clone()];
    named.extend(settings.payments.files());
    let own = own.iter().filter_map(|file| readable_by_others(file, Finding::fault));
    let named = named.iter().filter(|file| !file.as_os_str().is_empty());
    let named = named.filter_map(|file| readable_by_others(file, Finding::warning));
    let mut found: Vec<_> = own.chain(named).collect();
    let database = settings.database();
    let begun = matches!(&database, Ok(Database::Sqlite(file)) if file.exists());
    if begun && !keys_are_there(settings) {
        found.push(Finding::fault(
            "secrets",
            format!(
                "{} is gone: what was sealed with its keys cannot be opened",
                keys.display()
            ),
            "bring it back from the backup; where there is none, every provider's credentials have to be given anew",
        ));
    }
    if found.is_empty() {
        found.push(Finding::ok("secrets", "are readable by their owner alone"));
    }
    found
}

/// How bad it is, by what makes a finding of it.
type Making = fn(&'static str, String, String) -> Finding;

fn readable_by_others(file: &Path, making: Making) -> Option<Finding> {
    let mode = fs::metadata(file).ok()?.mode();
    (mode & OTHERS != 0).then(|| {
        let says = format!(
            "{} may be read by others than its owner (mode {:o})",
            file.display(),
            mode & 0o777
        );
        making("secrets", says, format!("chmod 600 {}", file.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::State;

    #[test]
    fn room_is_judged_by_what_is_left() {
        for (free, state) in [
            (0, State::Fault),
            (LITTLE - 1, State::Fault),
            (LITTLE, State::Warning),
            (LOW - 1, State::Warning),
            (LOW, State::Ok),
        ] {
            assert_eq!(judged(Path::new("/data"), free).state, state, "{free}");
        }
    }
}
