//! Services that know of no table, and what they call.

pub mod rows;
pub mod stores;

use axum::Json;

pub async fn join(members: stores::Members, Json(req): Json<Join>) -> Result<(), Failure> {
    let kept = bcrypt::hash(&req.password, 12)?;
    members.insert(&kept).await
}

pub async fn visit(guests: stores::Guests, Json(req): Json<Join>) -> Result<(), Failure> {
    guests.insert(&req.password).await
}

pub fn rider(form: Ride) -> Result<rows::Rider, Failure> {
    Ok(rows::Rider { password: bcrypt::hash(&form.word, 12)? })
}
