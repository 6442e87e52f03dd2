//! An opt-in rewrite of typographic look-alikes, so that a pasted curly quote does not turn 160 letters into 70.
//!
//! All or nothing: a text that would need UCS-2 anyway is left as it was written, so that joiners and quotes in Urdu,
//! Hindi or emoji keep their meaning and only texts that gain segments are touched.

use std::borrow::Cow;

use crate::gsm7;

/// `text` with its look-alikes rewritten, when all of it is GSM-7 then; else `text` itself.
pub fn rewrite(text: &str) -> Cow<'_, str> {
    if gsm7::fits(text) {
        return Cow::Borrowed(text);
    }
    let mut rewritten = String::with_capacity(text.len());
    for character in text.chars() {
        if gsm7::cost(character).is_some() {
            rewritten.push(character);
        } else if let Some(plain) = plain(character) {
            rewritten.push_str(plain);
        } else {
            return Cow::Borrowed(text);
        }
    }
    Cow::Owned(rewritten)
}

/// What stands for `character` in GSM-7; `None` when nothing looks like it.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        // Single quotes, primes, accents that stand alone, the modifier apostrophe.
        '‘' | '’' | '‚' | '‛' | '′' | '‵' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' | '＇' => "'",
        // Double quotes and primes.
        '“' | '”' | '„' | '‟' | '″' | '‶' | '«' | '»' | '＂' => "\"",
        '‹' => "<",
        '›' => ">",
        // Hyphens, dashes, the minus sign.
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => "-",
        // Bullets and the middle dot.
        '•' | '‣' | '◦' | '▪' | '▫' | '●' | '○' | '·' | '∙' => "-",
        '…' => "...",
        '‥' => "..",
        '‼' => "!!",
        '⁄' | '∕' => "/",
        '∗' => "*",
        '˜' | '∼' => "~",
        'ˆ' => "^",
        '¦' => "|",
        // The tab and every space of another width.
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => " ",
        // Line and paragraph separators.
        '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
        // What shows nothing: the soft hyphen, zero-width spaces and joiners, direction marks, the byte order mark.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{self, Encoding};
    use proptest::prelude::*;

    #[test]
    fn what_a_word_processor_types_becomes_plain() {
        let pasted = "“Don’t” – wait…\u{A0}it’s\u{200B} 5\u{2009}km • now\u{2014}go";
        assert_eq!(rewrite(pasted), "\"Don't\" - wait... it's 5 km - now-go");
        assert_eq!(segment::count(&rewrite(pasted)).encoding, Encoding::Gsm7);
    }

    #[test]
    fn a_plain_text_is_not_copied() {
        assert!(matches!(rewrite("plain {text} €"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_that_stays_ucs2_is_left_as_written() {
        for text in ["“محمد”", "👨\u{200D}👩 isn’t", "क\u{94D}\u{200D}ष – "] {
            assert!(matches!(rewrite(text), Cow::Borrowed(kept) if kept == text), "{text}");
        }
    }

    #[test]
    fn every_replacement_is_in_the_alphabet() {
        let replaced = ('\0'..=char::MAX).filter_map(plain).collect::<Vec<_>>();
        assert!(replaced.len() > 60);
        assert!(replaced.into_iter().all(gsm7::fits));
    }

    proptest! {
        #[test]
        fn a_rewrite_is_gsm7_or_nothing(text in "[a-z ‘’“”–—…\u{A0}\u{200B}é€ñ؀-ٿ]{0,60}") {
            let rewritten = rewrite(&text);
            prop_assert!(gsm7::fits(&rewritten) || rewritten == text);
            prop_assert_eq!(rewrite(&rewritten), rewritten.clone());
        }
    }
}
