//! Bodies with variables: `{{name}}`, with a default `{{name|there}}`, and `\{{` for two braces as they are.
//!
//! Nothing is evaluated and nothing recurses: a value is put in as it is, whatever braces it holds. Parsing is linear
//! and refuses what it does not understand, so that a typing mistake is found before ten thousand people read it.

use crate::Fault;

mod parse;

/// The most characters of a variable's name.
pub const MAX_NAME_CHARS: usize = 64;

/// A parsed body.
#[derive(Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
    variables: Vec<String>,
}

#[derive(Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable {
        /// The place in `variables`.
        index: usize,
        default: Option<String>,
    },
}

/// Why a text is not a template. Positions count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// `{{` without its `}}`.
    #[error("has {{{{ at character {0} that is never closed")]
    Unclosed(usize),
    /// `{{}}`, or `{{|default}}`.
    #[error("has a variable without a name at character {0}")]
    NoName(usize),
    /// A character that names do not have.
    #[error("has a variable at character {position} whose name holds {found:?}")]
    BadName {
        /// Where its `{{` stands.
        position: usize,
        /// The first character that is not allowed.
        found: char,
    },
    /// A name longer than [`MAX_NAME_CHARS`].
    #[error("has a variable at character {0} whose name is longer than {MAX_NAME_CHARS} characters")]
    LongName(usize),
}

impl TemplateError {
    /// What the caller can do about it.
    pub const fn mend(&self) -> &'static str {
        match self {
            Self::Unclosed(_) => "close it with }}, or write \\{{ for two braces as they are",
            Self::NoName(_) => "name the variable between the braces, such as {{name}}",
            Self::BadName { .. } => "use letters, digits, spaces, _, - and . in names, or write \\{{ for two braces",
            Self::LongName(_) => "use a shorter name, or close the braces earlier",
        }
    }

    /// The refusal of `field`.
    pub fn into_fault(self, field: impl Into<String>) -> Fault {
        Fault::new(field, self.to_string(), self.mend())
    }
}

/// The variables that had neither a value nor a default, each once, in the template's order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("has no value for {}", .0.join(", "))]
pub struct MissingVariables(pub Vec<String>);

impl MissingVariables {
    /// The refusal of `field`.
    pub fn into_fault(self, field: impl Into<String>) -> Fault {
        let mend = "give each variable a value, or a default in the template, such as {{name|there}}";
        Fault::new(field, self.to_string(), mend)
    }
}

impl Template {
    /// Reads `text`. A text without `{{` is a template too: it renders as itself.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        parse::parse(text)
    }

    /// A template that renders as `text` itself, whatever braces and backslashes `text` holds.
    pub fn escaped(text: &str) -> String {
        parse::escaped(text)
    }

    /// The variables' names, each once, in order of appearance.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// The text with every variable's value, as `lookup` knows it by name. A variable that is absent, or empty, gets
    /// its default; without a default an absent one is missing and an empty one renders as nothing.
    pub fn render<'a>(&self, lookup: impl Fn(&str) -> Option<&'a str>) -> Result<String, MissingVariables> {
        let values: Vec<Option<&str>> = self.variables.iter().map(|name| lookup(name)).collect();
        let mut text = String::new();
        let mut missing = vec![false; values.len()];
        for part in &self.parts {
            match part {
                Part::Text(literal) => text.push_str(literal),
                Part::Variable { index, default } => match chosen(values[*index], default.as_deref()) {
                    Some(value) => text.push_str(value),
                    None => missing[*index] = true,
                },
            }
        }
        if missing.contains(&true) {
            let names = self.variables.iter().zip(missing).filter(|(_, is_missing)| *is_missing);
            return Err(MissingVariables(names.map(|(name, _)| name.clone()).collect()));
        }
        Ok(text)
    }
}

impl std::fmt::Debug for Template {
    /// Without the text: bodies do not belong in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Template")
            .field("variables", &self.variables)
            .finish_non_exhaustive()
    }
}

fn chosen<'a>(value: Option<&'a str>, default: Option<&'a str>) -> Option<&'a str> {
    match value {
        Some(value) if !value.is_empty() => Some(value),
        _ => default.or(value),
    }
}

#[cfg(test)]
mod tests;
