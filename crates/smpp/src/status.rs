//! The command_status codes: their names, and what each means for whoever sent the request, as one table.
//!
//! The values are the standard's; tables found elsewhere misprint several. Vendor codes (0x400 to 0x4FF) are
//! [`Class::Unknown`] here: what they mean is a setting of the peer.

use std::fmt;

/// What a client makes of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Taken.
    Ok,
    /// Over the agreed rate: slow down, and send again.
    Throttled,
    /// The peer's queue is full: back off, and send again.
    QueueFull,
    /// The destination is refused for good.
    BadNumber,
    /// The source is refused for good.
    BadSender,
    /// Refused for good.
    Permanent,
    /// Refused for now.
    Temporary,
    /// The credentials are refused: stop and tell a person.
    Auth,
    /// The command does not fit the session's state: bind again.
    BindState,
    /// The code says nothing that can be acted on: retry a few times.
    Unknown,
}

/// A command_status.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Status(pub u32);

macro_rules! statuses {
    ($($code:literal $name:ident $class:ident $meaning:literal)*) => {
        impl Status {
            $(#[doc = concat!(stringify!($code), ": ", $meaning, ".")]
            pub const $name: Self = Self($code);)*
        }

        const TABLE: &[(u32, &str, Class)] = &[
            $(($code, concat!("ESME_", stringify!($name)), Class::$class),)*
        ];
    };
}

statuses! {
    0x00 ROK Ok "no error"
    0x01 RINVMSGLEN Permanent "message length"
    0x02 RINVCMDLEN Permanent "command_length"
    0x03 RINVCMDID Permanent "command_id"
    0x04 RINVBNDSTS BindState "wrong bind state for the command"
    0x05 RALYBND BindState "already bound"
    0x06 RINVPRTFLG Permanent "priority_flag"
    0x07 RINVREGDLVFLG Permanent "registered_delivery"
    0x08 RSYSERR Temporary "system error"
    0x0A RINVSRCADR BadSender "source address"
    0x0B RINVDSTADR BadNumber "destination address"
    0x0C RINVMSGID Permanent "message_id"
    0x0D RBINDFAIL Temporary "bind failed"
    0x0E RINVPASWD Auth "password"
    0x0F RINVSYSID Auth "system_id"
    0x11 RCANCELFAIL Permanent "cancel_sm failed"
    0x13 RREPLACEFAIL Permanent "replace_sm failed"
    0x14 RMSGQFUL QueueFull "message queue full"
    0x15 RINVSERTYP Permanent "service_type"
    0x33 RINVNUMDESTS Permanent "number of destinations"
    0x34 RINVDLNAME Permanent "distribution list name"
    0x40 RINVDESTFLAG Permanent "dest_flag"
    0x42 RINVSUBREP Permanent "submit with replace"
    0x43 RINVESMCLASS Permanent "esm_class"
    0x44 RCNTSUBDL Permanent "cannot submit to a distribution list"
    0x45 RSUBMITFAIL Permanent "submit failed"
    0x48 RINVSRCTON BadSender "source TON"
    0x49 RINVSRCNPI BadSender "source NPI"
    0x50 RINVDSTTON BadNumber "destination TON"
    0x51 RINVDSTNPI BadNumber "destination NPI"
    0x53 RINVSYSTYP Auth "system_type"
    0x54 RINVREPFLAG Permanent "replace_if_present_flag"
    0x55 RINVNUMMSGS Permanent "number of messages"
    0x58 RTHROTTLED Throttled "over the allowed rate"
    0x61 RINVSCHED Permanent "schedule_delivery_time"
    0x62 RINVEXPIRY Permanent "validity_period"
    0x63 RINVDFTMSGID Permanent "predefined message"
    0x64 RX_T_APPN Temporary "the receiver cannot take it now"
    0x65 RX_P_APPN Permanent "the receiver cannot take it at all"
    0x66 RX_R_APPN Permanent "the receiver rejects it"
    0x67 RQUERYFAIL Permanent "query_sm failed"
    0xC0 RINVTLVSTREAM Permanent "the TLVs cannot be read"
    0xC1 RTLVNOTALLWD Permanent "a TLV that is not allowed"
    0xC2 RINVTLVLEN Permanent "the length of a TLV"
    0xC3 RMISSINGTLV Permanent "a TLV is missing"
    0xC4 RINVTLVVAL Permanent "the value of a TLV"
    0xFE RDELIVERYFAILURE Permanent "delivery failed"
    0xFF RUNKNOWNERR Unknown "unknown error"
    0x100 RSERTYPUNAUTH Permanent "not authorized for the service_type"
    0x101 RPROHIBITED Permanent "the operation is prohibited"
    0x102 RSERTYPUNAVAIL Temporary "the service_type is unavailable"
    0x103 RSERTYPDENIED Permanent "the service_type is denied"
    0x104 RINVDCS Permanent "data_coding"
    0x105 RINVSRCADDRSUBUNIT BadSender "source subunit"
    0x106 RINVDSTADDRSUBUNIT BadNumber "destination subunit"
    0x107 RINVBCASTFREQINT Permanent "broadcast frequency interval"
    0x108 RINVBCASTALIAS_NAME Permanent "broadcast alias name"
    0x109 RINVBCASTAREAFMT Permanent "broadcast area format"
    0x10A RINVNUMBCAST_AREAS Permanent "number of broadcast areas"
    0x10B RINVBCASTCNTTYPE Permanent "broadcast content type"
    0x10C RINVBCASTMSGCLASS Permanent "broadcast message class"
    0x10D RBCASTFAIL Permanent "broadcast_sm failed"
    0x10E RBCASTQUERYFAIL Permanent "query_broadcast_sm failed"
    0x10F RBCASTCANCELFAIL Permanent "cancel_broadcast_sm failed"
    0x110 RINVBCAST_REP Permanent "number of repeated broadcasts"
    0x111 RINVBCASTSRVGRP Permanent "broadcast service group"
    0x112 RINVBCASTCHANIND Permanent "broadcast channel indicator"
}

