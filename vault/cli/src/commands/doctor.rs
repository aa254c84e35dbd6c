//! `doctor`: about two dozen checks, each with what to do when it is red.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::doctor::{Check, DoctorArgs, Verdict, examine};
use crate::exit;
use crate::place::Place;

use super::Outcome;

pub(crate) fn run(place: &Place, args: &DoctorArgs) -> Outcome {
    let checks = examine(place, args);
    let red = checks.iter().filter(|check| matches!(check.verdict, Verdict::Red(..))).count();
    let data = json!({ "checks": checks.iter().map(row).collect::<Vec<_>>(), "red": red });
    let mut lines: Vec<String> = checks.iter().map(line).collect();
    lines.push(if red == 0 { "all is well".to_owned() } else { format!("{red} to see to") });
    let answer = Answer::new(data, lines.join("\n"));
    Ok(if red == 0 { answer } else { answer.exit_with(exit::RED) })
}

fn row(check: &Check) -> Value {
    let (state, says, remedy) = match &check.verdict {
        Verdict::Green(says) => ("green", says, None),
        Verdict::Red(says, remedy) => ("red", says, Some(remedy)),
        Verdict::Unknown(why) => ("unknown", why, None),
    };
    json!({ "name": check.name, "state": state, "says": says, "remedy": remedy })
}

fn line(check: &Check) -> String {
    match &check.verdict {
        Verdict::Green(says) => format!("ok   {:<17} {says}", check.name),
        Verdict::Unknown(why) => format!("-    {:<17} {why}", check.name),
        Verdict::Red(says, remedy) => format!("RED  {:<17} {says}\n     {:<17} {remedy}", check.name, ""),
    }
}
