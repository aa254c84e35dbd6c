//! What a command answers, as text or as one JSON object.

use serde_json::{Value, json};

use crate::exit;
use crate::failure::Failure;
use crate::format::Format;
use crate::input;

/// The version of the shape of answers.
const VERSION: u8 = 1;

/// A command's answer.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Data, and the same as text.
    Data { data: Value, text: String, exit: u8 },
    /// Bytes that are printed as they are, whatever the format.
    Bytes(Vec<u8>),
    /// Everything was written already.
    Written { exit: u8 },
}

impl Answer {
    /// Data, and the same as text.
    pub(crate) fn new(data: Value, text: impl Into<String>) -> Self {
        Self::Data { data, text: text.into(), exit: exit::OK }
    }

    /// With another exit code than that of success.
    pub(crate) fn exit_with(mut self, code: u8) -> Self {
        if let Self::Data { exit, .. } = &mut self {
            *exit = code;
        }
        self
    }

    /// Prints the answer and gives the exit code.
    pub(crate) fn print(self, command: &str, format: Format) -> Result<u8, Failure> {
        match self {
            Self::Written { exit } => Ok(exit),
            Self::Bytes(bytes) => input::write_out(&bytes).map(|()| exit::OK),
            Self::Data { data, text, exit } => {
                let text = match format {
                    Format::Human => text,
                    Format::Json => envelope(command, "result", data, exit == exit::OK),
                };
                input::write_out(format!("{}\n", text.trim_end()).as_bytes()).map(|()| exit)
            }
        }
    }
}

/// `{"v":1,"command":…,"ok":…,"result"|"error":…}` on one line.
pub(crate) fn envelope(command: &str, key: &str, data: Value, ok: bool) -> String {
    json!({ "v": VERSION, "command": command, "ok": ok, key: data }).to_string()
}
