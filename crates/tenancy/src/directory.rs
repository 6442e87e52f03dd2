//! Signing in with a password that a directory knows.
//!
//! The directory gets the passwords of those whom it knows, and of addresses that nobody has here. Whoever has a password
//! here is asked about as well, but without it: an answer takes as long, and the password stays here. A directory that is
//! down is told to everybody alike whose password is not right here, and to nobody whose is.

use std::sync::Arc;

use domain::UserId;
use identity::DirectoryError;
use store::User;

use crate::admission::Voucher;
use crate::sign_in::SignInRefusal;
use crate::ways::DIRECTORY;
use crate::{Author, Inner, Origin, Tenancy, TenancyError};

impl Tenancy {
    /// Forgets who a user is at issuers and in the directory, and ends its sessions; says at how many.
    pub async fn user_unlink(&self, id: UserId) -> Result<u64, TenancyError> {
        if self.inner.store.identity_list_of(id).await?.is_empty() {
            return Ok(0);
        }
        let now = self.inner.clock.now_ms();
        let entry = Author::operator().changes(None, "user.unlink", id, (None, None));
        Ok(self.inner.store.noting(entry).identities_remove(id, now).await?)
    }
}

impl Inner {
    /// Who has this address and this password in the directory, of those whom it lets in; `user` has the address here.
    pub(crate) async fn of_directory(
        &self,
        (email, password): (&str, &str),
        user: Option<&User>,
        origin: &Arc<Origin>,
    ) -> Result<Option<User>, SignInRefusal> {
        let Some(way) = &self.ways.directory else {
            return Ok(None);
        };
        let is_its = match user {
            Some(user) => user.active && (way.link_existing || self.is_of_directory(user.id).await?),
            None => true,
        };
        let proven = match is_its {
            true => way.directory.prove(email, password).await.map(Some),
            false => way.directory.look(email).await.map(|()| None),
        };
        let proven = match proven {
            Ok(Some(proven)) => proven,
            Ok(None) | Err(DirectoryError::Nobody) => return Ok(None),
            Err(error) => {
                tracing::warn!(%error, "a sign-in could not be looked up");
                return Err(SignInRefusal::DirectoryDown);
            }
        };
        let voucher = Voucher {
            key: DIRECTORY,
            name: DIRECTORY,
            admits: &way.admits,
        };
        let admitted = self.admitted(&voucher, &proven, origin).await?;
        // Failures were counted for this address: nobody else comes in under it.
        let same = |found: &User| user.is_none_or(|user| user.id == found.id);
        match admitted {
            Ok(found) => Ok(Some(found).filter(same)),
            Err((why, _)) => {
                tracing::info!(%why, "the directory knows somebody who is not let in");
                Ok(None)
            }
        }
    }

    /// Whether a user's password is the directory's.
    pub(crate) async fn is_of_directory(&self, user: UserId) -> Result<bool, TenancyError> {
        let known = self.store.identity_list_of(user).await?;
        Ok(known.iter().any(|one| one.issuer == DIRECTORY))
    }
}
