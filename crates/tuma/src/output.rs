//! The one module that prints: answers to stdout, everything said on the way and every failure to stderr.
//!
//! With `--json` stdout gets exactly one JSON document a command (or one a line where it follows something), so that
//! scripts can read it; progress and notes are then left out. A closed pipe is not an error.

use std::io::Write;

use serde::Serialize;

use crate::failure::Failure;

/// Where a command's words go.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
}

impl Output {
    /// Prints JSON if `json`, else text.
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether JSON was asked for.
    pub const fn is_json(&self) -> bool {
        self.json
    }

    /// The command's answer: `value` as JSON, or `text`.
    pub fn answer(&self, value: &impl Serialize, text: &str) {
        if self.json {
            self.json_line(value);
        } else {
            to_stdout(text);
        }
    }

    /// One JSON document on a line of stdout; nothing unless JSON was asked for.
    pub fn json_line(&self, value: &impl Serialize) {
        if self.json {
            to_stdout(&serde_json::to_string(value).expect("answers are plain data with text keys"));
        }
    }

    /// A remark on stderr; nothing where JSON was asked for.
    pub fn note(&self, text: &str) {
        if !self.json {
            to_stderr(text);
        }
    }

    /// Why the command did not do it, on stderr.
    pub fn failure(&self, failure: &Failure) {
        if self.json {
            let document = serde_json::json!({ "error": failure, "exitCode": failure.exit.code() });
            to_stderr(&document.to_string());
        } else {
            to_stderr(&failure_text(failure));
        }
    }
}

/// Columns as wide as their widest cell, two spaces between them.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = head
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| cell.chars().count())
                .fold(name.chars().count(), usize::max)
        })
        .collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:width$}"))
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(&mut head.iter().copied())];
    lines.extend(rows.iter().map(|row| line(&mut row.iter().map(String::as_str))));
    lines.join("\n")
}

fn failure_text(failure: &Failure) -> String {
    let mut text = format!("tuma: {}", failure.message);
    // The API's message repeats the first fault: where it is the only one, once is enough.
    let said = failure.faults.len() == 1 && failure.message == failure.faults[0].to_string();
    for fault in failure.faults.iter().filter(|_| !said) {
        text.push_str(&format!("\n  {}: {}\n    {}", fault.field, fault.fault, fault.mend));
    }
    text
}

fn to_stdout(text: &str) {
    // A reader that has gone away wants no more: there is nobody to tell.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn to_stderr(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Fault;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [
            vec!["a".to_owned(), "b".to_owned()],
            vec!["long".to_owned(), String::new()],
        ];
        assert_eq!(table(&["x", "name"], &rows), "x     name\na     b\nlong");
    }

    #[test]
    fn a_failure_names_field_fault_and_mend() {
        let failure = Failure::refused("the server refused").with(vec![Fault::new("to", "too short", "add digits")]);
        assert_eq!(
            failure_text(&failure),
            "tuma: the server refused\n  to: too short\n    add digits"
        );
    }
}
