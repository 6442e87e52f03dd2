//! Who may bind: password, address, limit, in this order, so that only who knows the password learns of the rest.

use std::net::IpAddr;

use ::smpp::command::Mode;
use ::smpp::pdu::Bind;
use ::smpp::server::{Admission, Authenticator};
use ::smpp::status::Status;
use store::StoreError;

use super::live::Seat;
use super::settings::SmppServerSettings;
use super::{book, password};
use crate::Engine;

/// Decides about the binds of one connection.
pub(super) struct Door<'a> {
    pub engine: &'a Engine,
    pub settings: &'a SmppServerSettings,
    pub ip: IpAddr,
}

impl Authenticator for Door<'_> {
    type Account = Seat;

    async fn authenticate(&self, _mode: Mode, bind: &Bind) -> Result<Admission<Seat>, Status> {
        let store = &self.engine.store;
        let account = store
            .smpp_account_by_system_id(&bind.system_id)
            .await
            .map_err(unavailable)?;
        let kept = account.as_ref().map(|account| account.password_hash.as_str());
        let right = password::verify(&bind.password, kept).await;
        let Some(account) = account else {
            return Err(Status::RINVSYSID);
        };
        if !right {
            return Err(Status::RINVPASWD);
        }
        if !account.active || !book::may_come_from(&account.allowed_ips, self.ip) || self.engine.is_stopping() {
            return Err(Status::RBINDFAIL);
        }
        if !self.engine.agreed.admits(account.organization, self.ip) {
            return Err(Status::RBINDFAIL);
        }
        let organization = store
            .organization_get(account.organization)
            .await
            .map_err(unavailable)?;
        let organization = organization.ok_or(Status::RBINDFAIL)?;
        let window = account.window;
        let seat = self.engine.smpp.admit(account, organization).ok_or(Status::RBINDFAIL)?;
        Ok(Admission {
            account: seat,
            system_id: self.settings.system_id.clone(),
            settings: self.settings.session(window),
        })
    }
}

fn unavailable(error: StoreError) -> Status {
    tracing::warn!(%error, "an SMPP account could not be read");
    Status::RSYSERR
}
