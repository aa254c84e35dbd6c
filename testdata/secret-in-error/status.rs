//! What a server answers with beside a status.

use axum::http::StatusCode;

pub fn asked(password: &str, name: &str) -> Result<String, (StatusCode, String)> {
    if name.is_empty() {
        return Err((StatusCode::UNAUTHORIZED, format!("{password} is wrong"))); //~ secret-in-error
    }
    let message = format!("no {name} with {password}");
    if password.len() < 8 {
        return Err((StatusCode::BAD_REQUEST, message)); //~ secret-in-error
    }
    Err((StatusCode::NOT_FOUND, format!("no {name} with {} characters", password.len())))
}

/// What could not be sent is given back.
pub fn sent(password: String, tries: u32) -> Result<(), (String, u32)> {
    Err((password, tries))
}

pub struct Answer {
    status: u16,
    body: String,
}

#[derive(serde::Deserialize)]
pub struct Vended {
    secret_access_key: String,
}

/// Where the number of a status says which.
pub fn by_number(answer: &Answer) -> anyhow::Result<Vended> {
    match answer.status {
        200 => {
            log::info!("vended {}", answer.body); //~ secret-in-log
            Ok(serde_json::from_str::<Vended>(&answer.body)?)
        }
        409 => anyhow::bail!("not available: {}", answer.body.trim()),
        other => anyhow::bail!("{other}: {}", answer.body),
    }
}
