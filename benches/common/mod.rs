//! CPU time of children, so that a busy machine blurs no figure.

use std::process::{Command, Stdio};

/// CPU seconds (user and system) of a finished child, as the kernel counted.
pub fn cpu(command: &mut Command) -> f64 {
    let before = children();
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    children() - before
}

/// Fields 16 and 17 of `/proc/self/stat`: times of waited-for children, in
/// hundredths of a second.
pub fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> = after_name.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // The state letter is not a number: `cutime` is then field 12 from 0.
    (fields.get(12).unwrap_or(&0.0) + fields.get(13).unwrap_or(&0.0)) / 100.0
}

/// The same, with the most memory that the child held at once, in kilobytes
/// as the kernel counted it.
#[allow(dead_code, reason = "not every benchmark asks for it")]
pub fn cpu_and_memory(command: &mut Command) -> (f64, u64) {
    let before = children();
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else { return (0.0, 0) };
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while let Ok(None) = child.try_wait() {
        peak = peak.max(high_water(&std::fs::read_to_string(&status).unwrap_or_default()));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    (children() - before, peak)
}

fn high_water(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
