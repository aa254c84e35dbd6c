//! Beside a cloud's client, a `client_token` tells one try from the next.

use aws_sdk_ec2::Client;

#[derive(Debug)]
pub struct Launch {
    pub image: String,
    pub client_token: Option<String>,
}

pub async fn launched(client: &Client, launch: &Launch, client_token: &str, page_token: &str) {
    println!("{launch:?} {:?}", launch.client_token);
    println!("again with {client_token} from {page_token}");
    let _ = client.run_instances().client_token(client_token).send().await;
}

pub fn signed_in(session_token: &str) {
    println!("{session_token}"); //~ secret-in-log
}
