//! Passwords on command lines.

use std::ops::Range;

use super::{Found, PROMPTING, password, password_in_use};
use crate::secrets::assignment::Form;
use crate::secrets::place::Place;

/// The longest command that is looked at.
const COMMAND: usize = 300;
const ID: &str = "command-password";

/// The command from its name to the end of the line.
fn command(text: &[u8], at: usize) -> &[u8] {
    let window = &text[at..(at + COMMAND).min(text.len())];
    let end = window.windows(2).position(|two| two[1] == b'\n' && two[0] != b'\\').map_or(window.len(), |end| end + 1);
    &window[..end]
}

/// The word after `option`, or attached to it.
fn after(text: &[u8], at: usize, option: &[u8]) -> Option<Range<usize>> {
    let command = command(text, at);
    let start = memchr::memmem::find(command, option)? + option.len();
    let rest = &command[start..];
    let quote = rest.first().filter(|byte| matches!(byte, b'\'' | b'"')).copied();
    let open = usize::from(quote.is_some());
    let end = |byte: &u8| match quote {
        Some(quote) => *byte == quote,
        None => byte.is_ascii_whitespace() || b"\"'`|;&<>)\\,".contains(byte),
    };
    let len = rest[open..].iter().position(end).unwrap_or(rest.len() - open);
    let from = at + start + open;
    (len > 0).then_some(from..from + len)
}

fn report(text: &[u8], span: Option<Range<usize>>, place: Place, found: &mut Vec<Found>) {
    if let Some(span) = span {
        let verdict = password(&text[span.clone()], Form::Flag, place);
        found.push((ID, span, verdict));
    }
}

/// `curl -u user:password`.
pub(super) fn curl(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let options: [&[u8]; 4] = [b" -u ", b" --user ", b" --proxy-user ", b" -U "];
    let pair = options.iter().find_map(|option| after(text, at, option));
    let span = pair.and_then(|pair| {
        let colon = memchr::memchr(b':', &text[pair.clone()])?;
        Some(pair.start + colon + 1..pair.end)
    });
    report(text, span.filter(|span| !span.is_empty()), place, found);
}

/// `mysql -ppassword`.
pub(super) fn mysql(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let span =
        after(text, at, b" -p").filter(|span| text[span.start - 1] != b' ' && !text[span.start].is_ascii_whitespace());
    report(text, span, place, found);
}

/// `docker login -p password`, `mongo -p password`.
pub(super) fn spaced_p(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, after(text, at, b" -p "), place, found);
}

/// `sshpass -p password`: it takes nothing else.
pub(super) fn sshpass(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let Some(span) = after(text, at, b"sshpass -p ").or_else(|| after(text, at, b"sshpass -p")) else {
        return;
    };
    let verdict = password_in_use(&text[span.clone()], Form::Flag, place);
    found.push((ID, span, verdict));
}

/// `tool -u user -p password`, whatever the tool is called.
pub(super) fn beside_user(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let line = &text[line_before(text, at)];
    let user = [&b" -u "[..], b" --user "].iter().any(|option| memchr::memmem::find(line, option).is_some());
    if user && !prompts(line) {
        report(text, after(text, at, b" -p "), place, found);
    }
}

/// Whether the command asks for the password itself: `mysql -u root -p app`
/// opens `app`. The program stands before its options and is not the value of
/// another's: `deploy --db mysql -u root -p …`.
fn prompts(line: &[u8]) -> bool {
    let command = line.rsplit(|byte| b";|&".contains(byte)).next().unwrap_or(line);
    let words: Vec<&[u8]> = command.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let is_option = |word: &&[u8]| word.starts_with(b"-") && *word != b"--";
    let prompting = |word: &[u8]| {
        let program = word.rsplit(|byte| b"/\"'`(".contains(byte)).next().unwrap_or(word);
        PROMPTING.iter().any(|name| name.as_bytes() == program)
    };
    (0..words.len()).any(|at| {
        // `sh -c "mysql -u …"`: a command of its own.
        let quoted = words[at].starts_with(b"\"") || words[at].starts_with(b"'");
        let valued = !quoted && at.checked_sub(1).is_some_and(|before| is_option(&words[before]));
        prompting(words[at]) && !valued && words.get(at + 1).is_some_and(is_option)
    })
}

/// `redis-cli -a password`.
pub(super) fn spaced_a(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, after(text, at, b" -a "), place, found);
}

/// `ldapsearch -D user -w password`.
pub(super) fn spaced_w(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, after(text, at, b" -w "), place, found);
}

/// `mosquitto_pub -u user -P password`.
pub(super) fn spaced_capital(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, after(text, at, b" -P "), place, found);
}

/// `openssl … -k password`, `-passin pass:password`.
pub(super) fn openssl(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, after(text, at, b" pass:").or_else(|| after(text, at, b" -k ")), place, found);
}

/// The line up to `at`.
fn line_before(text: &[u8], at: usize) -> Range<usize> {
    let from = at.saturating_sub(COMMAND);
    let start = memchr::memrchr(b'\n', &text[from..at]).map_or(from, |end| from + end + 1);
    start..at
}

/// The last word printed by an `echo` that is piped on.
fn echoed(text: &[u8], at: usize) -> Option<Range<usize>> {
    let line = line_before(text, at);
    let echo = memchr::memmem::rfind(&text[line.clone()], b"echo ")? + line.start;
    let pipe = memchr::memchr(b'|', &text[echo..at])? + echo;
    let words = &text[echo + 5..pipe];
    let trim = |byte: &u8| byte.is_ascii_whitespace() || b"\"'".contains(byte);
    let end = words.iter().rposition(|byte| !trim(byte))? + 1;
    let start = words[..end].iter().rposition(trim).map_or(0, |at| at + 1);
    Some(echo + 5 + start..echo + 5 + end)
}

/// `echo user:password | chpasswd`.
pub(super) fn chpasswd(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let span = echoed(text, at).and_then(|pair| {
        let colon = memchr::memchr(b':', &text[pair.clone()])?;
        Some(pair.start + colon + 1..pair.end)
    });
    report(text, span.filter(|span| !span.is_empty()), place, found);
}

/// `echo password | sudo -S`.
pub(super) fn piped(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    report(text, echoed(text, at), place, found);
}
