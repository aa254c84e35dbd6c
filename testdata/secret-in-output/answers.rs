//! Answers that a helper builds, and commands that are set up in any order.
use http_body_util::Full;
use hyper::{Response, StatusCode, body::Bytes};
use std::process::{Command, Stdio};

fn error_response(status: StatusCode, message: String) -> Response<Full<Bytes>> {
    Response::builder().status(status).body(Full::new(Bytes::from(message))).unwrap() //~ secret-in-output
}

fn error_response_quiet(status: StatusCode, message: String) -> Response<Full<Bytes>> {
    Response::builder().status(status).body(Full::new(Bytes::from(message))).unwrap()
}

pub async fn forward(client: &reqwest::Client, api_key: &str) -> Response<Full<Bytes>> {
    match client.get("https://api").query(&[("key", api_key)]).send().await { //~ secret-in-args
        Ok(_) => Response::new(Full::new(Bytes::new())),
        Err(e) => error_response(StatusCode::BAD_GATEWAY, format!("Request failed: {}", e)),
    }
}

pub async fn forward_quietly(client: &reqwest::Client, api_key: &str) -> Response<Full<Bytes>> {
    match client.get("https://api").query(&[("key", api_key)]).send().await { //~ secret-in-args
        Ok(answer) if answer.status().is_success() => Response::new(Full::new(Bytes::new())),
        Ok(answer) => error_response_quiet(StatusCode::BAD_GATEWAY, format!("status {}", answer.status())),
        Err(e) => error_response_quiet(StatusCode::BAD_GATEWAY, format!("Request failed: {}", e.without_url())),
    }
}

pub fn called(password: &str) {
    let piped = Command::new("mysql").stdout(Stdio::piped()).arg(format!("-p{password}")).status(); //~ secret-in-args
    let given = Command::new("mysql").stdout(Stdio::piped()).env("MYSQL_PWD", password).status();
}
