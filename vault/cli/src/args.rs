//! What can be written on the command line.

use clap::{Parser, Subcommand};

use crate::commands::{
    audit, backend_status, delete, exec, get, import, init, list, reset, restore, rotate, rotate_kek, set, shell,
    snapshot, status, transfer, versions,
};
use crate::doctor::DoctorArgs;
use crate::place::Place;

/// Keeps secrets: encrypted, versioned, audited before release
#[derive(Parser, Debug)]
#[command(name = "secret-vault", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Make a vault: its folder, its keys, an empty store and an empty log
    Init(init::InitArgs),
    /// Store a value as a secret's next version
    Set(set::SetArgs),
    /// Write a secret's value to standard output
    Get(get::GetArgs),
    /// Show the ids of all secrets, their classes and newest versions
    List(list::ListArgs),
    /// Show the versions of a secret
    Versions(versions::VersionsArgs),
    /// Remove a secret with all its versions
    Delete(delete::DeleteArgs),
    /// Replace a secret's value by a new one, given or generated
    Rotate(rotate::RotateArgs),
    /// Store values from a file in plaintext, and say what that leaves behind
    Import(import::ImportArgs),
    /// Check the vault and its surroundings, and say what to do about what is wrong
    Doctor(DoctorArgs),
    /// Show whether each source of secrets answers
    BackendStatus(backend_status::BackendStatusArgs),
    /// Show what the vault is and holds
    Status(status::StatusArgs),
    /// Run a command with secrets in its environment
    Exec(exec::ExecArgs),
    /// Replace the key above all data keys and delete the old one; others may read and write meanwhile
    RotateKek(rotate_kek::RotateKekArgs),
    /// Write every record, still encrypted, to one signed file
    Snapshot(snapshot::SnapshotArgs),
    /// Bring a snapshot back: stage, verify, enable
    #[command(subcommand)]
    Restore(restore::RestoreCommand),
    /// After an incident: replace affected values, or have the strict profile refuse them until they are
    Reset(reset::ResetArgs),
    /// Write the vault's key to a file, under a passphrase
    ExportKek(transfer::ExportKekArgs),
    /// Take a key from such a file
    ImportKek(transfer::ImportArgs),
    /// Write values to a file, under a passphrase
    ExportEnv(transfer::ExportEnvArgs),
    /// Store the values of such a file
    ImportEnv(transfer::ImportArgs),
    /// Read, verify and export the audit log
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Print the completions of a shell
    Completions(shell::CompletionsArgs),
    /// Print the manual page
    Man,
}
