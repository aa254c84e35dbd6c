//! Calendar days and rotation periods, as the manifest writes them.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day `day` (1-based) of `month` (1-based) in `year`, or `None` if the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let valid = year > 0 && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    /// The day that contains the instant `seconds` after 1970-01-01T00:00:00Z, in UTC.
    pub fn from_unix_seconds(seconds: u64) -> Self {
        let mut days = seconds / 86_400;
        let mut year = 1970;
        while year < u16::MAX && days >= days_in_year(year) {
            days -= days_in_year(year);
            year += 1;
        }
        let mut month = 1;
        while month < 12 && days >= u64::from(days_in(year, month)) {
            days -= u64::from(days_in(year, month));
            month += 1;
        }
        let day = u8::try_from(days + 1).unwrap_or(31).min(days_in(year, month));
        Self { year, month, day }
    }
}

impl FromStr for Date {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let shape_ok = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shape_ok {
            return Err(());
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().map_err(|_| ());
        let (month, day) = (number(5..7)?, number(8..10)?);
        Date::new(number(0..4)?, u8::try_from(month).map_err(|_| ())?, u8::try_from(day).map_err(|_| ())?).ok_or(())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// How often a secret is to be replaced: a whole number of days, written `90d` or `13w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RotateEvery {
    /// The period in days, never zero.
    pub days: u32,
}

impl FromStr for RotateEvery {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (digits, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or(())?;
        let in_days = match unit {
            "d" => 1,
            "w" => 7,
            _ => return Err(()),
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(());
        }
        let days = digits.parse::<u32>().ok().and_then(|count| count.checked_mul(in_days)).ok_or(())?;
        if days == 0 { Err(()) } else { Ok(Self { days }) }
    }
}
