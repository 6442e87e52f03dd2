//! API keys: what they may do, from where, until when; and test keys, which reach nobody.

mod manage;
mod rotation;
mod test_keys;
