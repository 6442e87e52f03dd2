//! People: signing in and out, sessions, tokens, passwords, invitations, the team, and what the security log says of it.

mod audit;
mod events;
mod invitations;
mod mail;
mod passwords;
mod resets;
mod second_factor;
mod sessions;
mod sign_in;
mod team;
mod tokens;
