//! Who sees whole phone numbers: an organization's rule, and the one way in which a number is shown or hidden.
//!
//! Masking is for people who look on. A program gets numbers as it gave them and as phones sent them: it has to find them
//! in its own records, and what it may read at all is in its scopes. The masked form is [`crate::phone::mask`]'s.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::permission::{Permission, Permissions};
use crate::phone::mask;

/// By this many digits at its end a number is found in a text, however it is written before them.
const TELLING_DIGITS: usize = 7;

/// How an organization shows phone numbers to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i64)]
pub enum Privacy {
    /// Masked for everybody; who has `numbers:reveal` may ask for one at a time, and that is noted.
    Masked = 1,
    /// Whole for those who have `numbers:reveal`, masked for all others.
    #[default]
    ByRole = 2,
    /// Whole for everybody who may read what they stand in.
    Shown = 3,
}

impl Privacy {
    /// All of them, by code.
    pub const ALL: [Self; 3] = [Self::Masked, Self::ByRole, Self::Shown];

    /// The word in the API and in the log of changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Masked => "masked",
            Self::ByRole => "by_role",
            Self::Shown => "shown",
        }
    }

    /// The one with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// The one stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|one| *one as i64 == code)
    }

    /// How numbers are shown to a person with these permissions.
    pub const fn to_person(self, permissions: Permissions) -> Numbers {
        match self {
            Self::Masked => Numbers::Masked,
            Self::ByRole if permissions.has(Permission::NumbersReveal) => Numbers::Whole,
            Self::ByRole => Numbers::Masked,
            Self::Shown => Numbers::Whole,
        }
    }
}

/// How the phone numbers in one answer are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numbers {
    /// As they are.
    Whole,
    /// As [`mask`] writes them.
    Masked,
}

impl Numbers {
    /// A phone's address as it is shown. A name (an alphanumeric sender) is nobody's number and stays.
    pub fn show(self, address: String) -> String {
        let is_name = address.chars().any(char::is_alphabetic);
        match self {
            Self::Masked if !is_name => mask(&address),
            _ => address,
        }
    }

    /// A text about a message of `number` as it is shown: without that number, in whichever way it is written.
    pub fn show_text<'a>(self, text: &'a str, number: &str) -> Cow<'a, str> {
        match self {
            Self::Whole => Cow::Borrowed(text),
            Self::Masked => hidden(text, number),
        }
    }
}

/// `text` with every run of digits masked that ends as `number` does.
fn hidden<'a>(text: &'a str, number: &str) -> Cow<'a, str> {
    let digits = number.trim_start_matches('+');
    let tail = &digits[digits.len().saturating_sub(TELLING_DIGITS)..];
    if tail.is_empty() || !tail.bytes().all(|byte| byte.is_ascii_digit()) || !text.contains(tail) {
        return Cow::Borrowed(text);
    }
    // A short address is one only where nothing stands before it.
    let is_number = |run: &str| run.ends_with(tail) && (tail.len() == TELLING_DIGITS || run == tail);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character: char| !character.is_ascii_digit());
        let (run, after) = from.split_at(end.unwrap_or(from.len()));
        out.push_str(before);
        if is_number(run) {
            out.push_str(&mask(run));
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::Role;

    #[test]
    fn a_role_sees_what_the_organization_lets_it_see() {
        for (privacy, whole) in [
            (Privacy::Masked, &[][..]),
            (Privacy::ByRole, &[Role::Owner, Role::OrgAdmin]),
            (Privacy::Shown, &Role::IN_ORGANIZATIONS),
        ] {
            for role in Role::IN_ORGANIZATIONS {
                let shown = privacy.to_person(role.permissions()) == Numbers::Whole;
                assert_eq!(shown, whole.contains(&role), "{privacy:?} {role:?}");
            }
        }
        let outsider = Role::SystemAdministrator.permissions();
        assert_eq!(Privacy::default().to_person(outsider), Numbers::Masked);
    }

    #[test]
    fn a_word_and_a_code_are_one_privacys() {
        for privacy in Privacy::ALL {
            assert_eq!(Privacy::parse(privacy.as_str()), Some(privacy));
            assert_eq!(Privacy::from_code(privacy as i64), Some(privacy));
        }
        assert_eq!((Privacy::parse("By role"), Privacy::from_code(0)), (None, None));
    }

    #[test]
    fn numbers_are_masked_and_names_are_not() {
        for (address, masked) in [
            ("+254712345678", "+254•••••678"),
            ("0712345678", "071•••••678"),
            ("22384", "•••••"),
            ("Safaricom", "Safaricom"),
            ("", "•••••"),
        ] {
            assert_eq!(Numbers::Masked.show(address.to_owned()), masked);
            assert_eq!(Numbers::Whole.show(address.to_owned()), address);
        }
    }

    #[test]
    fn a_text_does_not_tell_the_number_that_it_is_about() {
        let number = "+254712345678";
        for (text, masked) in [
            ("no route to +254712345678.", "no route to +254•••••678."),
            ("254712345678 and 0712345678", "254•••••678 and 071•••••678"),
            ("id 8001234567890 code 402", "id 8001234567890 code 402"),
            ("?to=%2B254712345678&x=1", "?to=%2B254•••••678&x=1"),
            ("2345678", "2•••••78"),
            ("absent", "absent"),
        ] {
            assert_eq!(Numbers::Masked.show_text(text, number), masked);
            assert_eq!(Numbers::Whole.show_text(text, number), text);
        }
        assert_eq!(
            Numbers::Masked.show_text("of 22384, not 722384", "22384"),
            "of •••••, not 722384"
        );
        assert_eq!(Numbers::Masked.show_text("anything 12", ""), "anything 12");
    }
}
