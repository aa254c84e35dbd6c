//! [`Secret`]: a value that must not be shown, copied or compared by accident, and is wiped when dropped.
//!
//! What it leaves out is the point; none of these compile:
//!
//! ```compile_fail,E0277
//! println!("{}", secret_guard_vault::Secret::new(String::from("x")));
//! ```
//! ```compile_fail,E0599
//! let copy = secret_guard_vault::Secret::new(String::from("x")).clone();
//! ```
//! ```compile_fail,E0369
//! let same = secret_guard_vault::Secret::new(1u8) == secret_guard_vault::Secret::new(1u8);
//! ```
//! ```compile_fail,E0614
//! let inner = *secret_guard_vault::Secret::new(1u8);
//! ```
//! ```compile_fail,E0277
//! fn serialise<T: serde::Serialize>(_: T) {}
//! serialise(secret_guard_vault::Secret::new(1u8));
//! ```
//! ```compile_fail,E0624
//! let inner: &u8 = secret_guard_vault::Secret::new(1u8).inner();
//! ```
//! ```compile_fail,E0599
//! let length = secret_guard_vault::Secret::new(String::from("x")).len();
//! ```
//! ```compile_fail,E0599
//! let prefix = secret_guard_vault::Secret::new(String::from("x")).starts_with("x");
//! ```
//! ```compile_fail,E0277
//! let key = std::collections::HashSet::from([secret_guard_vault::Secret::new(1u8)]);
//! ```
//! ```compile_fail,E0277
//! let order = std::cmp::max(secret_guard_vault::Secret::new(1u8), secret_guard_vault::Secret::new(2u8));
//! ```
//! ```compile_fail,E0277
//! tracing::info!(token = %secret_guard_vault::Secret::new(1u8));
//! ```
//! ```compile_fail,E0277
//! tracing::info!(token = secret_guard_vault::Secret::new(1u8));
//! ```
//!
//! `Debug` compiles, since structs that hold a secret derive it, and says nothing, whatever the value and the format:
//!
//! ```
//! use secret_guard_vault::Secret;
//! assert_eq!(format!("{:?} {:#?}", Secret::new(String::new()), Secret::new(12345u64)), "Secret(redacted) Secret(redacted)");
//! ```

use std::fmt;

use subtle::ConstantTimeEq as _;
use zeroize::Zeroize;

/// A secret value: redacted in `Debug`, readable only inside [`Secret::expose`], wiped on drop.
///
/// Wiping reaches the memory that `T` owns when it is dropped. The value stands on the heap, so moving a `Secret` copies
/// no part of it. Copies made before (a `String` that grew, an array that was filled on the stack) are the caller's to
/// avoid.
pub struct Secret<T: Zeroize>(Box<T>);

impl<T: Zeroize> Secret<T> {
    /// Takes a value into custody.
    pub fn new(value: T) -> Self {
        Self(Box::new(value))
    }

    /// Lends the value to `read` and gives back what it returns.
    pub fn expose<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(self.inner())
    }

    fn inner(&self) -> &T {
        &self.0
    }
}

impl<const N: usize> Secret<[u8; N]> {
    /// Has `fill` write the value where it will stay, so that no copy of it is left on the stack.
    ///
    /// # Errors
    ///
    /// What `fill` gives; what it had written is wiped.
    pub fn filled<E>(fill: impl FnOnce(&mut [u8; N]) -> Result<(), E>) -> Result<Self, E> {
        let mut secret = Self(Box::new([0; N]));
        fill(&mut secret.0)?;
        Ok(secret)
    }

    /// A copy of these bytes; `None` when they are not exactly as many.
    pub fn copied(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; N] = bytes.try_into().ok()?;
        Self::filled(|place| {
            place.copy_from_slice(bytes);
            Ok::<_, ()>(())
        })
        .ok()
    }
}

impl<T: Zeroize + AsRef<[u8]>> Secret<T> {
    /// Whether the value equals `other`, in a time that depends only on the lengths.
    pub fn ct_eq(&self, other: impl AsRef<[u8]>) -> bool {
        (*self.0).as_ref().ct_eq(other.as_ref()).into()
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
