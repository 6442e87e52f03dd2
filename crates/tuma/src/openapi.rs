//! `tuma openapi`: prints the document of the API, so that clients are generated without a server that runs.

use crate::failure::Exit;
use crate::output::Output;

/// Runs `tuma openapi`.
pub fn run(output: &Output) -> Exit {
    let document = api::openapi();
    let text = document
        .to_pretty_json()
        .expect("the document is made of strings and numbers");
    output.answer(&document, &text);
    Exit::Done
}
