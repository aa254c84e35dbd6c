//! A value that does not show itself.
//!
//! [`Secret`] has no way to be printed, copied, compared with `==` or serialised; what does not exist cannot be
//! used by mistake:
//!
//! ```compile_fail,E0277
//! let secret = secret_guard_vault::Secret::from_text(String::from("x"));
//! println!("{secret}"); // no Display
//! ```
//! ```compile_fail,E0599
//! let secret = secret_guard_vault::Secret::from_text(String::from("x"));
//! let copy = secret.clone(); // no Clone
//! ```
//! ```compile_fail,E0369
//! let secret = secret_guard_vault::Secret::from_text(String::from("x"));
//! let same = secret == secret; // no PartialEq: see `Secret::matches`
//! ```
//! ```compile_fail,E0277
//! fn serialize(_: impl serde::Serialize) {}
//! serialize(secret_guard_vault::Secret::from_text(String::from("x"))); // no Serialize
//! ```
//! ```compile_fail,E0614
//! let secret = secret_guard_vault::Secret::from_text(String::from("x"));
//! let inner = *secret; // no Deref
//! ```
//! ```compile_fail,E0277
//! let secret = secret_guard_vault::Secret::from_text(String::from("x"));
//! let shown: String = format!("{secret:x}"); // no other format either
//! ```
//!
//! `Debug` exists so that structures holding a secret can derive it; it prints one fixed word.

use std::fmt;
use std::hint::black_box;

use zeroize::{Zeroize, Zeroizing};

/// A secret value, wiped from memory when dropped.
///
/// The value lives on the heap in one place from construction to drop; a move of the `Secret` moves a pointer.
pub struct Secret<T: Zeroize + ?Sized = [u8]> {
    value: Box<T>,
}

impl Secret<[u8]> {
    /// Takes over `text` without copying; spare capacity is wiped.
    pub fn from_text(text: String) -> Self {
        Self::from_bytes(text.into_bytes())
    }

    /// Takes over `bytes`; if they must be copied to fit, the original is wiped.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        if bytes.len() == bytes.capacity() {
            return Self { value: bytes.into_boxed_slice() };
        }
        let bytes = Zeroizing::new(bytes);
        Self { value: Box::from(bytes.as_slice()) }
    }

    /// Lends the value to `use_it` as text; `None` if it is not UTF-8.
    pub fn expose_text<R>(&self, use_it: impl FnOnce(&str) -> R) -> Option<R> {
        std::str::from_utf8(&self.value).ok().map(use_it)
    }

    /// Whether the value is `other`; the time depends on the lengths only.
    pub fn matches(&self, other: &[u8]) -> bool {
        let mut difference = u8::from(self.value.len() != other.len());
        for (a, b) in self.value.iter().zip(other) {
            difference = black_box(difference | (a ^ b));
        }
        difference == 0
    }
}

impl<T: Zeroize> Secret<T> {
    /// Hides `value`. Bytes of it that were elsewhere before the call are the caller's to wipe.
    pub fn new(value: T) -> Self {
        Self { value: Box::new(value) }
    }
}

impl<T: Zeroize + ?Sized> Secret<T> {
    /// Lends the value to `use_it`. What `use_it` copies is no longer protected.
    pub fn expose<R>(&self, use_it: impl FnOnce(&T) -> R) -> R {
        use_it(&self.value)
    }
}

impl<T: Zeroize + ?Sized> Drop for Secret<T> {
    fn drop(&mut self) {
        self.value.zeroize();
    }
}

impl<T: Zeroize + ?Sized> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}
