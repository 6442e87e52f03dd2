//! What tests about money need: an organization that pays from a balance, and whoever may set its terms and prices.

use domain::{Currency, Money};
use serde_json::json;
use store::Balance;
use tenancy::{Author, BillingChange, NewTopUp};

use crate::app::TestApp;
use crate::browser::Browser;

impl TestApp {
    /// Makes the organization called `slug` prepaid in KES with this much, on these terms.
    pub async fn prepay(&self, slug: &str, amount_micros: i64, change: BillingChange) {
        let (engine, tenancy, slug) = (self.engine().clone(), self.tenancy().clone(), slug.to_owned());
        let made = self.inside(async move {
            let organization = tenancy.organization_by_slug(&slug).await?.id;
            let currency: Currency = "KES".parse()?;
            let change = BillingChange {
                currency: Some(currency),
                ..change
            };
            tenancy
                .billing_change(organization, change, &Author::operator())
                .await?;
            engine.tariff_refresh().await?;
            if amount_micros > 0 {
                let top_up = NewTopUp {
                    amount: Money::new(amount_micros, currency),
                    reference: None,
                    actor: None,
                    note: None,
                };
                tenancy.top_up(organization, top_up).await?;
            }
            anyhow::Ok(())
        });
        made.await.expect("the organization can be made prepaid");
    }

    /// The balance of the organization called `slug`.
    pub async fn balance(&self, slug: &str) -> Balance {
        let (tenancy, slug) = (self.tenancy().clone(), slug.to_owned());
        let read = self.inside(async move {
            let organization = tenancy.organization_by_slug(&slug).await?.id;
            anyhow::Ok(tenancy.balance(organization).await?)
        });
        read.await.expect("the database answers").expect("a balance")
    }

    /// A new system administrator, signed in at a browser in the organization called `slug`.
    pub async fn system_administrator(&self, slug: &str) -> Browser {
        let email = format!("ops@{slug}.example");
        let password = self.person_of(&email, &[]).await;
        let browser = self.browser();
        let body = json!({ "email": email, "password": password, "organization": slug });
        browser.sign_in_with(body).await.expect(200);
        browser
    }
}
