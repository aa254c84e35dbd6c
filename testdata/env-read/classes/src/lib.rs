//! A crate of several modules.
mod names;
mod reader;

use names::API_KEY;

pub fn load() {
    let _ = std::env::var(API_KEY); //~ env-read
    let _ = std::env::var(crate::names::deep::DSN); //~ env-read
    let _ = reader::read("OTHER_FILE_TOKEN"); //~ env-read
    let _ = reader::read(names::HOST);
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads() {
        let _ = std::env::var("UNIT_TEST_TOKEN"); //~ env-read
    }
}
