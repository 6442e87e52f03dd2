//! How far something is, on stderr: a bar on a terminal, a line every tenth elsewhere, nothing with `--json`.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::Output;

/// Shows how far something is. A bar left alone goes away with its value.
pub struct Progress {
    view: View,
    what: &'static str,
    output: Output,
}

enum View {
    Bar(ProgressBar),
    /// The last tenth that was told, or the last count where no total is known.
    Lines(Option<u64>),
    Nothing,
}

impl Progress {
    /// Progress of `what`, such as "rows taken".
    pub fn new(output: &Output, what: &'static str) -> Self {
        let view = match (output.is_json(), std::io::stderr().is_terminal()) {
            (true, _) => View::Nothing,
            (false, true) => View::Bar(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())),
            (false, false) => View::Lines(None),
        };
        Self {
            view,
            what,
            output: *output,
        }
    }

    /// It is at `done`, of `total` if that is known.
    pub fn show(&mut self, done: u64, total: Option<u64>) {
        match &mut self.view {
            View::Bar(bar) => {
                bar.set_message(self.what);
                bar.set_style(style(match total {
                    Some(_) => "{bar:40} {human_pos}/{human_len} {msg}, {elapsed}",
                    None => "{spinner} {human_pos} {msg}, {elapsed}",
                }));
                if let Some(total) = total {
                    bar.set_length(total);
                }
                bar.set_position(done);
            }
            View::Lines(told) => {
                let step = step(done, total);
                if told.is_none_or(|told| step > told) {
                    *told = Some(step);
                    self.output.note(&line(done, total, self.what));
                }
            }
            View::Nothing => {}
        }
    }

    /// It is over, at `done`.
    pub fn finish(self, done: u64) {
        match self.view {
            View::Bar(bar) => bar.finish_and_clear(),
            View::Lines(Some(_)) => self.output.note(&line(done, Some(done), self.what)),
            View::Lines(None) | View::Nothing => {}
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are constants")
}

/// What has to grow for another line: tenths of a known total, thousands of an unknown one.
fn step(done: u64, total: Option<u64>) -> u64 {
    match total {
        Some(total) => done * 10 / total.max(1),
        None => done / 1_000,
    }
}

fn line(done: u64, total: Option<u64>, what: &str) -> String {
    match total {
        Some(total) => format!("{done}/{total} {what}"),
        None => format!("{done} {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_every_tenth() {
        let told = (0..=5_000)
            .map(|done| step(done, Some(5_000)))
            .collect::<std::collections::BTreeSet<_>>();
        assert_eq!(told.len(), 11);
        assert_eq!(step(0, Some(0)), 0);
        assert_eq!(line(5, Some(10), "rows taken"), "5/10 rows taken");
        assert_eq!(line(5, None, "rows taken"), "5 rows taken");
    }
}
