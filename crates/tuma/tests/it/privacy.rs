//! What an organization decides about itself, who sees whole numbers, and how long messages are kept.

mod answer;
mod numbers;
mod retention;
mod reveal;
mod settings;
