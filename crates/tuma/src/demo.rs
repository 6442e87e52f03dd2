//! What `serve --demo` needs to be tried at once: an organization, a simulated carrier, an API key.
//!
//! Made once; later starts find them again. The database knows the key's hash alone, so the key is kept in a file
//! beside it, readable by its owner alone, and made anew where the file is missing or its key no longer works.

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use domain::{Clock, Currency, ProviderId, Role};
use engine::request::Refusal;
use engine::{SmppAccountBook, SmppAccountChange};
use store::{Organization, Provider, Store};
use tenancy::{Author, Caller, KeyChange, LimitsChange, NewKey, NewOrganization, NewUser, Tenancy, TenancyError};

use crate::config::Demo;
use crate::failure::Failure;

const SLUG: &str = "demo";
const PROVIDER: &str = "simulator";
/// After every provider that somebody adds with the usual rank of 100.
const RANK: i64 = 1_000;
const WINDOW: u32 = 1_000;
/// 0.80, the price of a message in the documents that Tuma was built from.
const PRICE_MICROS: i64 = 800_000;
/// The demo is there to be tried, not to be held back.
const NO_LIMIT: Option<u32> = Some(0);
const KEY_FILE: &str = "demo-key";
const SMPP_FILE: &str = "demo-smpp";
const ADMINISTRATOR_FILE: &str = "demo-administrator";
/// Who may do everything in the demo.
pub const ADMINISTRATOR: &str = "admin@demo.example";
/// Where SMPP is served when the configuration does not say.
pub const SMPP_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 2775);

/// Makes what is missing; answers the API key.
pub async fn prepare(
    settings: &Demo,
    data_dir: &Path,
    store: &Store,
    tenancy: &Tenancy,
    clock: &Arc<dyn Clock>,
) -> Result<String, Failure> {
    let organization = organization(settings, tenancy).await?;
    if tenancy.terms(Some(organization.id)).await?.updated_at == 0 {
        let change = LimitsChange {
            per_minute: Some(NO_LIMIT),
            per_day: Some(NO_LIMIT),
            ..LimitsChange::default()
        };
        tenancy
            .limits_change(organization.id, change, &Author::operator())
            .await?;
    }
    provider(settings, store, clock).await?;
    key(data_dir, tenancy, &organization).await
}

/// The demo's SMPP account, made where it is missing; answers its password.
pub async fn smpp_account(data_dir: &Path, tenancy: &Tenancy, book: &SmppAccountBook) -> Result<String, Failure> {
    let organization = tenancy.organization_by_slug(SLUG).await?;
    let path = data_dir.join(SMPP_FILE);
    let accounts = book.store.smpp_account_list(organization.id).await?;
    let change = SmppAccountChange {
        system_id: Some(SLUG.to_owned()),
        new_password: true,
        ..SmppAccountChange::default()
    };
    let password = match accounts.iter().find(|account| account.system_id == SLUG) {
        None => book.create(organization.id, change).await.map_err(refused)?.1,
        Some(account) => {
            if let Some(kept) = read_kept(&path)?
                && book.opens(account, &kept).await
            {
                return Ok(kept);
            }
            let (_, fresh) = book
                .change(organization.id, account.id, change)
                .await
                .map_err(refused)?;
            fresh.unwrap_or_default()
        }
    };
    write_private(&path, &password).map_err(|error| unusable(&path, &error))?;
    Ok(password)
}

/// The demo's administrator, made where there is none: owner of the organization, and of the installation. Answers its
/// password as long as that is the drawn one.
pub async fn administrator(data_dir: &Path, tenancy: &Tenancy) -> Result<Option<String>, Failure> {
    let path = data_dir.join(ADMINISTRATOR_FILE);
    match tenancy.user_named(ADMINISTRATOR).await {
        Ok(user) => Ok(match read_kept(&path)? {
            Some(kept) if tenancy.user_password_is(&user, &kept).await? => Some(kept),
            _ => None,
        }),
        Err(TenancyError::NotFound(_)) => {
            let organization = tenancy.organization_by_slug(SLUG).await?;
            let new = NewUser {
                email: ADMINISTRATOR.to_owned(),
                name: "Administrator".to_owned(),
                place: Some((organization.id, Role::Owner)),
                system_administrator: true,
            };
            let (_, password) = tenancy.user_create(new).await?;
            write_private(&path, &password).map_err(|error| unusable(&path, &error))?;
            Ok(Some(password))
        }
        Err(other) => Err(other.into()),
    }
}

fn refused(refusal: Refusal) -> Failure {
    Failure::failed(format!("the demo's SMPP account cannot be made: {refusal}"))
}

/// What a file of the demo holds, if it is there.
fn read_kept(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, &error)),
    }
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!("the demo's file {} cannot be used: {error}", path.display()))
}

async fn organization(settings: &Demo, tenancy: &Tenancy) -> Result<Organization, Failure> {
    match tenancy.organization_by_slug(SLUG).await {
        Err(TenancyError::NotFound(_)) => {
            let new = NewOrganization {
                name: "Demo".to_owned(),
                slug: SLUG.to_owned(),
                region: settings.region.clone(),
                ..NewOrganization::default()
            };
            Ok(tenancy.organization_create(new).await?)
        }
        found => Ok(found?),
    }
}

