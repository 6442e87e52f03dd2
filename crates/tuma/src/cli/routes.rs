//! Arguments of `tuma route`: which message goes through which provider.

use clap::{Args, Subcommand, ValueEnum};

use super::FileArgs;
use super::admin::WhoseArgs;
use super::messages::ClassArg;

/// `tuma route`.
#[derive(Debug, Args)]
#[command(after_help = ROUTE_HELP)]
pub struct RouteArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: RouteAction,
}

/// What `tuma route` does.
#[derive(Debug, Subcommand)]
pub enum RouteAction {
    /// Make a route; a running server follows it within a second
    Add(RouteAddArgs),
    /// List routes in the order they are asked
    List {
        /// Whose
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Change a route: what is left out stays as it is
    Set(RouteSetArgs),
    /// Remove a route; messages that wait keep the way they were given
    Remove {
        /// Its name or id
        route: String,
        /// Whose it is
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Say which way a message would go, and why; nothing is sent
    Explain(RouteExplainArgs),
}

/// What a route asks of a message, and where it leads.
#[derive(Debug, Default, Args)]
pub struct RuleArgs {
    /// Lower is asked first, 0 to 1,000,000 [default: 100]
    #[arg(long)]
    pub rank: Option<i64>,

    /// The number begins with this, such as +2547; repeat for several; '' for any
    #[arg(long = "prefix", value_name = "PREFIX")]
    pub prefixes: Vec<String>,

    /// The number's country, such as KE; repeat for several; '' for any
    #[arg(long = "country", value_name = "COUNTRY")]
    pub countries: Vec<String>,

    /// The sender that the message asks for; repeat for several; '' for any
    #[arg(long = "sender", value_name = "SENDER")]
    pub senders: Vec<String>,

    /// The message's category, your own word such as fees; repeat for several; '' for any
    #[arg(long = "category", value_name = "WORD")]
    pub categories: Vec<String>,

    /// What the message is for; repeat for several
    #[arg(long = "class", value_name = "CLASS", value_enum)]
    pub classes: Vec<RouteClassArg>,

    /// A provider it goes to, by name or id, with its weight such as at-kenya=80 where the order is by weight; repeat
    /// for several, the first one first
    #[arg(long = "provider", value_name = "NAME[=WEIGHT]", value_parser = weighted)]
    pub providers: Vec<(String, u32)>,

    /// How the providers are put in order [default: listed]
    #[arg(long, value_enum)]
    pub order: Option<OrderArg>,

    /// Whether one number always gets the same provider first [default: false]
    #[arg(long, value_name = "TRUE|FALSE")]
    pub sticky: Option<bool>,

    /// Whether the route is asked at all [default: true]
    #[arg(long, value_name = "TRUE|FALSE")]
    pub active: Option<bool>,
}

/// `tuma route add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tuma route add kenya --org acme --country KE --provider at-kenya --provider twilio\n  tuma route add shares --org acme --order weighted --provider at-kenya=80 --provider infobip=20 --sticky true"
)]
pub struct RouteAddArgs {
    /// Its name, unique in the organization
    pub name: String,

    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// What it asks and where it leads
    #[command(flatten)]
    pub rule: RuleArgs,
}

/// `tuma route set`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tuma route set kenya --active false\n  tuma route set kenya --country '' --prefix +2547 --provider twilio"
)]
pub struct RouteSetArgs {
    /// Its name or id
    pub route: String,

    /// Another name
    #[arg(long)]
    pub name: Option<String>,

    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// What it asks and where it leads; a list is given whole
    #[command(flatten)]
    pub rule: RuleArgs,
}

/// `tuma route explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tuma route explain +254712345678 --org acme --class otp --json")]
pub struct RouteExplainArgs {
    /// The number: international, or national where the organization or --region says which country
    pub to: String,

    /// Whose message it would be
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// Its sender
    #[arg(long, value_name = "SENDER")]
    pub from: Option<String>,

    /// What it is for [default: transactional]
    #[arg(long, value_enum)]
    pub class: Option<ClassArg>,

    /// Its category
    #[arg(long, value_name = "WORD")]
    pub category: Option<String>,

    /// The provider that it asks for, by name, kind or id
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,

    /// The country of a number without +, as two letters; the organization's if left out
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
}

/// A class of a route's condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RouteClassArg {
    /// One-time passwords
    Otp,
    /// What somebody waits for
    Transactional,
    /// What nobody waits for
    Promotional,
    /// All classes again
    Any,
}

/// How a route's providers are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrderArg {
    /// As they are listed
    Listed,
    /// By their weights, drawn for each message
    Weighted,
    /// The cheapest segment first
    LeastCost,
}

impl OrderArg {
    /// The product's order.
    pub const fn order(self) -> domain::route::RouteOrder {
        match self {
            Self::Listed => domain::route::RouteOrder::Listed,
            Self::Weighted => domain::route::RouteOrder::Weighted,
            Self::LeastCost => domain::route::RouteOrder::LeastCost,
        }
    }
}

/// A provider and its weight, 1 where none is given.
fn weighted(text: &str) -> Result<(String, u32), String> {
    let Some((name, weight)) = text.rsplit_once('=') else {
        return Ok((text.to_owned(), 1));
    };
    let weight = weight
        .parse()
        .map_err(|_| format!("`{weight}` is not a weight: give 0 to 1000, as in at-kenya=80"))?;
    Ok((name.to_owned(), weight))
}

const ROUTE_HELP: &str = "\
The first active route, by rank, whose conditions all hold decides; a condition that is left out always holds. Providers
after the first are for failover. Where no route fits, all providers are tried by their ranks.

Examples:
  tuma route add kenya --org acme --country KE --provider at-kenya --provider twilio
  tuma route explain +254712345678 --org acme";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_has_a_weight_of_its_own_or_one() {
        assert_eq!(weighted("at-kenya"), Ok(("at-kenya".to_owned(), 1)));
        assert_eq!(weighted("at-kenya=80"), Ok(("at-kenya".to_owned(), 80)));
        assert_eq!(weighted("a=b=0"), Ok(("a=b".to_owned(), 0)));
        assert!(weighted("at-kenya=much").is_err());
    }
}
