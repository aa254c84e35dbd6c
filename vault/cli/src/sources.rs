//! The resolver with every source that this program knows; the policy says which of them a secret may come from.

use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Manifest;
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::source::EnvSource;

use crate::failure::Failure;
use crate::place::Place;

/// A resolver over the open vault.
pub(crate) fn vault(place: &Place, home: &Home, manifest: Manifest) -> Result<Vault, Failure> {
    let builder = home.vault(manifest, place.profile).bind(EnvSource::process());
    #[cfg(target_os = "linux")]
    let builder = {
        use secret_guard_vault::keyring::SecretService;
        use secret_guard_vault::source::KeyringSource;
        builder.bind(KeyringSource::new(SecretService::session(), place.account()?))
    };
    Ok(builder.build())
}
