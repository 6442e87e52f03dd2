//! People: signing in and out, sessions, tokens, passwords, and what the security log says of it.

mod events;
mod passwords;
mod sessions;
mod sign_in;
mod tokens;
