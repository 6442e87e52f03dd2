//! Passwords: how strong they have to be, and their argon2id hashes, computed away from the threads that serve everybody.
//!
//! Whoever asks about an account that does not exist, or that has no password, pays for the same hash as for a wrong
//! password, so that the time of an answer tells nothing. Hashes wait for their turn in a bounded queue.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use argon2::password_hash::SaltString;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use domain::Fault;
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::{PeopleSettings, RandomSource, TenancyError};

/// The longest password, in bytes: what is longer is no password but an attempt to make us work.
const MAX_BYTES: usize = 256;
/// As much of a password as its strength is guessed from, in characters: the guess takes the square of it.
const JUDGED_CHARS: usize = 72;
/// What has to be left of a password without its owner's name and address, in letters and digits.
const LEFT_CHARS: usize = 6;
const SALT_BYTES: usize = 16;

/// Computes hashes, so many at once.
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// What a password is held against where there is no account.
    nobodys: String,
    turns: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
    shortest: usize,
    computed: Arc<AtomicU64>,
    random: RandomSource,
}

/// What came of holding a password against a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verified {
    /// Whether it is the one.
    pub(crate) right: bool,
    /// Whether the hash has other parameters than new ones get.
    pub(crate) outdated: bool,
}

impl Passwords {
    pub(crate) fn new(settings: &PeopleSettings, random: RandomSource) -> Self {
        let params = Params::new(settings.argon2_memory_kib, settings.argon2_passes, 1, None);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.unwrap_or_default());
        Self {
            nobodys: hash_with(&argon2, "", &[0; SALT_BYTES]).unwrap_or_default(),
            argon2,
            turns: Semaphore::new(settings.hashes_at_once.max(1)),
            waiting: AtomicUsize::new(0),
            most_waiting: settings.hashes_waiting,
            shortest: settings.password_length,
            computed: Arc::default(),
            random,
        }
    }

    /// How many hashes were computed since the start.
    pub(crate) fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// Refuses a password that could be guessed; `about` is what its owner is known by.
    pub(crate) fn judge(&self, field: &str, password: &str, about: &[&str]) -> Result<(), TenancyError> {
        if password.chars().count() < self.shortest {
            let fault = format!("has fewer than {} characters", self.shortest);
            return Err(TenancyError::fault(
                field,
                fault,
                "use a longer one: a few words will do",
            ));
        }
        if password.len() > MAX_BYTES {
            let fault = format!("is longer than {MAX_BYTES} bytes");
            return Err(TenancyError::fault(field, fault, "use a shorter one"));
        }
        if is_made_of(password, about) {
            let mend = "use words that have nothing to do with you";
            return Err(TenancyError::fault(field, "is made of your own name or address", mend));
        }
        let judged: String = password.chars().take(JUDGED_CHARS).collect();
        let guess = zxcvbn(&judged, about);
        if guess.score() >= Score::Three {
            return Ok(());
        }
        let feedback = guess.feedback();
        let why = feedback
            .and_then(|said| said.warning())
            .map(|warning| warning.to_string());
        let how: Vec<String> = feedback
            .map(|said| said.suggestions().iter().map(ToString::to_string).collect())
            .unwrap_or_default();
        let fault = why.map_or("is too easy to guess".to_owned(), |why| {
            format!("is too easy to guess: {}", lower_first(why.trim_end_matches('.')))
        });
        let mend = if how.is_empty() {
            "use a few uncommon words".to_owned()
        } else {
            how.join(" ")
        };
        Err(TenancyError::Invalid(Fault::new(field, fault, mend)))
    }

    /// The hash that is kept of a password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, TenancyError> {
        let mut salt = [0; SALT_BYTES];
        (self.random)(&mut salt);
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let hash = self.in_turn(move || hash_with(&argon2, &password, &salt)).await?;
        hash.ok_or(TenancyError::Internal)
    }

    /// Holds `password` against the hash that is kept, or against nobody's at the same cost.
    pub(crate) async fn verify(&self, password: &str, kept: Option<&str>) -> Result<Verified, TenancyError> {
        let known = kept.is_some();
        let kept = kept.unwrap_or(&self.nobodys).to_owned();
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let verified = self.in_turn(move || verify_with(&argon2, &password, &kept)).await?;
        Ok(Verified {
            right: verified.right && known,
            ..verified
        })
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, TenancyError> {
        let place = Place::take(&self.waiting, self.most_waiting).ok_or(TenancyError::Busy)?;
        let turn = self.turns.acquire().await.map_err(|_| TenancyError::Unavailable)?;
        drop(place);
        let computed = Arc::clone(&self.computed);
        let done = tokio::task::spawn_blocking(move || {
            computed.fetch_add(1, Ordering::Relaxed);
            work()
        });
        let done = done.await.map_err(|_| TenancyError::Internal);
        drop(turn);
        done
    }
}

