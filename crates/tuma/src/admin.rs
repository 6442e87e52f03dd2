//! Administration without an API key, for whoever may read the data directory.
//!
//! One [`Desk`] carries out the requests. A running server keeps it behind a socket in its data directory; where no
//! server runs, the command opens the database itself, which locks it against a server that would start meanwhile. The
//! commands cannot tell the two apart.

mod access;
mod desk;
mod request;
mod socket;
mod views;

pub use access::{Access, ask_once};
pub use desk::Desk;
pub use request::{
    Ask, KeyCreate, KeyList, KeyRevoke, KeyRotate, KeySet, NetworksSet, NumberAdd, NumberList, NumberRemove,
    OrganizationCreate, OrganizationLimits, OrganizationList, OrganizationShow, ProviderAdd, ProviderList,
    ProviderRemove, ProviderSet, Request, SecretsReseal, Setting, SmppAccountCreate, SmppAccountList,
    SmppAccountRevoke, SuppressAdd, SuppressList, SuppressRemove,
};
pub use socket::Listener;
pub use views::{
    CreatedKeyView, CreatedSmppAccountView, KeyView, LimitsView, NetworksView, NumberView, OrganizationView,
    ProviderView, SmppAccountView, SuppressionPage,
};

#[cfg(test)]
mod tests;
