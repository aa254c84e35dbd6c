use actix_web::HttpResponse;
use rmcp::model::{CallToolResult, Content};

pub fn tool(key_name: &str) -> CallToolResult {
    CallToolResult::success(vec![Content::text(format!("the key is called {key_name}"))])
}

pub fn length(api_key: &str) -> Content {
    Content::text(format!("a key of {} characters", api_key.len()))
}

pub fn prompt(question: &str) -> ChatMessage {
    ChatMessage::user(question)
}

pub fn tokens(max_tokens: u32) -> ChatMessage {
    ChatMessage::system(format!("answer in {max_tokens} tokens"))
}

pub fn answer(user: &str) -> HttpResponse {
    HttpResponse::Ok().body(format!("welcome {user}"))
}

pub fn hash(password: &str) -> HttpResponse {
    HttpResponse::Ok().body(hash_password(password))
}

fn hash_password(password: &str) -> String {
    password.len().to_string()
}

pub fn page(title: &str) -> axum::response::Html<String> {
    axum::response::Html(format!("<p>{title}</p>"))
}

pub async fn to_the_service(client: reqwest::RequestBuilder, password: &str) {
    client.body(password.to_owned()).send().await;
}

/// A login answers with the token that it makes.
pub fn login(user: &str, res: &mut salvo::Response) -> Result<(), Error> {
    let token = generate_token(user)?;
    res.render(Text::Plain(token));
    Ok(())
}

pub fn signed_in(claims: &Claims, key: &EncodingKey) -> HttpResponse {
    let access_token = jsonwebtoken::encode(&Header::default(), claims, key).unwrap();
    HttpResponse::Ok().body(access_token)
}
