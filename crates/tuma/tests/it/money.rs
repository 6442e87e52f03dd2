//! Money: what is held, spent and refunded as messages go their way, prices, payments, and that the books always balance.

pub mod books;
mod files;
mod parallel;
mod payments;
mod prices;
mod sends;
mod statements;
