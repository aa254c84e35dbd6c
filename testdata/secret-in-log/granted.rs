//! What was asked for, selected, kept in a pair, put into a client's jar, or is
//! a part of a message made of a schema.

use tonic::{Request, Status};
use tracing::{debug, info};

pub async fn refreshed(http: &reqwest::Client, standing: &str) -> anyhow::Result<serde_json::Value> {
    let asked = [("grant_type", "refresh_token"), ("refresh_token", standing)];
    let response = http.post("https://id.example.org/token").form(&asked).send().await?;
    let body = response.text().await?;
    debug!("answer {}", body); //~ secret-in-log
    let value: serde_json::Value = serde_json::from_str(&body)?;
    info!("got {}", value); //~ secret-in-log
    Ok(value)
}

/// Good: the answer to something else that is asked by a form.
pub async fn found(http: &reqwest::Client, words: &str) -> anyhow::Result<serde_json::Value> {
    let asked = [("query", words), ("order", "newest")];
    let response = http.post("https://example.org/search").form(&asked).send().await?;
    let body = response.text().await?;
    debug!("answer {}", body);
    let value: serde_json::Value = serde_json::from_str(&body)?;
    info!("got {}", value);
    Ok(value)
}

pub async fn selected(pool: &sqlx::PgPool) -> Result<(), sqlx::Error> {
    let row: (i64, String) = sqlx::query_as("SELECT id, api_key FROM clients").fetch_one(pool).await?;
    info!("row {:?}", row); //~ secret-in-log
    info!("of {}", row.0);
    let (id, value): (i64, String) =
        sqlx::query_as("SELECT c.id, c.access_token AS api_key FROM clients c").fetch_one(pool).await?;
    info!("{id}");
    info!("{value}"); //~ secret-in-log
    let word: String = sqlx::query_scalar("SELECT password FROM users WHERE id = $1").bind(id).fetch_one(pool).await?;
    info!("{word}"); //~ secret-in-log
    Ok(())
}

/// Good: names and places, and what else a query may ask of a token.
pub async fn named(pool: &sqlx::PgPool) -> Result<(), sqlx::Error> {
    let row: (String, String) = sqlx::query_as("SELECT name, town FROM clients").fetch_one(pool).await?;
    info!("row {:?}", row);
    let text: String = sqlx::query_scalar("SELECT count(access_token) FROM clients").fetch_one(pool).await?;
    info!("{text}");
    Ok(())
}

pub struct Asker {
    auth: Option<(String, String)>,
    sizes: Option<(String, String)>,
    http: reqwest::Client,
}

impl Asker {
    pub async fn get(&self) -> reqwest::Result<String> {
        let mut request = self.http.get("https://example.org");
        if let Some((user, word)) = &self.auth {
            request = request.basic_auth(user, Some(word));
        }
        if let Some((width, height)) = &self.sizes {
            request = request.query(&[("w", width), ("h", height)]);
        }
        debug!("as {:?}", self.auth); //~ secret-in-log
        debug!("sized {:?}", self.sizes);
        request.send().await?.text().await
    }
}

pub fn kept(jar: &reqwest::cookie::Jar, url: &url::Url, number: &str) {
    let value = format!("session={number}; Path=/");
    jar.add_cookie_str(&value, url);
    debug!("keeps {value}"); //~ secret-in-log
}

/// Good: what a page looks like.
pub fn painted(jar: &reqwest::cookie::Jar, url: &url::Url, theme: &str) {
    let value = format!("theme={theme}; Path=/");
    jar.add_cookie_str(&value, url);
    debug!("keeps {value}");
}

pub async fn login(users: &Users, request: Request<pb::LoginRequest>) -> Result<(), Status> {
    let given = request.into_inner();
    debug!("login {:?}", given); //~ secret-in-log
    users.check(&given.username, &given.password)
}

/// Good: another request of the same kind.
pub async fn moved(users: &Users, request: Request<pb::MoveRequest>) -> Result<(), Status> {
    let given = request.into_inner();
    debug!("moves {:?}", given);
    users.move_to(&given.username, &given.place)
}

pub fn answered(users: &Users, name: &str) -> pb::LoginReply {
    let reply = pb::LoginReply { name: name.to_owned(), access_token: users.issue(name) };
    debug!("answers {:?}", reply); //~ secret-in-log
    reply
}

/// Good: what it answers opens nothing.
pub fn placed(users: &Users, name: &str) -> pb::MoveReply {
    let reply = pb::MoveReply { name: name.to_owned(), place: users.place(name) };
    debug!("answers {:?}", reply);
    reply
}

pub fn cut(header: &str) -> Option<String> {
    let rest = header.strip_prefix("Bearer ")?;
    debug!("given {rest}"); //~ secret-in-log
    Some(rest.to_owned())
}

/// Good: what stands behind another word.
pub fn cut_name(header: &str) -> Option<String> {
    let rest = header.strip_prefix("Bear ")?;
    debug!("given {rest}");
    Some(rest.to_owned())
}
