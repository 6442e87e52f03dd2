//! submit_multi and its response: one text to many phones, and those that it does not go to.

use rusmpp::CommandStatus;
use rusmpp::pdus;
use rusmpp::values::{DestAddress, DistributionListName, SmeAddress, UnsuccessSme};

use super::body::{Destination, Multi, MultiAnswer};
use super::codec::{address, c_string, message_of_multi, message_to_multi};
use crate::status::Status;

/// The most destinations: their number is one octet.
const MAX_DESTINATIONS: usize = 255;

pub(super) fn of(sm: &pdus::SubmitMulti) -> Multi {
    let destinations = sm.dest_address().iter().map(|one| match one {
        DestAddress::SmeAddress(one) => {
            Destination::Address(address(one.dest_addr_ton, one.dest_addr_npi, &one.destination_addr))
        }
        DestAddress::DistributionListName(list) => Destination::List(list.dl_name.as_str().to_owned()),
    });
    Multi {
        destinations: destinations.collect(),
        message: message_of_multi(sm),
    }
}

pub(super) fn to(multi: &Multi) -> Result<pdus::SubmitMulti, Status> {
    if multi.destinations.len() > MAX_DESTINATIONS {
        return Err(Status::RINVNUMDESTS);
    }
    let destinations: Result<Vec<DestAddress>, Status> = multi.destinations.iter().map(destination_to).collect();
    let mut sm = message_to_multi(&multi.message)?;
    sm.set_dest_address(destinations?);
    Ok(sm)
}

fn destination_to(destination: &Destination) -> Result<DestAddress, Status> {
    Ok(match destination {
        Destination::Address(one) => DestAddress::SmeAddress(SmeAddress::new(
            one.ton.into(),
            one.npi.into(),
            c_string(&one.text, Status::RINVDSTADR)?,
        )),
        Destination::List(name) => {
            DestAddress::DistributionListName(DistributionListName::new(c_string(name, Status::RINVDLNAME)?))
        }
    })
}

pub(super) fn answer_of(answer: &pdus::SubmitMultiResp) -> MultiAnswer {
    let unsuccessful = answer.unsuccess_sme().iter().map(|one| {
        let status = Status(u32::from(one.error_status_code));
        (
            address(one.dest_addr_ton, one.dest_addr_npi, &one.destination_addr),
            status,
        )
    });
    MultiAnswer {
        message_id: answer.message_id.as_str().to_owned(),
        unsuccessful: unsuccessful.collect(),
    }
}

pub(super) fn answer_to(answer: &MultiAnswer) -> Result<pdus::SubmitMultiResp, Status> {
    if answer.unsuccessful.len() > MAX_DESTINATIONS {
        return Err(Status::RINVNUMDESTS);
    }
    let unsuccessful = answer.unsuccessful.iter().map(|(address, status)| {
        Ok(UnsuccessSme::new(
            address.ton.into(),
            address.npi.into(),
            c_string(&address.text, Status::RINVDSTADR)?,
            CommandStatus::from(status.0),
        ))
    });
    Ok(pdus::SubmitMultiResp::new(
        c_string(&answer.message_id, Status::RINVMSGID)?,
        unsuccessful.collect::<Result<_, Status>>()?,
        Vec::new(),
    ))
}
