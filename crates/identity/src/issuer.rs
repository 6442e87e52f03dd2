//! OpenID Connect: the authorization code flow with PKCE, state and nonce, at one issuer.
//!
//! Nothing of an issuer is believed before its token's signature, issuer, audience, time and nonce are right. Addresses
//! count only where the issuer says that it has verified them, or where the operator says so of the issuer. Metadata and
//! keys are kept; a key that is not known is looked for once more (`issuer/metadata.rs`).

mod http;
mod metadata;

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use domain::Clock;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, TokenResponse,
};

use crate::{Proven, TlsError, Trust};
use http::Http;
use metadata::Metadata;

/// Signatures that an issuer makes with a key of its own. One made with the shared secret (HS256) is not taken, nor none.
const SIGNATURES: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// How an issuer is reached.
#[derive(Clone)]
pub struct IssuerSettings {
    /// Its URL, exactly as it writes it itself.
    pub url: String,
    /// Whom it knows us as.
    pub client_id: String,
    /// What proves it; `None` for a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Whether its addresses count though it does not say that it has verified them.
    pub email_is_verified: bool,
    /// How long a connection may take.
    pub connect_timeout: Duration,
    /// How long a whole exchange may take.
    pub timeout: Duration,
}

/// What one sign-in is recognized by; drawn for it and used once.
pub struct SignInSecrets {
    /// Comes back in the browser's address.
    pub state: String,
    /// Comes back inside the token.
    pub nonce: String,
    /// Whose hash goes out at first, and which follows with the code: 43 to 128 letters and digits.
    pub verifier: String,
}

/// Why an issuer did not say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssuerError {
    /// It cannot be reached, or does not speak the protocol.
    #[error("the issuer cannot be asked: {0}")]
    Unavailable(String),
    /// It does not take the code.
    #[error("the issuer refuses the code: {0}")]
    Refused(String),
    /// What it says is not to be believed.
    #[error("the issuer's token is not to be believed: {0}")]
    Untrusted(String),
}

/// One issuer.
pub struct Issuer {
    settings: IssuerSettings,
    url: IssuerUrl,
    clock: Arc<dyn Clock>,
    http: Http,
    metadata: Metadata,
}

impl Issuer {
    /// An issuer; nothing is asked of it yet.
    ///
    /// # Errors
    /// When TLS cannot be set up, or the URL is none.
    pub fn new(settings: IssuerSettings, trust: &Trust, clock: Arc<dyn Clock>) -> Result<Self, TlsError> {
        let url = IssuerUrl::new(settings.url.clone()).map_err(|error| TlsError::NotSetUp(error.to_string()))?;
        Ok(Self {
            http: Http::new(&settings, trust)?,
            metadata: Metadata::new(url.clone(), Arc::clone(&clock)),
            url,
            settings,
            clock,
        })
    }

    /// Its URL, under which its subjects are kept.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where a browser goes to sign in; it comes back to `redirect`.
    ///
    /// # Errors
    /// When the issuer's metadata cannot be read.
    pub async fn authorize(&self, secrets: &SignInSecrets, redirect: &str) -> Result<String, IssuerError> {
        let client = self.client(&*self.metadata.known(&self.http).await?, redirect)?;
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let (url, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.to_string())
    }

