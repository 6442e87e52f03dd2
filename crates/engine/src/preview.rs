//! What a text would be and cost, before it is sent. Nothing is stored.

use std::collections::BTreeMap;

use domain::template::Template;
use domain::{Fault, segment};
use tenancy::Caller;

use crate::Engine;
use crate::bulk::{parse_template, render};
use crate::plan::Plan;
use crate::request::{Preview, PreviewRequest, PreviewRow, Refusal, SendOptions};

/// The most rows of one preview.
const MAX_ROWS: usize = 100;

impl Engine {
    /// Checks a call without its recipients: the options, and a text that is the same for all of them.
    ///
    /// # Errors
    /// `Invalid` for what is wrong with the call as a whole, `NoProvider`.
    pub async fn check_call(&self, caller: &Caller, options: &SendOptions, body: &str) -> Result<(), Refusal> {
        self.ready_for(caller).await?;
        let template = parse_template(body)?;
        let plan = Plan::new(caller, options, &self.registry, (self.now(), true))?;
        self.check_callback_host(options)?;
        if template.variables().is_empty() {
            let text = render(&template, &BTreeMap::new()).map_err(Refusal::of)?;
            plan.measure(&text).map_err(Refusal::of)?;
        }
        Ok(())
    }

    /// Renders and counts a text, once for each row.
    ///
    /// # Errors
    /// `Invalid` for what is wrong with the call as a whole, `NoProvider` where there is no price to tell.
    pub async fn preview(&self, caller: &Caller, request: &PreviewRequest) -> Result<Preview, Refusal> {
        self.ready_for(caller).await?;
        if request.rows.len() > MAX_ROWS {
            return Err(Refusal::of(Fault::new(
                "rows",
                format!("has {} entries", request.rows.len()),
                format!("give at most {MAX_ROWS}"),
            )));
        }
        let template = parse_template(&request.body)?;
        let mut plan = Plan::new(caller, &request.options, &self.registry, (self.now(), false))?;
        if let Some(to) = &request.to {
            plan.price_for(to).map_err(Refusal::of)?;
        }
        let rows: Vec<PreviewRow> = if request.rows.is_empty() {
            vec![row(&plan, &template, &BTreeMap::new())]
        } else {
            request
                .rows
                .iter()
                .map(|values| row(&plan, &template, values))
                .collect()
        };
        let segments = rows
            .iter()
            .filter(|row| row.text.is_ok())
            .map(|row| u32::from(row.segments))
            .sum();
        Ok(Preview {
            variables: template.variables().to_vec(),
            segments,
            cost: plan.cost(i64::from(segments)),
            rows,
        })
    }
}

fn row(plan: &Plan, template: &Template, values: &BTreeMap<String, String>) -> PreviewRow {
    let rendered = render(template, values);
    let checked = rendered
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|text| plan.measure(text));
    let (text, count) = match checked {
        Ok((text, count)) => (Ok(text.into_owned()), count),
        // What cannot be sent is counted all the same, so that its writer sees by how much it is too long.
        Err(fault) => (Err(fault), segment::count(rendered.as_deref().unwrap_or_default())),
    };
    PreviewRow {
        cost: plan.cost(i64::from(count.segments)),
        text,
        encoding: count.encoding,
        segments: count.segments,
        units: count.units,
        units_left: count.units_left,
        offending: count.offending,
    }
}