/// The platform's simulated carrier, open to every organization.
async fn provider(settings: &Demo, store: &Store, clock: &Arc<dyn Clock>) -> Result<(), Failure> {
    let all = store.provider_list_all().await?;
    if all.iter().any(|one| one.organization.is_none() && one.name == PROVIDER) {
        return Ok(());
    }
    let now = clock.now_ms();
    let provider = Provider {
        id: ProviderId::new(store.ids().next(now)),
        organization: None,
        adapter: "simulator".to_owned(),
        name: PROVIDER.to_owned(),
        config: settings.carrier.clone(),
        secrets: String::new(),
        hook_token: None,
        rank: RANK,
        rate_per_second: None,
        window: WINDOW,
        price_micros: PRICE_MICROS,
        currency: "KES".parse::<Currency>().expect("three capital letters"),
        reports: true,
        active: true,
        created_at: now,
        updated_at: now,
    };
    Ok(store.provider_insert(provider).await?)
}

async fn key(data_dir: &Path, tenancy: &Tenancy, organization: &Organization) -> Result<String, Failure> {
    let path = data_dir.join(KEY_FILE);
    let kept = read_kept(&path)?;
    if let Some(kept) = kept
        && let Ok(caller) = tenancy.authenticate(&kept).await
        && caller.organization.id == organization.id
    {
        unlimited(tenancy, &caller).await?;
        return Ok(kept);
    }
    let new = NewKey {
        name: "demo".to_owned(),
        per_minute: NO_LIMIT,
        per_day: NO_LIMIT,
        ..NewKey::default()
    };
    let maker = Caller::system(Arc::new(organization.clone()));
    let (_, text) = tenancy.key_make(&maker, new).await?;
    write_private(&path, &text).map_err(|error| unusable(&path, &error))?;
    Ok(text)
}

/// Lifts the limits of a demo key that was made when there were none.
async fn unlimited(tenancy: &Tenancy, demo: &Caller) -> Result<(), Failure> {
    let Some(id) = demo.api_key() else { return Ok(()) };
    let key = tenancy.key_of(demo.organization.id, id).await?;
    if key.per_minute.is_none() && key.per_day.is_none() {
        let operator = Caller::system(demo.organization.clone());
        let change = KeyChange {
            per_minute: Some(NO_LIMIT),
            per_day: Some(NO_LIMIT),
            ..KeyChange::default()
        };
        tenancy.key_change(&operator, id, change).await?;
    }
    Ok(())
}

/// Writes a file that only its owner can read, whole or not at all.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    fs::rename(&draft, path)
}

/// The address to open in a browser for a server that listens at `listen`.
pub fn url(listen: SocketAddr) -> String {
    let host = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V6(ip) if ip.is_unspecified() => "[::1]".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(ip) => ip.to_string(),
    };
    format!("http://{host}:{}", listen.port())
}

/// The block that says what to do next; the curl line works as printed.
pub fn welcome(url: &str, key: &str, password: Option<&str>, smpp: Option<(SocketAddr, &str)>) -> String {
    let administrator = match password {
        Some(password) => format!("Sign in: {ADMINISTRATOR} / {password}\n"),
        None => format!("Sign in: {ADMINISTRATOR}, with the password that you set (`tuma user reset` draws another)\n"),
    };
    let smpp = smpp.map_or(String::new(), |(address, password)| {
        format!("SMPP: {SLUG} / {password}\nBind to: {address}\n")
    });
    format!(
        "
Tuma is ready. Messages go to a simulated carrier: nothing leaves this machine.

Open:    {url}/docs
{administrator}API key: {key}
{smpp}
Send a message:
curl -sS {url}/api/sms/send -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \
-d '{{\"to\":\"+254712345678\",\"body\":\"Hello from Tuma\"}}'

Or, in another terminal:
export TUMA_URL={url} TUMA_API_KEY={key}
tuma send +254712345678 'Hello from Tuma' --wait
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stands_on_a_line_of_its_own_and_the_curl_line_is_one_line() {
        let text = welcome(
            "http://127.0.0.1:8080",
            "sk_live_abc",
            Some("abcd-efgh"),
            Some((SMPP_LISTEN, "pass1234")),
        );
        assert!(
            text.lines()
                .any(|line| line == "Sign in: admin@demo.example / abcd-efgh")
        );
        assert!(text.lines().any(|line| line == "API key: sk_live_abc"));
        assert!(text.lines().any(|line| line == "SMPP: demo / pass1234"));
        let curl = text
            .lines()
            .find(|line| line.starts_with("curl "))
            .expect("a curl line");
        assert!(
            curl.ends_with(r#"-d '{"to":"+254712345678","body":"Hello from Tuma"}'"#),
            "{curl}"
        );
    }

    #[test]
    fn an_address_that_means_everywhere_is_opened_here() {
        let table = [
            ("0.0.0.0:80", "http://127.0.0.1:80"),
            ("[::]:80", "http://[::1]:80"),
            ("10.0.0.1:80", "http://10.0.0.1:80"),
            ("[fe80::1]:80", "http://[fe80::1]:80"),
        ];
        for (listen, shown) in table {
            assert_eq!(url(listen.parse().expect("an address")), shown);
        }
    }

    #[test]
    fn the_key_file_is_private_and_replaced_whole() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join(KEY_FILE);
        write_private(&path, "one").expect("written");
        write_private(&path, "two").expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("text"), "two\n");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    }
}
