//! `tuma price`: price lists, the platform's and organizations' own.

use crate::admin::{PriceAdd, PriceImport, PriceList, PriceRemove, PriceView, ask_once};
use crate::cli::money::{PriceAction, PriceAddArgs, PriceArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// The largest file of prices, bytes: what fits a line of the admin socket.
const MAX_FILE: u64 = 48 << 10;

/// Runs `tuma price`.
pub async fn run(args: PriceArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        PriceAction::Add(args) => {
            let made = ask_once(config, add(args)).await?;
            output.answer(&made, &format!("added {} ({})", shown(&made), made.id));
        }
        PriceAction::Import(args) => {
            let failed = |error: std::io::Error| Failure::usage(format!("{}: {error}", args.file.display()));
            let size = std::fs::metadata(&args.file).map_err(failed)?.len();
            if size > MAX_FILE {
                let mend = "leave out lines that a shorter prefix says already, or use the API";
                return Err(Failure::usage(format!(
                    "the file has more than {MAX_FILE} bytes: {mend}"
                )));
            }
            let ask = PriceImport {
                organization: args.org,
                csv: std::fs::read_to_string(&args.file).map_err(failed)?,
                currency: args.currency,
            };
            let count = ask_once(config, ask).await?;
            let document = serde_json::json!({ "prices": count });
            output.answer(&document, &format!("the list has {count} prices now"));
        }
        PriceAction::List { org } => {
            let all = ask_once(config, PriceList { organization: org }).await?;
            output.answer(&all, &list_text(&all));
        }
        PriceAction::Remove { price, org } => {
            let ask = PriceRemove {
                organization: org,
                price: price.clone(),
            };
            ask_once(config, ask).await?;
            output.answer(&serde_json::json!({ "removed": price }), &format!("removed {price}"));
        }
    }
    Ok(Exit::Done)
}

fn add(args: PriceAddArgs) -> PriceAdd {
    PriceAdd {
        organization: args.org,
        prefix: args.prefix,
        price: args.price,
        currency: args.currency,
        provider: args.provider,
        class: args.class,
        inbound: args.inbound,
        from: args.from,
        until: args.until,
    }
}

fn shown(price: &PriceView) -> String {
    let prefix = if price.prefix.is_empty() {
        "every number"
    } else {
        &price.prefix
    };
    format!("{} {} a segment to {prefix}", price.currency, price.price)
}

fn list_text(all: &[PriceView]) -> String {
    if all.is_empty() {
        return "no prices in this list: each provider's own price holds".to_owned();
    }
    let row = |one: &PriceView| {
        vec![
            one.prefix.clone(),
            format!("{} {}", one.currency, one.price),
            one.provider.clone().unwrap_or_else(|| "all".to_owned()),
            one.class.clone().unwrap_or_else(|| "all".to_owned()),
            one.direction.clone(),
            one.valid_from.clone(),
            one.valid_until.clone().unwrap_or_else(|| "-".to_owned()),
            one.id.clone(),
        ]
    };
    let head = [
        "PREFIX",
        "SEGMENT",
        "PROVIDER",
        "CLASS",
        "DIRECTION",
        "FROM",
        "UNTIL",
        "ID",
    ];
    table(&head, &all.iter().map(row).collect::<Vec<_>>())
}
