//! Functions of other crates that make a text look otherwise.
use cdk_common::terminal::escape_control;

fn line(label: &str, token: &str) -> String {
    format!("{label}: {}", escape_control(token))
}

pub fn login(access_token: &str) {
    log::info!("{}", line("access_token", access_token)); //~ secret-in-log
    log::info!("{}", shell_words::quote(access_token)); //~ secret-in-log
    log::info!("{}", askama_escape::escape_html(access_token)); //~ secret-in-log
    log::info!("{}", cdk_common::terminal::escape_masked(access_token));
    log::info!("{}", cdk_common::terminal::show_length(access_token));
}
