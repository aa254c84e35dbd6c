//! What a program keeps for itself, and what others get to see.

use std::io::Write;
use std::{fs, process};

use base64::Engine;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Serialize, Deserialize)] //~ secret-in-serialize
pub struct Session {
    pub user: String,
    pub access_token: String,
}

/// Nobody reads it again.
#[derive(Serialize)] //~ secret-in-serialize
pub struct Report {
    pub user: String,
    pub access_token: String,
}

impl Session {
    pub fn save(&self, path: &str) -> Result<(), Box<dyn std::error::Error>> {
        let text = serde_json::to_string(&self)?;
        fs::write(path, text)?;
        let mut file = fs::File::create(path)?;
        file.write_all(serde_json::to_string(self).map_err(|e| e.to_string())?.as_bytes())?;
        let document = json!(self);
        let text = serde_json::to_string_pretty(&document)?;
        file.write_all(text.as_bytes())?;
        serde_json::to_writer(file, self)?;
        Ok(())
    }

    pub fn dump(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() //~ secret-in-serialize
    }

    pub fn part(&self) -> std::io::Result<()> {
        let document = json!({ "token": self.access_token }); //~ secret-in-serialize
        fs::write("part.json", document.to_string())?;
        Ok(())
    }

    pub fn shown(&self) -> std::io::Result<()> {
        std::io::stdout().write_all(serde_json::to_string(self)?.as_bytes())?; //~ secret-in-log secret-in-serialize
        Ok(())
    }
}

pub fn reported(report: &Report) -> std::io::Result<()> {
    let mut file = fs::File::create("report.json")?;
    file.write_all(serde_json::to_string(report)?.as_bytes())?; //~ secret-in-serialize
    let text = serde_json::to_string(report)?; //~ secret-in-serialize
    fs::write("report.json", text)?;
    Ok(())
}

/// A child is told what it needs.
pub fn told(mut child: process::Child, password: &str, report: &Report) -> std::io::Result<()> {
    let request = json!({ "password": password });
    let payload = serde_json::to_vec(&request)?;
    child.stdin.take().unwrap().write_all(&payload)?;
    let mut stdin = child.stdin.take().unwrap();
    let encoded = base64::engine::general_purpose::STANDARD.encode(serde_json::to_string(report)?);
    stdin.write_all(encoded.as_bytes())?;
    Ok(())
}

/// What a signed token says.
pub fn claims(api_key: &str, now: u64) -> Result<(), Box<dyn std::error::Error>> {
    let claims = json!({ "sub": api_key, "iss": "us", "nbf": now });
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims)?);
    Ok(fs::write("token", format!("{claims}.x"))?)
}

pub fn told_all(password: &str, now: u64) -> Result<(), Box<dyn std::error::Error>> {
    let claims = json!({ "sub": "x", "iss": "us", "nbf": now, "password": password });
    let text = serde_json::to_vec(&claims)?; //~ secret-in-serialize
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    fs::write("token", text)?;
    Ok(())
}

pub fn encoded(api_key: &str, user: &str) -> Result<(), Box<dyn std::error::Error>> {
    let document = json!({ "user": user, "key": api_key });
    let text = serde_json::to_vec(&document)?; //~ secret-in-serialize
    let text = base64::engine::general_purpose::STANDARD.encode(text);
    fs::write("token", text)?;
    Ok(())
}

/// What a session keeps is not what is asked with it.
pub fn asked(mut req: tide::Request, report: &Report) -> bool {
    req.session().set("report", serde_json::to_string(report).unwrap_or_default()); //~ secret-in-serialize
    wants_json(&req)
}

fn wants_json(req: &tide::Request) -> bool {
    req.header("accept").is_some()
}

pub fn answered_in_parts(report: &Report) -> serde_json::Value {
    let mut answer = json!({});
    answer["report"] = serde_json::to_value(report).unwrap_or_default();
    answer
}

pub trait Store {
    fn keep(&self, name: &str, value: &serde_json::Value);
}

pub fn kept(store: &dyn Store, session: &Session) {
    let value = serde_json::to_value(session).unwrap_or_default();
    store.keep("session", &value);
}

/// The caller's writer, with the caller's message.
pub fn answered(mut output: impl Write, password: &str, session: &Session) -> serde_json::Result<()> {
    serde_json::to_writer(&mut output, &json!({ "Secret": password }))?;
    serde_json::to_writer(&mut output, session)
}

/// A file is one, whatever it is called, and whoever opened it.
pub fn called_otherwise(password: &str) -> std::io::Result<()> {
    let mut stream = fs::File::create("a.json")?;
    stream.write_all(&serde_json::to_vec(&json!({ "password": password }))?) //~ secret-in-serialize
}

pub fn lent(file: fs::File, log_stream: &mut fs::File, password: &str) -> serde_json::Result<()> {
    log_stream.write_all(&serde_json::to_vec(&json!({ "password": password }))?).unwrap(); //~ secret-in-serialize
    serde_json::to_writer(file, &json!({ "password": password })).unwrap(); //~ secret-in-serialize
    let file = fs::File::create("b.json").unwrap();
    serde_json::to_writer(file, &json!({ "password": password })) //~ secret-in-serialize
}

pub fn connected(mut stream: std::net::TcpStream, password: &str) -> std::io::Result<()> {
    stream.write_all(&serde_json::to_vec(&json!({ "password": password }))?)?;
    serde_json::to_writer(&stream, &json!({ "password": password }))?;
    Ok(())
}

pub fn kept_at_last(file: fs::File, password: &str) {
    serde_json::to_writer(file, &json!({ "password": password })).unwrap() //~ secret-in-serialize
}

pub fn written_at_last(password: &str) -> std::io::Result<()> {
    fs::write("c.json", json!({ "password": password }).to_string()) //~ secret-in-serialize
}
