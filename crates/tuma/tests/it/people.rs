//! People: signing in and out, sessions, tokens, passwords, invitations, the team, and what the security log says of it.

mod audit;
mod directory;
mod events;
mod invitations;
mod issuers;
mod mail;
mod passwords;
mod resets;
mod second_factor;
mod sessions;
mod sign_in;
mod team;
mod tokens;
