//! More libraries that fill structs, and ways to use them.
use clap::{Arg, Parser, arg};
use serde::Deserialize;

pub const NAMED: &str = "NAMED_TOKEN";

#[derive(Parser)]
struct Args {
    #[arg(env = concat!("JOINED", "_TOKEN"))] //~ env-read
    joined: String,
    #[clap(env = crate::NAMED, hide_env_values = true)] //~ env-read
    named: String,
    #[arg(long, env = "NO_TOKEN_CHECK")]
    unchecked: bool,
    #[arg(long, env = "REFRESH_TOKEN")]
    minutes: Option<u32>,
    #[cfg_attr(feature = "cli", arg(long, env = "GATED_TOKEN"))] //~ env-read
    gated: String,
    #[command(flatten)]
    more: More,
}

#[derive(clap::Args)]
struct More {
    #[arg(long = "pw", env)] //~ env-read
    db_password: String,
}

#[derive(clap::Subcommand)]
enum Command {
    Run {
        #[arg(env = "VARIANT_TOKEN")] //~ env-read
        token: String,
    },
    Login(More),
}

fn built() -> Arg {
    let _ = clap::Command::new("x").arg(clap::arg!(--token <TOKEN>).env("MACRO_ARG_TOKEN")); //~ env-read
    let _ = std::process::Command::new("x").env("CHILD_TOKEN", "");
    arg!(-t --token <TOKEN> "x").env("TEXT_ARG_TOKEN") //~ env-read
}

#[derive(bpaf::Bpaf)]
struct Options {
    #[bpaf(long, env("BPAF_TOKEN"))] //~ env-read
    token: String,
}

#[derive(confique::Config)]
struct Confique {
    #[config(env = "CONFIQUE_API_KEY")] //~ env-read
    key: String,
    #[config(env = "CONFIQUE_HOST")]
    host: String,
}

#[derive(schematic::Config)]
struct Schematic {
    #[setting(env = "SCHEMATIC_API_KEY")] //~ env-read
    key: String,
}

#[derive(envconfig::Envconfig)]
struct Derived {
    derived_api_key: String, //~ env-read
    derived_host: String,
    #[envconfig(nested)]
    password: Confique,
}

#[derive(Deserialize)]
struct Merged {
    smtp_password: String, //~ env-read
    smtp_host: String,
}

fn merged() -> Merged {
    let mut settings = config::Config::new();
    settings.merge(config::Environment::new()).unwrap();
    settings.try_into().unwrap()
}

#[derive(Deserialize)]
struct Filed {
    password: String,
}

fn from_a_file() -> Filed {
    config::Config::builder().add_source(config::File::with_name("x")).build().unwrap().try_deserialize().unwrap()
}

fn by_key() {
    let environment = config::Environment::with_prefix("APP").separator("_");
    let settings = config::Config::builder().add_source(environment).build().unwrap();
    let _ = settings.get_string("smtp.password"); //~ env-read
    let _ = settings.get_string("smtp.host");
}

fn shells() {
    let shell = xshell::Shell::new().unwrap();
    let _ = shell.var("SHELL_TOKEN"); //~ env-read
    let _ = shell.var("SHELL_HOST");
}

mod codegen {
    #[macro_use]
    extern crate dotenv_codegen;

    fn built() {
        let _ = dotenv!("DOTENV_TOKEN"); //~ env-read
    }
}