    /// Who it is that came back to `redirect` with `code`.
    ///
    /// # Errors
    /// When the issuer cannot be asked, does not take the code, or says what is not to be believed.
    pub async fn redeem(&self, code: &str, secrets: &SignInSecrets, redirect: &str) -> Result<Proven, IssuerError> {
        let metadata = self.metadata.known(&self.http).await?;
        let client = self.client(&metadata, redirect)?;
        let answer = self.exchange(&client, code, secrets).await?;
        let token = answer
            .id_token()
            .ok_or_else(|| IssuerError::Untrusted("there is none".to_owned()))?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let (client, claims) = match self.verified(&client, &answer, token, &nonce) {
            Ok(claims) => (client, claims),
            // It may have a new key.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let client = self.client(&*self.metadata.renewed(&self.http).await?, redirect)?;
                let claims = self.verified(&client, &answer, token, &nonce).map_err(untrusted)?;
                (client, claims)
            }
            Err(error) => return Err(untrusted(error)),
        };
        let mut proven = self.proven(&claims);
        if claims.email().is_none() {
            self.look_further(&client, &answer, &claims, &mut proven).await?;
        }
        Ok(proven)
    }

    fn client(&self, metadata: &CoreProviderMetadata, redirect: &str) -> Result<Client, IssuerError> {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let by_body = metadata.token_endpoint_auth_methods_supported().is_some_and(|ways| {
            !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && ways.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        let redirect = RedirectUrl::new(redirect.to_owned());
        let redirect =
            redirect.map_err(|error| IssuerError::Unavailable(format!("the way back is no URL: {error}")))?;
        let id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret).set_redirect_uri(redirect);
        Ok(match by_body {
            true => client.set_auth_type(AuthType::RequestBody),
            false => client,
        })
    }

    async fn exchange(
        &self,
        client: &Client,
        code: &str,
        secrets: &SignInSecrets,
    ) -> Result<CoreTokenResponse, IssuerError> {
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| IssuerError::Unavailable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        request.request_async(&self.http).await.map_err(|error| match error {
            // Its own words may hold what was sent to it; its code is one of a few.
            RequestTokenError::ServerResponse(said) => IssuerError::Refused(said.error().to_string()),
            RequestTokenError::Request(error) => IssuerError::Unavailable(error.to_string()),
            RequestTokenError::Parse(error, _) => IssuerError::Unavailable(format!("its answer at {}", error.path())),
            RequestTokenError::Other(_) => IssuerError::Unavailable("its answer cannot be read".to_owned()),
        })
    }

    /// What a token says, once everything about it is right.
    fn verified(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        token: &CoreIdToken,
        nonce: &Nonce,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let now = UNIX_EPOCH + Duration::from_millis(u64::try_from(self.clock.now_ms()).unwrap_or(0));
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || now.into());
        let claims = token.claims(&verifier, nonce)?.clone();
        if let Some(expected) = claims.access_token_hash() {
            let other = |error: String| ClaimsVerificationError::Other(error);
            let key = token.signing_key(&verifier).map_err(|error| other(error.to_string()))?;
            let alg = token.signing_alg().map_err(|error| other(error.to_string()))?;
            let found = AccessTokenHash::from_token(answer.access_token(), alg, key);
            if found.map_err(|error| other(error.to_string()))? != *expected {
                return Err(other("the access token is another one's".to_owned()));
            }
        }
        Ok(claims)
    }

    fn proven(&self, claims: &CoreIdTokenClaims) -> Proven {
        let email = claims.email().map(|email| email.as_str());
        Proven {
            subject: claims.subject().to_string(),
            email: self.vouched(email, claims.email_verified()),
            name: claims
                .name()
                .and_then(|name| name.get(None))
                .map(|name| name.to_string()),
        }
    }

    /// Asks where many issuers say what is not in the token; they say it of the same subject or not at all.
    async fn look_further(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
        proven: &mut Proven,
    ) -> Result<(), IssuerError> {
        let subject = Some(claims.subject().clone());
        let Ok(request) = client.user_info(answer.access_token().clone(), subject) else {
            return Ok(());
        };
        let said: Result<CoreUserInfoClaims, _> = request.request_async(&self.http).await;
        let said = said.map_err(|error| match error {
            openidconnect::UserInfoError::ClaimsVerification(error) => untrusted(error),
            openidconnect::UserInfoError::Request(error) => IssuerError::Unavailable(error.to_string()),
            _ => IssuerError::Unavailable("what it says of the person cannot be read".to_owned()),
        })?;
        let email = said.email().map(|email| email.as_str());
        proven.email = self.vouched(email, said.email_verified());
        let name = said.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        proven.name = proven.name.take().or(name);
        Ok(())
    }

    fn vouched(&self, email: Option<&str>, verified: Option<bool>) -> Option<String> {
        let counts = verified.unwrap_or(self.settings.email_is_verified);
        email.filter(|_| counts).map(|email| email.trim().to_lowercase())
    }
}

/// What is wrong with a token, without what it says.
fn untrusted(error: ClaimsVerificationError) -> IssuerError {
    use ClaimsVerificationError as Wrong;
    let what = match error {
        Wrong::Expired(_) => "it has expired",
        Wrong::InvalidAudience(_) => "it is for somebody else",
        Wrong::InvalidIssuer(_) => "it is of another issuer",
        Wrong::InvalidNonce(_) => "it is of another sign-in",
        Wrong::InvalidSubject(_) => "it is about somebody else",
        Wrong::SignatureVerification(_) => "its signature",
        _ => "it is not as it should be",
    };
    IssuerError::Untrusted(what.to_owned())
}
