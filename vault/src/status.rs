//! Every way a read can end: a closed list with stable names and exit codes.

use serde::{Deserialize, Serialize};

macro_rules! statuses {
    ($($(#[doc = $doc:literal])+ $name:ident = $exit:literal,)+) => {
        /// How a read ended. Names and exit codes are part of the interface and never change meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Status { $($(#[doc = $doc])+ $name,)+ }

        impl Status {
            /// Every status, in the order of their exit codes.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The exit code of a program that ends with this status; 0 only when there is a value.
            pub fn exit_code(self) -> u8 {
                match self { $(Self::$name => $exit,)+ }
            }

            /// What it means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim(),)+ }
            }

            /// The name, as serialised and as written to the audit log.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }
        }
    };
}

statuses! {
    /// There is a value.
    Resolved = 0,
    /// There is a value, under a name that must disappear.
    DeprecatedAliasUsed = 0,
    /// There is a value, and a reset said that it must be replaced.
    SpentValueUsed = 0,
    /// The source works and holds no such value.
    Missing = 10,
    /// The manifest declares no such id.
    UnknownId = 11,
    /// The policy forbids this source for the class and profile.
    RejectedSourcePolicy = 12,
    /// A deprecated name is set in a profile that refuses it.
    RejectedLegacyAlias = 13,
    /// Two names of one secret hold different values.
    ConflictingNames = 14,
    /// The program bound no source of the kind that the secret is routed to.
    SourceNotConfigured = 15,
    /// The source cannot be reached.
    SourceUnreachable = 20,
    /// The source did not answer in time.
    SourceTimeout = 21,
    /// The source refused the caller.
    SourceForbidden = 22,
    /// The source is locked.
    SourceLocked = 23,
    /// The value is empty.
    EmptyValue = 30,
    /// The value is not UTF-8 where the source promises text.
    NotUtf8 = 31,
    /// Stored bytes are not what was written.
    IntegrityError = 32,
    /// The key does not open the record.
    WrongKey = 33,
    /// An older copy of the store was put back.
    StoreRolledBack = 34,
    /// The key that opens the store is not where it should be.
    KeyMissing = 35,
    /// A record that the store must hold is gone.
    RecordVanished = 36,
    /// A reset said that the value must be replaced, and the profile is strict.
    MustRotate = 37,
    /// The read could not be recorded, so nothing was released.
    AuditUnavailable = 40,
}

impl Status {
    /// Whether this status comes with a value.
    pub fn has_value(self) -> bool {
        self.exit_code() == 0
    }
}
