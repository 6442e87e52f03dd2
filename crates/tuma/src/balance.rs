//! `tuma balance`: what organizations have to spend: shown, set, credited, corrected, stated.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::admin::{
    BalanceAdjust, BalanceSet, BalanceShow, BalanceStatement, BalanceTopup, BalanceView, StatementFile, ask_once,
};
use crate::cli::money::{BalanceAction, BalanceArgs, BalanceSetArgs, BalanceStatementArgs, StatementFormat};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Runs `tuma balance`.
pub async fn run(args: BalanceArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        BalanceAction::Show { whose } => {
            let shown = ask_once(
                config,
                BalanceShow {
                    organization: whose.org,
                },
            )
            .await?;
            output.answer(&shown, &text(&shown));
        }
        BalanceAction::Set(args) => {
            let set = ask_once(config, set(args)).await?;
            output.answer(&set, &text(&set));
        }
        BalanceAction::Topup(args) => {
            let ask = BalanceTopup {
                organization: args.whose.org,
                amount: args.amount,
                currency: args.currency,
                reference: args.reference,
                note: args.note,
            };
            let made = ask_once(config, ask).await?;
            let said = format!("credited {} {} ({})", made.currency, made.amount, made.id);
            output.answer(&made, &said);
        }
        BalanceAction::Adjust(args) => {
            let ask = BalanceAdjust {
                organization: args.whose.org,
                amount: args.amount,
                note: args.note,
            };
            let made = ask_once(config, ask).await?;
            output.answer(&made, &text(&made));
        }
        BalanceAction::Statement(args) => statement(args, config, output).await?,
    }
    Ok(Exit::Done)
}

fn set(args: BalanceSetArgs) -> BalanceSet {
    BalanceSet {
        organization: args.whose.org,
        mode: args.mode.map(|mode| mode.mode()),
        currency: args.currency,
        credit_limit: args.credit_limit,
        refund: args.refund.map(|refund| refund.rule()),
        alert_below: args.alert_below,
    }
}

async fn statement(args: BalanceStatementArgs, config: Option<&Path>, output: &Output) -> Result<(), Failure> {
    let pdf = args.format == StatementFormat::Pdf;
    if pdf && args.out.is_none() {
        return Err(Failure::usage("a PDF needs a file: --out march.pdf"));
    }
    let ask = BalanceStatement {
        organization: args.whose.org,
        from: args.from,
        to: args.to,
        pdf,
    };
    let StatementFile { name, content } = ask_once(config, ask).await?;
    let bytes = STANDARD
        .decode(content)
        .map_err(|_| Failure::failed("the server's answer cannot be read"))?;
    match args.out {
        Some(path) => {
            std::fs::write(&path, bytes)
                .map_err(|error| Failure::failed(format!("{} cannot be written: {error}", path.display())))?;
            let document = serde_json::json!({ "name": name, "file": path });
            output.answer(&document, &format!("wrote {}", path.display()));
        }
        None => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let document = serde_json::json!({ "name": name, "csv": text });
            output.answer(&document, text.trim_end());
        }
    }
    Ok(())
}

fn text(balance: &BalanceView) -> String {
    let Some(currency) = &balance.currency else {
        return format!("{} pays nothing: {}", balance.organization, balance.mode);
    };
    let line = |name: &str, amount: &Option<String>| {
        let amount = amount.as_deref().unwrap_or("-");
        format!("  {name:<14} {amount}")
    };
    let low = if balance.low { "  (below the threshold)" } else { "" };
    [
        format!("{}, {} in {currency}{low}", balance.organization, balance.mode),
        line("available", &balance.available),
        line("reserved", &balance.reserved),
        line("spent", &balance.spent),
        line("paid in", &balance.paid_in),
        line("credit limit", &balance.credit_limit),
        line("alert below", &balance.alert_below),
        format!("  {:<14} {}", "refund", balance.refund.as_deref().unwrap_or("-")),
    ]
    .join("\n")
}
