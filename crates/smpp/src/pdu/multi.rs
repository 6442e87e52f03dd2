//! submit_multi and its response: one text to many phones, and those that it does not go to.

use bytes::Bytes;
use rusmpp::CommandStatus;
use rusmpp::pdus;
use rusmpp::values::{DestAddress, DistributionListName, SmeAddress, UnsuccessSme};

use super::body::{Destination, Message, Multi, MultiAnswer};
use super::codec::{address, c_string, service_type, short_message, time};
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
        message: Message {
            service_type: sm.service_type.value().as_str().to_owned(),
            source: address(sm.source_addr_ton, sm.source_addr_npi, &sm.source_addr),
            esm_class: sm.esm_class.into(),
            protocol_id: sm.protocol_id,
            priority: sm.priority_flag.into(),
            schedule_delivery_time: sm.schedule_delivery_time.as_str().to_owned(),
            validity_period: sm.validity_period.as_str().to_owned(),
            registered_delivery: sm.registered_delivery.into(),
            replace_if_present: sm.replace_if_present_flag.into(),
            data_coding: sm.data_coding.into(),
            default_message_id: sm.sm_default_msg_id,
            short_message: Bytes::copy_from_slice(sm.short_message().as_ref()),
            ..Message::default()
        },
    }
}

pub(super) fn to(multi: &Multi) -> Result<pdus::SubmitMulti, Status> {
    if multi.destinations.len() > MAX_DESTINATIONS {
        return Err(Status::RINVNUMDESTS);
    }
    let message = &multi.message;
    let destinations: Result<Vec<DestAddress>, Status> = multi.destinations.iter().map(destination_to).collect();
    let mut sm = pdus::SubmitMulti::default();
    sm.service_type = service_type(&message.service_type)?;
    sm.source_addr_ton = message.source.ton.into();
    sm.source_addr_npi = message.source.npi.into();
    sm.source_addr = c_string(&message.source.text, Status::RINVSRCADR)?;
    sm.set_dest_address(destinations?);
    sm.esm_class = message.esm_class.into();
    sm.protocol_id = message.protocol_id;
    sm.priority_flag = message.priority.into();
    sm.schedule_delivery_time = time(&message.schedule_delivery_time, Status::RINVSCHED)?;
    sm.validity_period = time(&message.validity_period, Status::RINVEXPIRY)?;
    sm.registered_delivery = message.registered_delivery.into();
    sm.replace_if_present_flag = message.replace_if_present.into();
    sm.data_coding = message.data_coding.into();
    sm.sm_default_msg_id = message.default_message_id;
    sm.set_short_message(short_message(&message.short_message)?);
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
