use actix_web::HttpResponse;
use rmcp::model::{CallToolResult, Content};

pub fn tool(api_key: &str) -> CallToolResult {
    CallToolResult::success(vec![Content::text(format!("the key is {api_key}"))]) //~ secret-in-output
}

pub fn text(api_key: &str) -> Content {
    Content::text(api_key) //~ secret-in-output
}

pub fn prompt(password: &str) -> ChatMessage {
    ChatMessage::user(format!("log in with {password}")) //~ secret-in-output
}

pub fn system(connection_string: String) -> ChatMessage {
    let text = "the database is ".to_owned() + &connection_string;
    ChatMessage::system(text) //~ secret-in-output
}

pub fn answer(access_token: &str) -> HttpResponse {
    HttpResponse::Ok().body(format!("token {access_token}")) //~ secret-in-output
}

pub fn answer_with_type(client_secret: String) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body(client_secret) //~ secret-in-output
}

pub fn page(password: &str) -> axum::response::Html<String> {
    axum::response::Html(format!("<p>{password}</p>")) //~ secret-in-output
}

pub async fn ask(agent: rig::Agent, api_key: &str) {
    agent.prompt(format!("use {api_key}")).await; //~ secret-in-output
}

pub fn coded(password: &str) -> HttpResponse {
    let password = base64::encode(password);
    HttpResponse::Ok().body(password) //~ secret-in-output
}
