//! `tuma org`: organizations, made and shown.

use std::path::Path;

use crate::admin::{
    Access, LimitsView, OrganizationCreate, OrganizationLimits, OrganizationList, OrganizationShow,
    OrganizationTimeZone, OrganizationView, ProviderList, ProviderView, ask_once,
};
use crate::cli::admin::{OrgAction, OrgArgs, OrgCreateArgs};
use crate::cli::keys::OrgLimitsArgs;
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

const HOUR_MS: i64 = 3_600_000;

/// Runs `tuma org`.
pub async fn run(args: OrgArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        OrgAction::Create(args) => {
            let made = ask_once(config, create(args)).await?;
            let text = format!(
                "created {} ({})\nnext: tuma key create --org {} --name …",
                made.slug, made.id, made.slug
            );
            output.answer(&made, &text);
        }
        OrgAction::List => {
            let all = ask_once(config, OrganizationList {}).await?;
            output.answer(&all, &list_text(&all));
        }
        OrgAction::TimeZone { org, zone } => {
            let ask = OrganizationTimeZone {
                organization: Some(org),
                time_zone: zone,
            };
            let changed = ask_once(config, ask).await?;
            let text = format!("{} counts its days in {}", changed.slug, changed.time_zone);
            output.answer(&changed, &text);
        }
        OrgAction::Show { org } => show(org, config, output).await?,
        OrgAction::Limits(args) => {
            let limits = ask_once(config, limits(args)).await?;
            output.answer(&limits, &limits_text(&limits));
        }
    }
    Ok(Exit::Done)
}

fn limits(args: OrgLimitsArgs) -> OrganizationLimits {
    OrganizationLimits {
        organization: Some(args.org),
        per_minute: args.per_minute.unwrap_or_default(),
        per_day: args.per_day.unwrap_or_default(),
        recipients_per_day: args.recipients_per_day.unwrap_or_default(),
    }
}

fn limits_text(limits: &LimitsView) -> String {
    let shown = |limit: Option<u32>| match limit {
        None => "the platform's".to_owned(),
        Some(0) => "no limit".to_owned(),
        Some(count) => count.to_string(),
    };
    [
        limits.organization.clone(),
        format!("  requests a minute  {}", shown(limits.per_minute)),
        format!("  requests a day     {}", shown(limits.per_day)),
        format!("  recipients a day   {}", shown(limits.recipients_per_day)),
    ]
    .join("\n")
}

fn create(args: OrgCreateArgs) -> OrganizationCreate {
    OrganizationCreate {
        name: args.name,
        slug: args.slug,
        region: args.region,
        max_segments: args.max_segments,
        unknown_policy: args.unknown.map(|unknown| unknown.policy()),
        validity_ms: args.validity_hours.map(|hours| i64::from(hours) * HOUR_MS),
        time_zone: args.time_zone,
    }
}

async fn show(org: String, config: Option<&Path>, output: &Output) -> Result<(), Failure> {
    let access = Access::open(config).await?;
    let shown = both(&access, org).await;
    access.close().await;
    let (organization, providers) = shown?;
    let document = serde_json::json!({ "organization": organization, "providers": providers });
    output.answer(&document, &show_text(&organization, &providers));
    Ok(())
}

async fn both(access: &Access, org: String) -> Result<(OrganizationView, Vec<ProviderView>), Failure> {
    let organization = access
        .ask(OrganizationShow {
            organization: Some(org.clone()),
        })
        .await?;
    let providers = access
        .ask(ProviderList {
            organization: Some(org),
        })
        .await?;
    Ok((organization, providers))
}

fn list_text(all: &[OrganizationView]) -> String {
    if all.is_empty() {
        return "no organizations yet: tuma org create".to_owned();
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.slug.clone(),
                one.name.clone(),
                one.region.clone(),
                one.id.clone(),
                one.created_at.clone(),
            ]
        })
        .collect();
    table(&["SLUG", "NAME", "REGION", "ID", "CREATED"], &rows)
}

fn show_text(organization: &OrganizationView, providers: &[ProviderView]) -> String {
    let mut lines = vec![
        format!("{} ({})", organization.name, organization.slug),
        format!("  id              {}", organization.id),
        format!("  region          {}", organization.region),
        format!("  max segments    {}", organization.max_segments),
        format!("  unknown outcome {}", organization.unknown_policy),
        format!("  validity        {} h", organization.validity_ms / HOUR_MS),
        format!("  time zone       {}", organization.time_zone),
        format!("  created         {}", organization.created_at),
    ];
    if providers.is_empty() {
        lines.push("  providers       none: nothing can be sent (tuma provider add)".to_owned());
    }
    lines.extend(providers.iter().map(|one| {
        let active = if one.active { "" } else { ", inactive" };
        format!(
            "  provider        {} ({}), {} {} a segment{active}",
            one.name, one.adapter, one.price, one.currency
        )
    }));
    lines.join("\n")
}
