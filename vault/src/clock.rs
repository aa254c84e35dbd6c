//! Time that does not run backwards unnoticed.
//!
//! Between two boots only the wall clock tells the time, and it can be set. So what was written keeps a high-water
//! mark, and a clock behind it is an error. Within one boot a [`Deadline`] counts by the clock that nobody can set and
//! that runs on while the machine sleeps.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

/// How far the clock may stand behind the mark, in milliseconds: what time servers correct in daily life.
const TOLERANCE_MS: u64 = 5_000;

/// The clock stands before something that is already written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the clock is behind the newest record ({now_ms} < {mark_ms} ms since 1970); set the clock")]
pub struct ClockWentBack {
    /// The clock.
    pub now_ms: u64,
    /// The mark that it is behind.
    pub mark_ms: u64,
}

/// The wall clock, in milliseconds since 1970.
pub fn unix_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}

/// `now`, but never before `mark`.
///
/// # Errors
///
/// [`ClockWentBack`] when the clock is further behind than time servers explain.
pub fn not_before(mark_ms: u64, now_ms: u64) -> Result<u64, ClockWentBack> {
    if now_ms.saturating_add(TOLERANCE_MS) < mark_ms {
        return Err(ClockWentBack { now_ms, mark_ms });
    }
    Ok(now_ms.max(mark_ms))
}

/// A moment, told by all clocks that matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Which boot of the machine.
    pub boot_id: String,
    /// Milliseconds since that boot, sleep included.
    pub since_boot_ms: u64,
    /// The wall clock, in milliseconds since 1970.
    pub unix_ms: u64,
}

impl Moment {
    /// Now.
    pub fn now() -> Self {
        let since = clock_gettime(ClockId::Boottime);
        let seconds = u64::try_from(since.tv_sec).unwrap_or_default();
        let millis = u64::try_from(since.tv_nsec / 1_000_000).unwrap_or_default();
        Self { boot_id: boot_id(), since_boot_ms: seconds * 1_000 + millis, unix_ms: unix_ms() }
    }
}

/// When something ends; can be stored and read back after a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    begun: Moment,
    ttl_ms: u64,
}

impl Deadline {
    /// The end of a time that begins at `begun`.
    pub fn after(begun: Moment, ttl: Duration) -> Self {
        Self { begun, ttl_ms: u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX) }
    }

    /// Whether it has passed at `now`: by the time since boot if that is the same, else by the wall clock.
    ///
    /// # Errors
    ///
    /// [`ClockWentBack`] when another boot's wall clock stands before the begin; what was granted must then count as
    /// ended.
    pub fn has_passed(&self, now: &Moment) -> Result<bool, ClockWentBack> {
        let elapsed = if !now.boot_id.is_empty() && now.boot_id == self.begun.boot_id {
            now.since_boot_ms.saturating_sub(self.begun.since_boot_ms)
        } else {
            not_before(self.begun.unix_ms, now.unix_ms)? - self.begun.unix_ms
        };
        Ok(elapsed >= self.ttl_ms)
    }
}

/// The id that Linux gives each boot; empty where there is none.
pub(crate) fn boot_id() -> String {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    text.trim().to_owned()
}
