// secret-guard: allow(unused-suppression)
//~^ bad-suppression
pub fn no_reason() {}

// secret-guard: allow(unused-suppression) --
//~^ bad-suppression
pub fn empty_reason() {}

// secret-guard: allow(unused-suppression) -- ...
//~^ bad-suppression
pub fn a_reason_without_a_word() {}

// secret-guard: allow() -- for nothing
//~^ bad-suppression
pub fn no_rule() {}

// secret-guard: allow(env-raed-nearly) -- a rule that is not there
//~^ bad-suppression
pub fn unknown() {}

// secret-guard: alow(unused-suppression) -- a slip of the pen
//~^ bad-suppression
pub fn misspelt() {}

// secret-guard: allow(unused-suppression) until(2020-01-01) -- long ago
//~^ bad-suppression
pub fn ended() {}

// secret-guard: allow(unused-suppression) until(soon) -- no day
//~^ bad-suppression
pub fn no_day() {}

// the secret-guard: a tool
pub fn prose() {}

pub const TEXT: &str = "// secret-guard: allow() --";
