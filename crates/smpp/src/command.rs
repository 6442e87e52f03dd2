//! The commands: their ids, who may send them, and in which bind state.

/// Set in the command_id of a response.
pub const RESPONSE: u32 = 0x8000_0000;

/// What a session is bound as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The client submits.
    Transmitter,
    /// The server delivers.
    Receiver,
    /// Both.
    Transceiver,
}

/// Who is who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The ESME, which binds.
    Client,
    /// The SMSC, which is bound to.
    Server,
}

macro_rules! commands {
    ($($name:ident $id:literal $wire:literal)*) => {
        /// A command; its response has the same name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u32)]
        pub enum Command {
            $(#[doc = $wire] $name = $id,)*
        }

        impl Command {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name on the wire, of the request.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $wire,)* }
            }

            const fn of_request_id(id: u32) -> Option<Self> {
                match id { $($id => Some(Self::$name),)* _ => None }
            }
        }
    };
}

commands! {
    GenericNack 0x0000_0000 "generic_nack"
    BindReceiver 0x0000_0001 "bind_receiver"
    BindTransmitter 0x0000_0002 "bind_transmitter"
    QuerySm 0x0000_0003 "query_sm"
    SubmitSm 0x0000_0004 "submit_sm"
    DeliverSm 0x0000_0005 "deliver_sm"
    Unbind 0x0000_0006 "unbind"
    ReplaceSm 0x0000_0007 "replace_sm"
    CancelSm 0x0000_0008 "cancel_sm"
    BindTransceiver 0x0000_0009 "bind_transceiver"
    Outbind 0x0000_000B "outbind"
    EnquireLink 0x0000_0015 "enquire_link"
    SubmitMulti 0x0000_0021 "submit_multi"
    AlertNotification 0x0000_0102 "alert_notification"
    DataSm 0x0000_0103 "data_sm"
    BroadcastSm 0x0000_0111 "broadcast_sm"
    QueryBroadcastSm 0x0000_0112 "query_broadcast_sm"
    CancelBroadcastSm 0x0000_0113 "cancel_broadcast_sm"
}

impl Command {
    /// The command with this command_id, and whether it is the response; `None` when there is none such. A generic_nack
    /// exists as a response only, outbind and alert_notification have none.
    pub fn from_id(id: u32) -> Option<(Self, bool)> {
        let is_response = id & RESPONSE != 0;
        let command = Self::of_request_id(id & !RESPONSE)?;
        let exists = match command {
            Self::GenericNack => is_response,
            Self::Outbind | Self::AlertNotification => !is_response,
            _ => true,
        };
        exists.then_some((command, is_response))
    }

    /// The command_id of the request.
    pub const fn request_id(self) -> u32 {
        self as u32
    }

    /// The command_id of the response.
    pub const fn response_id(self) -> u32 {
        self as u32 | RESPONSE
    }

    /// The bind command of `mode`.
    pub const fn bind(mode: Mode) -> Self {
        match mode {
            Mode::Transmitter => Self::BindTransmitter,
            Mode::Receiver => Self::BindReceiver,
            Mode::Transceiver => Self::BindTransceiver,
        }
    }

    /// The mode that this command binds in.
    pub const fn bind_mode(self) -> Option<Mode> {
        match self {
            Self::BindTransmitter => Some(Mode::Transmitter),
            Self::BindReceiver => Some(Mode::Receiver),
            Self::BindTransceiver => Some(Mode::Transceiver),
            _ => None,
        }
    }

    /// Whether its request is answered.
    pub const fn has_response(self) -> bool {
        !matches!(self, Self::Outbind | Self::AlertNotification | Self::GenericNack)
    }

    /// Whether `sender` may send it on a session bound as `mode`. The commands of the session itself (binds, unbind,
    /// enquire_link, outbind) are not asked about here.
    pub const fn fits(self, sender: Side, mode: Mode) -> bool {
        let sends = match sender {
            Side::Client => !matches!(mode, Mode::Receiver),
            Side::Server => !matches!(mode, Mode::Transmitter),
        };
        let is_senders = match self {
            Self::DataSm => true,
            Self::DeliverSm | Self::AlertNotification => matches!(sender, Side::Server),
            Self::SubmitSm
            | Self::SubmitMulti
            | Self::QuerySm
            | Self::CancelSm
            | Self::ReplaceSm
            | Self::BroadcastSm
            | Self::QueryBroadcastSm
            | Self::CancelBroadcastSm => matches!(sender, Side::Client),
            _ => false,
        };
        sends && is_senders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_ids_are_told_apart() {
        for (id, expected) in [
            (0x0000_0004, Some((Command::SubmitSm, false))),
            (0x8000_0004, Some((Command::SubmitSm, true))),
            (0x8000_0000, Some((Command::GenericNack, true))),
            (0x0000_0000, None),
            (0x8000_000B, None),
            (0x8000_0102, None),
            (0x0000_0099, None),
            (0x8000_0099, None),
        ] {
            assert_eq!(Command::from_id(id), expected, "{id:#010x}");
        }
    }

    #[test]
    fn commands_fit_the_bind_states_of_the_standard() {
        use Mode::{Receiver, Transceiver, Transmitter};
        for (command, sender, modes) in [
            (Command::SubmitSm, Side::Client, &[Transmitter, Transceiver][..]),
            (Command::QuerySm, Side::Client, &[Transmitter, Transceiver]),
            (Command::CancelSm, Side::Client, &[Transmitter, Transceiver]),
            (Command::SubmitSm, Side::Server, &[]),
            (Command::DeliverSm, Side::Server, &[Receiver, Transceiver]),
            (Command::AlertNotification, Side::Server, &[Receiver, Transceiver]),
            (Command::DeliverSm, Side::Client, &[]),
            (Command::DataSm, Side::Client, &[Transmitter, Transceiver]),
            (Command::DataSm, Side::Server, &[Receiver, Transceiver]),
            (Command::BindReceiver, Side::Client, &[]),
        ] {
            for mode in [Transmitter, Receiver, Transceiver] {
                let fits = command.fits(sender, mode);
                assert_eq!(fits, modes.contains(&mode), "{command:?} {sender:?} {mode:?}");
            }
        }
    }
}
