//! One file a command. Each takes where it works and what was asked, and gives an answer or a failure.

pub(crate) mod audit;
pub(crate) mod backend_status;
pub(crate) mod delete;
pub(crate) mod doctor;
pub(crate) mod exec;
pub(crate) mod get;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod list;
pub(crate) mod reset;
pub(crate) mod restore;
pub(crate) mod rotate;
pub(crate) mod rotate_kek;
pub(crate) mod set;
pub(crate) mod shell;
pub(crate) mod snapshot;
pub(crate) mod status;
pub(crate) mod transfer;
pub(crate) mod versions;

use crate::answer::Answer;
use crate::args::{Cli, Command};
use crate::failure::Failure;
use crate::place::Place;

pub(crate) type Outcome = Result<Answer, Failure>;

pub(crate) fn run(cli: &Cli) -> Outcome {
    answer(cli, &cli.place).map_err(|failure| failure.of(&cli.place))
}

fn answer(cli: &Cli, place: &Place) -> Outcome {
    match &cli.command {
        Command::Init(args) => init::run(place, args),
        Command::Set(args) => set::run(place, args),
        Command::Get(args) => get::run(place, args),
        Command::List(args) => list::run(place, args),
        Command::Versions(args) => versions::run(place, args),
        Command::Delete(args) => delete::run(place, args),
        Command::Rotate(args) => rotate::run(place, args),
        Command::Import(args) => import::run(place, args),
        Command::Doctor(args) => doctor::run(place, args),
        Command::BackendStatus(args) => backend_status::run(place, args),
        Command::Status(args) => status::run(place, args),
        Command::Exec(args) => exec::run(place, args),
        Command::RotateKek(args) => rotate_kek::run(place, args),
        Command::Snapshot(args) => snapshot::run(place, args),
        Command::Restore(command) => restore::run(place, command),
        Command::Reset(args) => reset::run(place, args),
        Command::ExportKek(args) => transfer::export_kek(place, args),
        Command::ImportKek(args) => transfer::import_kek(place, args),
        Command::ExportEnv(args) => transfer::export_env(place, args),
        Command::ImportEnv(args) => transfer::import_env(place, args),
        Command::Audit(command) => audit::run(place, command),
        Command::Completions(args) => shell::completions(args),
        Command::Man => shell::man(),
    }
}
