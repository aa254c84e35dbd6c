pub fn publish(token: &str) {
    tracing::debug!(token = %token, "published");
}

pub fn report(access_token: &str) {
    tracing::debug!(%access_token); //~ secret-in-log
}
