//! Says when this crate has to be compiled again: when the dashboard was built anew. The folder is always there, so that
//! the crate compiles without Node.js too; without a dashboard in it, `/` says how to build one.

#[allow(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../web/dist");
}
