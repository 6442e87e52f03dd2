//! Reads a template's text into its parts, left to right, once.

use super::{MAX_NAME_CHARS, Part, Template, TemplateError};

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

pub(super) fn parse(text: &str) -> Result<Template, TemplateError> {
    let mut template = Template {
        parts: Vec::new(),
        variables: Vec::new(),
    };
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let escaped = push_before_braces(&mut literal, &rest[..at]);
        let inside = &rest[at + OPEN.len()..];
        if escaped {
            literal.push_str(OPEN);
            rest = inside;
            continue;
        }
        let offset = text.len() - rest.len() + at;
        let (name, default, after) =
            read_variable(inside).map_err(|problem| problem.at(text[..offset].chars().count() + 1))?;
        template.push_text(&mut literal);
        template.push_variable(name, default);
        rest = after;
    }
    literal.push_str(rest);
    template.push_text(&mut literal);
    Ok(template)
}

/// Adds the text before `{{`. Backslashes right before the braces stand for half as many; an odd one escapes the
/// braces, which is the answer.
fn push_before_braces(literal: &mut String, before: &str) -> bool {
    let kept = before.trim_end_matches('\\');
    let backslashes = before.len() - kept.len();
    literal.push_str(kept);
    literal.extend(std::iter::repeat_n('\\', backslashes / 2));
    backslashes % 2 == 1
}

/// The inverse of [`push_before_braces`]: every `{{` behind an odd number of backslashes, those before it doubled.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let before = &rest[..at];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        out.push_str(before);
        out.extend(std::iter::repeat_n('\\', backslashes + 1));
        out.push_str(OPEN);
        rest = &rest[at + OPEN.len()..];
    }
    out.push_str(rest);
    out
}

/// What is wrong inside the braces, before its position is known.
enum Problem {
    Unclosed,
    NoName,
    BadName(char),
    LongName,
}

impl Problem {
    fn at(self, position: usize) -> TemplateError {
        match self {
            Self::Unclosed => TemplateError::Unclosed(position),
            Self::NoName => TemplateError::NoName(position),
            Self::BadName(found) => TemplateError::BadName { position, found },
            Self::LongName => TemplateError::LongName(position),
        }
    }
}

/// The name, the default and the text after `}}`.
fn read_variable(inside: &str) -> Result<(&str, Option<&str>, &str), Problem> {
    let (content, after) = inside.split_once(CLOSE).ok_or(Problem::Unclosed)?;
    if content.contains(OPEN) {
        return Err(Problem::Unclosed);
    }
    let (name, default) = match content.split_once('|') {
        Some((name, default)) => (name.trim(), Some(default.trim())),
        None => (content.trim(), None),
    };
    if name.is_empty() {
        return Err(Problem::NoName);
    }
    if let Some(found) = name.chars().find(|character| !is_name_character(*character)) {
        return Err(Problem::BadName(found));
    }
    if name.chars().count() > MAX_NAME_CHARS {
        return Err(Problem::LongName);
    }
    Ok((name, default, after))
}

/// Letters and digits of any script, `_`, `-`, `.` and the space. Beyond ASCII everything visible is allowed: vowel
/// signs and joiners are part of words in many scripts, and a header of a file must be usable as it is.
fn is_name_character(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | ' ')
    } else {
        !character.is_control() && !character.is_whitespace()
    }
}

impl Template {
    fn push_text(&mut self, literal: &mut String) {
        if !literal.is_empty() {
            self.parts.push(Part::Text(std::mem::take(literal)));
        }
    }

    fn push_variable(&mut self, name: &str, default: Option<&str>) {
        let known = self.variables.iter().position(|variable| variable == name);
        let index = known.unwrap_or_else(|| {
            self.variables.push(name.to_owned());
            self.variables.len() - 1
        });
        self.parts.push(Part::Variable {
            index,
            default: default.map(str::to_owned),
        });
    }
}
