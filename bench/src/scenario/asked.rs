//! (o): how soon the dashboard's questions are answered while messages flow, with millions stored.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hdrhistogram::Histogram;
use tokio::time::{Instant, sleep};

use super::Bench;
use super::accept::Shape;
use super::observed::Observation;
use crate::instance::{Backend, Instance, Scene};
use crate::load::{Allowance, Connection, Load, Template};
use crate::options::Letter;
use crate::prefill::Stored;
use crate::report::{Figure, Target, Unit, count};
use crate::tenant::{Lanes, OWNER};

/// Messages that flow a second.
const FLOW: u64 = 2_000;
/// Between two questions: several screens that are open.
const PAUSE: Duration = Duration::from_millis(20);
/// What 99 of 100 answers stay within, ms.
const P99_MS: f64 = 20.0;

/// What the pages ask, by what it is.
const QUESTIONS: [(&str, &str); 6] = [
    ("figures of 30 days", "/api/sms/analytics/summary"),
    ("totals and recent messages", "/api/sms/messages?limit=10"),
    ("analytics by day", "/api/sms/analytics?period=last_30_days"),
    ("analytics by hour", "/api/sms/analytics?period=today&by=hour"),
    (
        "analytics of a country",
        "/api/sms/analytics?period=last_30_days&country=KE",
    ),
    ("providers", "/api/sms/providers"),
];

/// Asks all questions again and again, on a server with millions stored.
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    let [some, many] = bench.plan.stored;
    let some = Stored::find_or_build(bench.launcher.site, some, None).await?;
    let many = Stored::find_or_build(bench.launcher.site, many, Some(&some)).await?;
    let scene = Scene {
        person: true,
        ..Scene::simulated(Lanes::Running)
    };
    let instance = Instance::with(&bench.launcher, Backend::Stored(&many), scene).await?;
    let measured = on(&instance, bench).await;
    let (answers, details) = instance.end(measured).await?;
    let suffix = format!("{} stored, {FLOW}/s", count(many.messages as f64));
    for ((name, _), answers) in QUESTIONS.iter().zip(&answers) {
        let ms = |quantile: f64| answers.value_at_quantile(quantile) as f64 / 1_000.0;
        let figure = Figure::new(
            Letter::O,
            format!("p99, {name}, {suffix}"),
            ms(0.99),
            Unit::Milliseconds,
        );
        let mut seen = vec![format!("p50 {:.1} ms", ms(0.5)), format!("{} answers", answers.len())];
        seen.extend(details.iter().cloned());
        bench.add(figure.target(Target::AtMost(P99_MS)).details(seen));
    }
    Ok(())
}

/// The answers to each question, in microseconds, and what else was seen.
async fn on(instance: &Instance<'_>, bench: &Bench<'_>) -> Result<(Vec<Histogram<u32>>, Vec<String>)> {
    let mut connection = Connection::open(instance.server.address).await?;
    let token = token(&mut connection, instance).await?;
    let mut load = Shape::SINGLE_64.start(instance, Allowance::Ahead(0)).await?;
    load.pace(FLOW, bench.plan.warm_up).await;
    load.record();
    let observation = Observation::begin(instance.server.pid)?;
    let length = bench.plan.sustained;
    let (asked, ()) = tokio::join!(ask(&mut connection, &token, length), load.pace(FLOW, length));
    let observed = observation.end()?;
    let (asked, recorded) = (asked?, load_ended(load).await?);
    let mut details = vec![format!("accepted {}/s", count(recorded.0))];
    details.extend(observed.details(recorded.1));
    Ok((asked, details))
}

/// Messages accepted a second, and how many.
async fn load_ended(load: Load) -> Result<(f64, u64)> {
    let recorded = load.finish().await?;
    Ok((recorded.messages_per_second(), recorded.messages))
}

/// Asks one question after the other for `length`.
async fn ask(connection: &mut Connection, token: &str, length: Duration) -> Result<Vec<Histogram<u32>>> {
    let mut questions = Vec::new();
    for (_, target) in QUESTIONS {
        let answers = Histogram::<u32>::new_with_bounds(1, 60_000_000, 3).context("the bounds of the histogram")?;
        questions.push((Template::get_as(target, token), answers));
    }
    let began = Instant::now();
    while began.elapsed() < length {
        for (question, answers) in &mut questions {
            let asked = Instant::now();
            let answer = connection.ask(question.fill(0)).await?;
            ensure!(
                answer.status == 200,
                "{}: {}",
                answer.status,
                String::from_utf8_lossy(answer.body)
            );
            answers.saturating_record(asked.elapsed().as_micros().max(1) as u64);
            sleep(PAUSE).await;
        }
    }
    Ok(questions.into_iter().map(|(_, answers)| answers).collect())
}

/// A token of the tenant's owner.
async fn token(connection: &mut Connection, instance: &Instance<'_>) -> Result<String> {
    let password = instance.password.as_deref().context("no person was made")?;
    let body = serde_json::json!({ "email": OWNER, "password": password }).to_string();
    let answer = connection
        .ask(Template::post_json("/api/v1/auth/token", &body).fill(0))
        .await?;
    let found: serde_json::Value = serde_json::from_slice(answer.body)?;
    let token = found["data"]["access_token"].as_str();
    Ok(token.with_context(|| format!("no token: {found}"))?.to_owned())
}
