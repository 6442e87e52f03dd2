//! Arguments of the commands that are clients of a server's API: `send` and `status`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Which server, with which key.
#[derive(Debug, Args)]
pub struct ServerArgs {
    /// The server
    #[arg(long, value_name = "URL", env = "TUMA_URL", default_value = "http://127.0.0.1:8080")]
    pub url: String,

    /// The API key; better in the variable than here, where others can see it
    #[arg(long, value_name = "KEY", env = "TUMA_API_KEY", hide_env_values = true)]
    pub api_key: Option<String>,
}

/// `tuma send`.
#[derive(Debug, Args)]
#[command(after_help = SEND_HELP, override_usage = "tuma send [OPTIONS] <TO> <TEXT>\n       tuma send [OPTIONS] --file <FILE> --body <TEXT>")]
pub struct SendArgs {
    /// The number: international (+254…), or national where the organization or --region says which country
    #[arg(requires = "text", required_unless_present = "file", conflicts_with = "file")]
    pub to: Option<String>,

    /// The message
    #[arg(conflicts_with = "file")]
    pub text: Option<String>,

    /// A CSV or text file: one message to every row
    #[arg(long, short, value_name = "FILE", requires = "body")]
    pub file: Option<PathBuf>,

    /// The text for every row; {{column}} stands for the row's value, {{column|there}} gives a default
    #[arg(long, short, value_name = "TEXT", requires = "file")]
    pub body: Option<String>,

    /// The column with the numbers, by its header or as #3; found by itself if left out
    #[arg(long, value_name = "COLUMN", requires = "file")]
    pub phone_column: Option<String>,

    /// What counts as a repeated row
    #[arg(long, value_enum, requires = "file")]
    pub dedupe: Option<DedupeBy>,

    /// Write every skipped or remarked row to this CSV file
    #[arg(long, value_name = "FILE", requires = "file")]
    pub report: Option<PathBuf>,

    /// How to send
    #[command(flatten)]
    pub how: HowArgs,

    /// Wait until every message has ended, and fail if one was not delivered
    #[arg(long, short)]
    pub wait: bool,

    /// Give up following after this many seconds; what was accepted is still sent
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub timeout: u64,

    /// Which server
    #[command(flatten)]
    pub server: ServerArgs,
}

/// What is the same for one message and a file.
#[derive(Debug, Default, Args)]
pub struct HowArgs {
    /// The sender: a number, a shortcode or a name of at most 11 characters
    #[arg(long, value_name = "SENDER")]
    pub from: Option<String>,

    /// Use this provider and no other
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,

    /// What the message is for: sets its priority
    #[arg(long, value_enum)]
    pub class: Option<ClassArg>,

    /// Not before: a time, a date (UTC), or a span from now such as 2h30m
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,

    /// Give up after this many seconds without delivery
    #[arg(long, value_name = "SECONDS")]
    pub validity: Option<u64>,

    /// The country of numbers without +, as two letters; the organization's if left out
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,

    /// Replace curly quotes, dashes and the like so that the text fits GSM-7
    #[arg(long)]
    pub gsm7_rewrite: bool,

    /// Post the final state here
    #[arg(long, value_name = "URL")]
    pub callback_url: Option<String>,

    /// Makes it safe to run the same command again: the server takes it once
    #[arg(long, value_name = "KEY")]
    pub idempotency_key: Option<String>,
}

/// `tuma status`.
#[derive(Debug, Args)]
#[command(after_help = STATUS_HELP)]
pub struct StatusArgs {
    /// The message's id, msg_…, or a batch's, bat_…
    #[arg(value_name = "ID")]
    pub id: String,

    /// Keep printing what happens until it ends; fails if it was not delivered
    #[arg(long, short)]
    pub follow: bool,

    /// Give up following after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub timeout: u64,

    /// Which server
    #[command(flatten)]
    pub server: ServerArgs,
}

/// A message's class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClassArg {
    /// A one-time password: goes first
    Otp,
    /// What somebody waits for
    Transactional,
    /// What nobody waits for
    Promotional,
}

impl ClassArg {
    /// The product's class.
    pub const fn class(self) -> domain::Class {
        match self {
            Self::Otp => domain::Class::Otp,
            Self::Transactional => domain::Class::Transactional,
            Self::Promotional => domain::Class::Promotional,
        }
    }
}

/// What makes two rows the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DedupeBy {
    /// The same number and the same text: siblings both get theirs
    Text,
    /// The same number
    Number,
}

impl DedupeBy {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
        }
    }
}

const SEND_HELP: &str = "\
A file is sent as one batch: the good rows are accepted, the others are reported with the reason. Exit code 5 says
that some rows were left out; 3 that all were. Interrupting the command does not stop the batch: follow it again
with `tuma status bat_…`.

Examples:
  tuma send +254711000001 'Your code is 4711' --class otp --wait
  tuma send --file fees.csv --region PK --body 'Dear {{student_name}}, Rs {{fee_amount}} is due on {{due_date}}'
  tuma send --file members.txt --body 'The office is closed on Friday' --at 2026-03-01T09:00:00+05:00
  tuma send --file fees.csv --body '…' --report skipped.csv --idempotency-key fees-2026-03
  tuma send --json +254711000001 'Hello' | jq -r .messageId";

const STATUS_HELP: &str = "\
Examples:
  tuma status msg_01hzy…
  tuma status msg_01hzy… --follow
  tuma status bat_01hzy… --json";
