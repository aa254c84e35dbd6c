//! Macros, by path, import and new name; every place a value can stand in.

use log::{Level, debug as dbg_log, log as write_record};
use tracing::{Span, event, info_span, instrument::Instrument, warn as caution};

pub fn with_log(password: String, user: &str, attempts: u32) {
    dbg_log!("{}", password); //~ secret-in-log
    dbg_log!("{}", user);
    write_record!(Level::Warn, "{}: {}", user, password); //~ secret-in-log
    write_record!(target: "auth", Level::Warn, "{user}: {password}"); //~ secret-in-log
    write_record!(target: "auth", Level::Warn, user = user; "{password}"); //~ secret-in-log
    log::info!(target: &password, "signing in"); //~ secret-in-log
    log::info!(target: "auth", "signing in {}", user);
    log::info!("{:>width$}", user, width = password.len());
    log::info!("{:.*}", 3, user);
    log::info!("{:>1$}", password, 20); //~ secret-in-log
    log::info!("{:?} {user:?} {}", attempts, &password[..]); //~ secret-in-log
    log::info!("{{password}} of {user}");
    log::info!("{0:?} {0:#?} {1}", attempts, user);
    log::info!("{a} {b}", a = user, b = &&password); //~ secret-in-log
    log::info!(attempts, password:%; "signing in"); //~ secret-in-log
    log::info!(user:?, attempts:debug = attempts; "signing in");
    log::info!(word:debug = password; "signing in"); //~ secret-in-log
    log::info!("word":serde = password; "signing in"); //~ secret-in-log
    log::info!(word = password.clone(), user; "signing in"); //~ secret-in-log
    log::info!(length = password.len(); "signing in {user}");
    if log::log_enabled!(Level::Debug) {
        log::debug!(
            "signing in {} with {} after {}",
            user,
            password, //~ secret-in-log
            attempts,
        );
    }
    log::error!("{}", if attempts > 3 { password.as_str() } else { "hidden" }); //~ secret-in-log
    log::error!("{}", match attempts { 0 => user, _ => &password }); //~ secret-in-log
    log::error!("{}", { let copy = password.clone(); copy }); //~ secret-in-log
    log::error!("{:?}", Some(&password)); //~ secret-in-log
    log::error!("{:?}", [user, &password]); //~ secret-in-log
    log::error!("{:?}", (attempts, &password)); //~ secret-in-log
    log::error!("{:?}", vec![password.clone()]); //~ secret-in-log
    log::error!("{:?}", password.as_bytes()); //~ secret-in-log
    log::error!("{:02x?}", password.as_bytes()); //~ secret-in-log
    log::error!(concat!("user ", "{}"), password); //~ secret-in-log
    log::error!("{}", format_args!("{} {}", user, password)); //~ secret-in-log
}

pub fn with_tracing(api_key: &str, user: &str, span: &Span) {
    tracing::info!(api_key); //~ secret-in-log
    tracing::info!(user, "signing in");
    tracing::info!(%api_key, "signing in"); //~ secret-in-log
    tracing::info!(?api_key, user); //~ secret-in-log
    tracing::info!(key = api_key, "signing in"); //~ secret-in-log
    tracing::info!(key.value = %api_key, "signing in"); //~ secret-in-log
    tracing::info!("key value" = ?api_key, "signing in"); //~ secret-in-log
    tracing::info!(key_length = api_key.len(), user, "signing in");
    tracing::info!(target: "auth", user, "with {api_key}"); //~ secret-in-log
    tracing::info!(name: "login", target: "auth", key = api_key); //~ secret-in-log
    tracing::info!({ key = api_key, user = user }, "signing in"); //~ secret-in-log
    tracing::info!(parent: span, "signing in {}", api_key); //~ secret-in-log
    caution!("key: {api_key}"); //~ secret-in-log
    event!(tracing::Level::INFO, "{}", api_key); //~ secret-in-log
    event!(tracing::Level::INFO, key = api_key, user); //~ secret-in-log
    event!(target: "auth", tracing::Level::INFO, ?user, "ok");
    let entered = info_span!("login", %user, key = %api_key); //~ secret-in-log
    let quiet = info_span!("login", %user, key = tracing::field::Empty);
    quiet.record("key", api_key); //~ secret-in-log
    quiet.record("key", tracing::field::display(&api_key)); //~ secret-in-log
    quiet.record("user", user);
    let _guard = tracing::span!(tracing::Level::DEBUG, "call", ?api_key).entered(); //~ secret-in-log
    let _ = async {}.instrument(tracing::debug_span!("call", api_key)); //~ secret-in-log
    drop(entered);
    tracing::trace!(message = format!("with {api_key}")); //~ secret-in-log
    tracing::enabled!(tracing::Level::TRACE);
}

pub fn with_std(secret_key: &str, user: &str) {
    print!("{secret_key}"); //~ secret-in-log
    println!("{}", secret_key); //~ secret-in-log
    eprint!("{}\n", secret_key); //~ secret-in-log
    std::eprintln!("{user} {}", secret_key.to_uppercase()); //~ secret-in-log
    std::println!("{user}");
    let _ = dbg!(secret_key); //~ secret-in-log
    let (_, _) = dbg!(user, secret_key); //~ secret-in-log
    let shown = dbg!(user.len());
    println!("{shown}");
}

macro_rules! trace_value {
    ($value:expr) => {
        log::trace!("value {}", $value)
    };
    ($name:literal, $($value:expr),+ $(,)?) => {
        log::trace!(concat!($name, " {}"), $($value),+)
    };
}

pub fn with_own_macro(password: &str, user: &str) {
    trace_value!(user);
    trace_value!(password); //~ secret-in-log
    trace_value!("login", user);
    trace_value!("login", password); //~ secret-in-log
}

macro_rules! at_level {
    ($level:ident, $($arg:tt)+) => {
        log::$level!($($arg)+)
    };
}

pub fn at_any_level(password: &str, user: &str) {
    at_level!(info, "{}", user);
    at_level!(info, "{}", password); //~ secret-in-log
}

pub fn with_defmt(password: &str, user: &str) {
    defmt::info!("{=str}", password); //~ secret-in-log
    defmt::panic!("{=str}", password); //~ secret-in-error
    defmt::unreachable!("{=str}", user);
}

pub fn with_slog(root: &slog::Logger, password: &str, user: &str) {
    slog::crit!(root, #"login", "{name}", name = password); //~ secret-in-log
    slog::crit!(root, #"login", "{name}", name = user);
}