/// A place among those that wait for their turn.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, most: usize) -> Option<Self> {
        let taken = waiting.fetch_update(Ordering::AcqRel, Ordering::Acquire, |now| {
            (now < most).then_some(now + 1)
        });
        taken.ok().map(|_| Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn hash_with(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    Some(argon2.hash_password(password.as_bytes(), &salt).ok()?.to_string())
}

fn verify_with(argon2: &Argon2<'_>, password: &str, kept: &str) -> Verified {
    let wrong = Verified {
        right: false,
        outdated: false,
    };
    let Ok(hash) = PasswordHash::new(kept) else {
        return wrong;
    };
    let right = argon2.verify_password(password.as_bytes(), &hash).is_ok();
    let params = Params::try_from(&hash).ok();
    let outdated = params.is_none_or(|params| {
        (params.m_cost(), params.t_cost()) != (argon2.params().m_cost(), argon2.params().t_cost())
    });
    Verified { right, outdated }
}

/// Whether hardly anything is left of a password without the words of what its owner is known by.
fn is_made_of(password: &str, about: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let words = about
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    let left = words
        .filter(|word| word.chars().count() >= 3)
        .fold(lower.clone(), |left, word| left.replace(&word.to_lowercase(), ""));
    let letters = left.chars().filter(|letter| letter.is_alphanumeric()).count();
    left != lower && letters < LEFT_CHARS
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU8;

    use super::*;

    fn passwords(settings: PeopleSettings) -> Passwords {
        let next = AtomicU8::new(0);
        let random = move |bytes: &mut [u8]| bytes.fill_with(|| next.fetch_add(1, Ordering::Relaxed));
        Passwords::new(&settings, Arc::new(random))
    }

    fn cheap() -> PeopleSettings {
        PeopleSettings {
            argon2_memory_kib: 8,
            argon2_passes: 1,
            ..PeopleSettings::default()
        }
    }

    #[tokio::test]
    async fn only_the_right_password_is_taken_and_each_question_is_one_hash() {
        let passwords = passwords(cheap());
        let kept = passwords.hash("correct horse battery").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{kept}");
        for (password, kept, right) in [
            ("correct horse battery", Some(kept.as_str()), true),
            ("correct horse", Some(kept.as_str()), false),
            ("", None, false),
            ("correct horse battery", None, false),
        ] {
            let before = passwords.computed();
            assert_eq!(
                passwords.verify(password, kept).await.unwrap().right,
                right,
                "{password}"
            );
            assert_eq!(passwords.computed(), before + 1);
        }
    }

    #[tokio::test]
    async fn a_hash_of_other_parameters_is_taken_and_called_outdated() {
        let old = passwords(cheap());
        let kept = old.hash("correct horse battery").await.unwrap();
        let now = passwords(PeopleSettings {
            argon2_passes: 2,
            ..cheap()
        });
        let verified = now.verify("correct horse battery", Some(&kept)).await.unwrap();
        assert!(verified.right && verified.outdated);
        let same = old.verify("correct horse battery", Some(&kept)).await.unwrap();
        assert!(same.right && !same.outdated);
    }

    #[tokio::test]
    async fn one_question_more_than_may_wait_is_sent_away() {
        let passwords = passwords(PeopleSettings {
            hashes_waiting: 0,
            ..cheap()
        });
        assert_eq!(passwords.hash("x").await, Err(TenancyError::Busy));
        assert_eq!(passwords.verify("x", None).await, Err(TenancyError::Busy));
    }

    #[test]
    fn what_can_be_guessed_is_refused_with_the_reason() {
        let passwords = passwords(cheap());
        let about = ["amina@example.org", "Amina Wanjiru"];
        for weak in ["short", "password123", "aaaaaaaaaaaa", "amina.wanjiru", "qwertyuiop12"] {
            let Err(TenancyError::Invalid(fault)) = passwords.judge("password", weak, &about) else {
                panic!("{weak} was taken");
            };
            assert_eq!(fault.field, "password");
            assert!(!fault.mend.is_empty() && !fault.fault.contains(weak), "{fault}");
        }
        assert!(passwords.judge("password", &"x".repeat(257), &about).is_err());
        for strong in ["matatu kibanda ngoma", "7f#Kq0!vLm2x"] {
            assert_eq!(passwords.judge("password", strong, &about), Ok(()));
        }
    }
}
