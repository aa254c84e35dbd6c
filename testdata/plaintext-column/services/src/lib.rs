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

pub async fn enroll(agents: Agents, Json(req): Json<Enroll>) -> Result<(), Failure> {
    let kept = seal(&agents.key, &req.secret)?;
    agents.register(req.name, kept).await
}

pub async fn assemble(robots: Robots, Json(req): Json<Enroll>) -> Result<(), Failure> {
    robots.enlist(req.name, req.secret).await
}

/// Between the handler and the store, what is handed on is what it was.
impl Agents {
    pub async fn register(&self, name: String, secret: String) -> Result<(), Failure> {
        self.agents.insert_agent(&name, &secret).await
    }
}

impl Robots {
    pub async fn enlist(&self, name: String, secret: String) -> Result<(), Failure> {
        self.robots.insert_robot(&name, &secret).await
    }
}
