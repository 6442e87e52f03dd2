//! `tuma route`: which message goes through which provider, made, listed, changed, removed and explained.

use domain::Class;

use crate::admin::{
    DecisionView, RouteAdd, RouteExplain, RouteList, RouteRemove, RouteSet, RouteView, RouteWords, ask_once,
};
use crate::cli::routes::{RouteAction, RouteArgs, RouteClassArg, RouteExplainArgs, RuleArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma route`.
pub async fn run(args: RouteArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        RouteAction::Add(args) => {
            let ask = RouteAdd {
                organization: args.whose.org,
                route: words(Some(args.name), args.rule),
            };
            let made = ask_once(config, ask).await?;
            output.answer(&made, &format!("added {} ({})", made.name, made.id));
        }
        RouteAction::List { whose } => {
            let ask = RouteList {
                organization: whose.org,
            };
            let all = ask_once(config, ask).await?;
            output.answer(&all, &list_text(&all));
        }
        RouteAction::Set(args) => {
            let ask = RouteSet {
                organization: args.whose.org,
                named: args.route,
                route: words(args.name, args.rule),
            };
            let set = ask_once(config, ask).await?;
            output.answer(&set, &format!("changed {} ({})", set.name, set.id));
        }
        RouteAction::Remove { route, whose } => {
            let ask = RouteRemove {
                organization: whose.org,
                named: route,
            };
            let gone = ask_once(config, ask).await?;
            output.answer(&gone, &format!("removed {} ({})", gone.name, gone.id));
        }
        RouteAction::Explain(args) => {
            let found = ask_once(config, explain(args)).await?;
            output.answer(&found, &explained_text(&found));
        }
    }
    Ok(Exit::Done)
}

fn words(name: Option<String>, rule: RuleArgs) -> RouteWords {
    RouteWords {
        name,
        rank: rule.rank,
        active: rule.active,
        prefixes: given(rule.prefixes),
        countries: given(rule.countries),
        senders: given(rule.senders),
        categories: given(rule.categories),
        classes: classes(&rule.classes),
        providers: Some(rule.providers).filter(|all| !all.is_empty()),
        order: rule.order.map(|order| order.order()),
        sticky: rule.sticky,
    }
}

/// What was given of a list: nothing, or the whole of it; one empty word empties it.
fn given(words: Vec<String>) -> Option<Vec<String>> {
    match words.as_slice() {
        [] => None,
        [one] if one.is_empty() => Some(Vec::new()),
        _ => Some(words),
    }
}

fn classes(given: &[RouteClassArg]) -> Option<Vec<Class>> {
    if given.contains(&RouteClassArg::Any) {
        return Some(Vec::new());
    }
    let class = |arg: &RouteClassArg| match arg {
        RouteClassArg::Otp => Some(Class::Otp),
        RouteClassArg::Transactional => Some(Class::Transactional),
        RouteClassArg::Promotional => Some(Class::Promotional),
        RouteClassArg::Any => None,
    };
    (!given.is_empty()).then(|| given.iter().filter_map(class).collect())
}

fn explain(args: RouteExplainArgs) -> RouteExplain {
    RouteExplain {
        organization: args.whose.org,
        to: args.to,
        from: args.from,
        class: args.class.map(|class| class.class()),
        category: args.category,
        provider: args.provider,
        region: args.region,
    }
}

fn list_text(all: &[RouteView]) -> String {
    if all.is_empty() {
        return "no routes yet, all providers are tried by their ranks: tuma route add".to_owned();
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.rank.to_string(),
                one.name.clone(),
                conditions(one),
                providers(one),
                if one.sticky {
                    format!("{}, sticky", one.order.as_str())
                } else {
                    one.order.as_str().to_owned()
                },
                if one.active { "active" } else { "inactive" }.to_owned(),
                one.id.clone(),
            ]
        })
        .collect();
    table(&["RANK", "NAME", "WHERE", "TO", "ORDER", "STATUS", "ID"], &rows)
}

fn conditions(route: &RouteView) -> String {
    let classes: Vec<String> = route.classes.iter().map(|class| class.as_str().to_owned()).collect();
    let all = [
        ("prefix", &route.prefixes),
        ("country", &route.countries),
        ("sender", &route.senders),
        ("category", &route.categories),
        ("class", &classes),
    ];
    let named = all.iter().filter(|(_, values)| !values.is_empty());
    let told: Vec<String> = named
        .map(|(name, values)| format!("{name} {}", values.join(",")))
        .collect();
    if told.is_empty() {
        "always".to_owned()
    } else {
        told.join("; ")
    }
}

fn providers(route: &RouteView) -> String {
    let weighted = route.order == domain::route::RouteOrder::Weighted;
    let all = route.providers.iter().map(|one| match weighted {
        true => format!("{}={}", one.name, one.weight),
        false => one.name.clone(),
    });
    all.collect::<Vec<_>>().join(",")
}

fn explained_text(found: &DecisionView) -> String {
    let by = match &found.route {
        Some(route) => format!("route {} ({}), {}", route.name, route.route_id, found.by),
        None if found.by == "forced" => "the provider that was asked for, without failover".to_owned(),
        None => "no route fits: all providers by their ranks".to_owned(),
    };
    let mut lines = vec![by];
    lines.extend(
        found
            .order
            .iter()
            .enumerate()
            .map(|(place, one)| format!("{}. {} ({})", place + 1, one.name, one.provider_id)),
    );
    lines.extend(found.passed_over.iter().map(|one| {
        let reason = one.reason.as_deref().unwrap_or_default();
        format!("passed over: {} ({}): {reason}", one.name, one.provider_id)
    }));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_left_out_given_whole_or_emptied() {
        assert_eq!(given(Vec::new()), None);
        assert_eq!(given(vec![String::new()]), Some(Vec::new()));
        assert_eq!(given(vec!["KE".to_owned()]), Some(vec!["KE".to_owned()]));
        assert_eq!(classes(&[]), None);
        assert_eq!(classes(&[RouteClassArg::Any]), Some(Vec::new()));
        assert_eq!(classes(&[RouteClassArg::Otp]), Some(vec![Class::Otp]));
    }
}
