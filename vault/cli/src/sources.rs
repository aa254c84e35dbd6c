//! The resolver with every source that this program knows; the policy says which of them a secret may come from.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Class, Manifest, Word as _};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::source::{EnvSource, External, Server};

use crate::failure::Failure;
use crate::input::{self, Given};
use crate::place::Place;

/// Where classes come from, and the server that some of them may come from.
#[derive(Args, Debug)]
pub(crate) struct SourceArgs {
    /// Read a class from another kind of source than its usual one, if the policy allows it
    #[arg(long = "route", env = "SECRET_VAULT_ROUTES", value_name = "CLASS=SOURCE", value_delimiter = ',', value_parser = route)]
    routes: Vec<(Class, SourceKind)>,
    /// The address of an OpenBao or Vault server
    #[arg(long, env = "SECRET_VAULT_EXTERNAL", value_name = "URL")]
    external: Option<String>,
    /// The path of its KV engine
    #[arg(long, env = "SECRET_VAULT_EXTERNAL_MOUNT", value_name = "PATH", default_value = "secret")]
    external_mount: String,
    /// What stands before the ids there
    #[arg(long, env = "SECRET_VAULT_EXTERNAL_PREFIX", value_name = "PATH", default_value = "")]
    external_prefix: String,
    /// The certificates, in PEM, of which one must have signed the server's [default: the usual authorities]
    #[arg(long, env = "SECRET_VAULT_EXTERNAL_CA", value_name = "FILE")]
    external_ca: Option<PathBuf>,
    /// The file of its token, which only its owner may read
    #[arg(long, env = "SECRET_VAULT_EXTERNAL_TOKEN_FILE", value_name = "FILE", requires = "external")]
    external_token_file: Option<PathBuf>,
    /// How long a read may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=300))]
    external_timeout: u64,
}

fn route(text: &str) -> Result<(Class, SourceKind), String> {
    let (class, source) = text.split_once('=').ok_or("write CLASS=SOURCE")?;
    let class = Class::from_name(class).ok_or_else(|| "no such class".to_owned())?;
    let source = SourceKind::ALL.into_iter().find(|kind| kind.name() == source);
    Ok((class, source.ok_or("write env, keyring, store or external")?))
}

/// A resolver over the open vault.
pub(crate) fn vault(place: &Place, args: &SourceArgs, home: &Home, manifest: Manifest) -> Result<Vault, Failure> {
    let mut builder = home.vault(manifest, place.profile).bind(EnvSource::process());
    for (class, source) in &args.routes {
        builder = builder.route(*class, *source);
    }
    if let Some(server) = external(args)? {
        builder = builder.bind(server);
    }
    #[cfg(target_os = "linux")]
    let builder = {
        use secret_guard_vault::keyring::SecretService;
        use secret_guard_vault::source::KeyringSource;
        builder.bind(KeyringSource::new(SecretService::session(), place.account()?))
    };
    Ok(builder.build())
}

/// More than all authorities of a system.
const MOST_AUTHORITIES: u64 = 4 * 1024 * 1024;

/// The server, if one is named.
pub(crate) fn external(args: &SourceArgs) -> Result<Option<External>, Failure> {
    let Some(address) = args.external.clone() else { return Ok(None) };
    let path = args.external_token_file.clone().ok_or_else(|| {
        Failure::new("NoInput", "the server's token is not given")
            .help("put it into a file and name that: --external-token-file")
    })?;
    let token = input::passphrase(&Given::File(path), false)?;
    let authorities = args.external_ca.as_deref().map(|path| input::file(path, MOST_AUTHORITIES)).transpose()?;
    let server = Server {
        address,
        mount: args.external_mount.clone(),
        prefix: args.external_prefix.clone(),
        authorities,
        timeout: Duration::from_secs(args.external_timeout),
    };
    External::new(server, token).map(Some).map_err(|error| Failure::new("BadServer", error))
}
