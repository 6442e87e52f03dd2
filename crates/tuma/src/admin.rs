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
pub use desk::{Carriers, Desk};
pub use request::{
    Ask, KeyCreate, KeyList, KeyRevoke, NumberAdd, NumberList, NumberRemove, OrganizationCreate, OrganizationList,
    OrganizationShow, OrganizationTimeZone, ProviderAdd, ProviderCeiling, ProviderList, ProviderRemove, ProviderSet,
    ProviderTest, Request, RouteAdd, RouteExplain, RouteList, RouteRemove, RouteSet, RouteWords, SecretsReseal,
    SmppAccountCreate, SmppAccountList, SmppAccountRevoke, SuppressAdd, SuppressList, SuppressRemove, UserAdd,
    UserList, UserReset, UserSet, WebhookAdd, WebhookDeliveries, WebhookList, WebhookRemove, WebhookTest,
};
pub use socket::Listener;
pub use views::{
    CeilingView, CheckedView, CreatedKeyView, CreatedSmppAccountView, CreatedUserView, DecisionView, DeliveryView,
    KeyView, LiftedView, NumberView, OrganizationView, ProviderTestView, ProviderView, ReasonView, RouteView,
    SmppAccountView, SuppressionPage, UserView, WebhookView,
};

#[cfg(test)]
mod tests;
