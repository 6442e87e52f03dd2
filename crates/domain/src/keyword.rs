//! Words by which people leave and come back: STOP, START and what the usual carriers take for them, as data.
//!
//! Only a message that is nothing but such a word counts, whatever its case, spaces and full stops: "Stop sending the
//! bus to Ngara" is a message.

/// Words that end all messages of an organization to a number.
pub const STOP_WORDS: &[&str] = &[
    "STOP",
    "STOPALL",
    "STOP ALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "OPT OUT",
    "ARRET",
    "ARRÊT",
    "ACHA",
    "SIMAMISHA",
    "ALTO",
    "PARAR",
    "SAIR",
];

/// Words that allow messages again after a STOP.
pub const START_WORDS: &[&str] = &["START", "UNSTOP", "SUBSCRIBE", "OPTIN", "OPT IN", "ANZA", "RESUME"];

/// What a message asks for, if it is one of these words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentWord {
    /// No more messages.
    Stop,
    /// Messages again.
    Start,
}

impl ConsentWord {
    /// The word that `text` is, if it is nothing else.
    pub fn of(text: &str) -> Option<Self> {
        // The longest word has 11 letters: a longer text is not looked at.
        let plain: String = text
            .chars()
            .take(32)
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect::<String>()
            .to_uppercase();
        if text.chars().count() > 32 {
            return None;
        }
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if STOP_WORDS.contains(&plain.as_str()) {
            Some(Self::Stop)
        } else if START_WORDS.contains(&plain.as_str()) {
            Some(Self::Start)
        } else {
            None
        }
    }
}

/// The first word of a message, as keywords are compared: without marks around it, in capitals; empty where there is none.
pub fn first_word(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_that_is_the_word_counts() {
        for (text, word) in [
            ("STOP", Some(ConsentWord::Stop)),
            ("  stop. ", Some(ConsentWord::Stop)),
            ("Stop!!", Some(ConsentWord::Stop)),
            ("stop   all", Some(ConsentWord::Stop)),
            ("opt-out", Some(ConsentWord::Stop)),
            ("arrêt", Some(ConsentWord::Stop)),
            ("\"UNSUBSCRIBE\"", Some(ConsentWord::Stop)),
            ("Start", Some(ConsentWord::Start)),
            ("unstop", Some(ConsentWord::Start)),
            ("Stop sending the bus to Ngara", None),
            ("please don't stop", None),
            ("yes", None),
            ("", None),
            ("...", None),
        ] {
            assert_eq!(ConsentWord::of(text), word, "{text}");
        }
        assert_eq!(ConsentWord::of(&"stop ".repeat(50)), None);
    }

    #[test]
    fn the_first_word_is_found_whatever_stands_around_it() {
        for (text, word) in [("  stamford now", "STAMFORD"), ("'Join'", "JOIN"), ("", ""), ("?!", "")] {
            assert_eq!(first_word(text), word);
        }
    }

    #[test]
    fn no_word_means_both() {
        assert!(STOP_WORDS.iter().all(|word| !START_WORDS.contains(word)));
        for word in STOP_WORDS.iter().chain(START_WORDS) {
            assert_eq!(*word, word.to_uppercase());
        }
    }
}
