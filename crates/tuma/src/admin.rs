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
    Ask, BalanceAdjust, BalanceSet, BalanceShow, BalanceStatement, BalanceTopup, KeyCreate, KeyList, KeyRevoke,
    NumberAdd, NumberList, NumberRemove, OrganizationCreate, OrganizationList, OrganizationShow, PriceAdd, PriceImport,
    PriceList, PriceRemove, ProviderAdd, ProviderList, ProviderRemove, ProviderSet, Request, SecretsReseal,
    SmppAccountCreate, SmppAccountList, SmppAccountRevoke, SuppressAdd, SuppressList, SuppressRemove,
};
pub use socket::Listener;
pub use views::{
    BalanceView, CreatedKeyView, CreatedSmppAccountView, KeyView, NumberView, OrganizationView, PriceView,
    ProviderView, SmppAccountView, StatementFile, SuppressionPage,
};

#[cfg(test)]
mod tests;
