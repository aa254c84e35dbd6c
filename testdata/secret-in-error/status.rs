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