impl Status {
    /// The standard's name, such as `ESME_RTHROTTLED`; `None` for a code it does not have.
    pub fn name(self) -> Option<&'static str> {
        self.row().map(|row| row.1)
    }

    /// What a client makes of it.
    pub fn class(self) -> Class {
        self.row().map_or(Class::Unknown, |row| row.2)
    }

    /// Whether it is ESME_ROK.
    pub const fn is_ok(self) -> bool {
        self.0 == 0
    }

    fn row(self) -> Option<&'static (u32, &'static str, Class)> {
        let at = TABLE.binary_search_by_key(&self.0, |row| row.0).ok()?;
        TABLE.get(at)
    }
}

impl fmt::Display for Status {
    /// `ESME_RTHROTTLED (0x58)`, or the bare code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({:#04x})", self.0),
            None => write!(f, "{:#06x}", self.0),
        }
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_so_that_it_can_be_searched() {
        assert!(TABLE.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn codes_have_the_standards_names_and_a_class() {
        for (code, name, class) in [
            (0x00, "ESME_ROK (0x00)", Class::Ok),
            (0x04, "ESME_RINVBNDSTS (0x04)", Class::BindState),
            (0x0B, "ESME_RINVDSTADR (0x0b)", Class::BadNumber),
            (0x0A, "ESME_RINVSRCADR (0x0a)", Class::BadSender),
            (0x0E, "ESME_RINVPASWD (0x0e)", Class::Auth),
            (0x14, "ESME_RMSGQFUL (0x14)", Class::QueueFull),
            (0x50, "ESME_RINVDSTTON (0x50)", Class::BadNumber),
            (0x53, "ESME_RINVSYSTYP (0x53)", Class::Auth),
            (0x58, "ESME_RTHROTTLED (0x58)", Class::Throttled),
            (0x64, "ESME_RX_T_APPN (0x64)", Class::Temporary),
            (0x65, "ESME_RX_P_APPN (0x65)", Class::Permanent),
            (0x102, "ESME_RSERTYPUNAVAIL (0x102)", Class::Temporary),
            (0x4A, "0x004a", Class::Unknown),
            (0x401, "0x0401", Class::Unknown),
        ] {
            assert_eq!(Status(code).to_string(), name);
            assert_eq!(Status(code).class(), class, "{name}");
        }
    }
}
